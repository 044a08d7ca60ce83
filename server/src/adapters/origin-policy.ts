/** Which pages may connect, and which addresses of ours a proof may name (RELAY.md, T2 and T3). */

/** Addresses by which the relay is reached, as configured. */
export interface OriginPolicy {
  /** Whether a page of this origin (`Origin` header, absent outside browsers) may open a socket at this host. */
  acceptsPage(origin: string | undefined, host: string): boolean;
  /** The host that a proof on this connection must be bound to. */
  dialledHost(hostHeader: string): string;
  /** Whether proofs may be bound to this host. */
  acceptsProofFor(host: string): boolean;
}

const hostOf = (origin: string): string | undefined => {
  try {
    return new URL(origin).host.toLowerCase();
  } catch {
    return undefined;
  }
};

/**
 * Creates the policy. Without configured origins a page may connect to the host it came from, and a proof names whatever host
 * the client dialled. With them, only they count; behind a proxy that hides the dialled host the first one stands for it.
 */
export const createOriginPolicy = (origins: readonly string[]): OriginPolicy => {
  const isOpen = origins.length === 0 || origins.includes('*');
  const hosts = origins.map(hostOf).filter((host) => host !== undefined);
  return {
    acceptsPage: (origin, host) => {
      if (origin === undefined || origins.includes('*')) return true;
      return isOpen ? hostOf(origin) === host.toLowerCase() : origins.includes(origin);
    },
    dialledHost: (hostHeader) => {
      const host = hostHeader.toLowerCase();
      return isOpen || hosts.includes(host) ? host : (hosts[0] ?? host);
    },
    acceptsProofFor: (host) => isOpen || hosts.includes(host),
  };
};
