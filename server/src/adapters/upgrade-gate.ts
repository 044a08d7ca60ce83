/** Who may open a socket (RELAY.md, T1, T2, T4, T6): decided from the request's head, before anything is made for it. */
import type { IncomingMessage } from 'node:http';
import { requestPath } from '../http/http-front.ts';
import { createAddressCounts } from './address-counts.ts';
import { addressGroup, clientAddress, type TrustedProxies } from './client-address.ts';
import type { OriginPolicy } from './origin-policy.ts';

/** Where the relay listens on its server. */
const RELAY_PATH = '/relay';

/** Why an upgrade is refused. */
export const UPGRADE_REFUSALS = {
  'other-path': '404 Not Found',
  'other-page': '403 Forbidden',
  'too-many-sockets': '503 Service Unavailable',
  'too-many-sockets-of-address': '429 Too Many Requests',
} as const;

/** A reason of {@link UPGRADE_REFUSALS}. */
export type UpgradeRefusal = keyof typeof UPGRADE_REFUSALS;

/** A socket that was let in. */
export interface Entry {
  /** What clients from the same place share; undefined: not counted. */
  readonly address: string | undefined;
  /** The socket is gone. To be called once. */
  leave(): void;
}

/** Counts sockets and decides. */
export interface UpgradeGate {
  /** Lets a request in, or says why not. */
  enter(request: IncomingMessage): Entry | UpgradeRefusal;
}

/** Creates the gate. */
export const createUpgradeGate = (deps: {
  readonly origins: OriginPolicy;
  readonly trustedProxies: TrustedProxies;
  readonly socketsMax: number;
  readonly socketsPerAddressMax: number;
}): UpgradeGate => {
  const { origins, trustedProxies, socketsMax, socketsPerAddressMax } = deps;
  const counts = createAddressCounts();
  let sockets = 0;

  const count = (address: string | undefined, change: 1 | -1): void => {
    sockets += change;
    if (address !== undefined) counts.change(address, change);
  };

  return {
    enter: ({ url, headers, socket }) => {
      if (requestPath(url) !== RELAY_PATH) return 'other-path';
      if (!origins.acceptsPage(headers.origin, headers.host ?? '')) return 'other-page';
      if (sockets >= socketsMax) return 'too-many-sockets';
      const forwardedFor = headers['x-forwarded-for']?.toString();
      const address = addressGroup(clientAddress(socket.remoteAddress, forwardedFor, trustedProxies));
      if (address !== undefined && counts.of(address) >= socketsPerAddressMax) return 'too-many-sockets-of-address';
      count(address, 1);
      return { address, leave: () => count(address, -1) };
    },
  };
};
