/** Nonces of one socket: each good once, for a while (SECURITY: "single use, bound to the socket"). */
export interface ChallengeBook {
  /** Fresh nonces, 32 bytes each. */
  issue(count: number): readonly Uint8Array[];
  /** Uses one up; false if it was not issued here, was used before or is too old. */
  use(nonce: Uint8Array): boolean;
}

const NONCE_BYTES = 32;

/** A nonce as a key of a map: a character for each byte. */
const keyOf = (nonce: Uint8Array): string => String.fromCharCode(...nonce);

/** Creates a book without nonces. */
export const createChallengeBook = (deps: {
  readonly random: (length: number) => Uint8Array;
  readonly nowMs: () => number;
  readonly noncesMax: number;
  readonly nonceMsMax: number;
}): ChallengeBook => {
  const expiryByNonce = new Map<string, number>();

  return {
    issue: (count) => {
      const expiresAtMs = deps.nowMs() + deps.nonceMsMax;
      const nonces = Array.from({ length: count }, () => deps.random(NONCE_BYTES));
      for (const nonce of nonces) expiryByNonce.set(keyOf(nonce), expiresAtMs);
      // A Map keeps the order of insertion, so the first ones are the oldest.
      for (const oldest of expiryByNonce.keys()) {
        if (expiryByNonce.size <= deps.noncesMax) break;
        expiryByNonce.delete(oldest);
      }
      return nonces;
    },
    use: (nonce) => {
      const key = keyOf(nonce);
      const expiresAtMs = expiryByNonce.get(key);
      expiryByNonce.delete(key);
      return expiresAtMs !== undefined && expiresAtMs > deps.nowMs();
    },
  };
};
