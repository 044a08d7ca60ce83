import type { RelayLimits } from './limits.ts';

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

/** What a book needs. */
export interface ChallengeDeps {
  readonly random: (length: number) => Uint8Array;
  readonly nowMs: () => number;
  readonly limits: Pick<RelayLimits, 'noncesMax' | 'nonceMsMax'>;
}

class Book implements ChallengeBook {
  readonly #deps: ChallengeDeps;
  readonly #expiryByNonce = new Map<string, number>();

  constructor(deps: ChallengeDeps) {
    this.#deps = deps;
  }

  issue(count: number): readonly Uint8Array[] {
    const { random, nowMs, limits } = this.#deps;
    const expiresAtMs = nowMs() + limits.nonceMsMax;
    const nonces = Array.from({ length: count }, () => random(NONCE_BYTES));
    for (const nonce of nonces) this.#expiryByNonce.set(keyOf(nonce), expiresAtMs);
    // A Map keeps the order of insertion, so the first ones are the oldest.
    for (const oldest of this.#expiryByNonce.keys()) {
      if (this.#expiryByNonce.size <= limits.noncesMax) break;
      this.#expiryByNonce.delete(oldest);
    }
    return nonces;
  }

  use(nonce: Uint8Array): boolean {
    const key = keyOf(nonce);
    const expiresAtMs = this.#expiryByNonce.get(key);
    this.#expiryByNonce.delete(key);
    return expiresAtMs !== undefined && expiresAtMs > this.#deps.nowMs();
  }
}

/** Creates a book without nonces. */
export const createChallengeBook = (deps: ChallengeDeps): ChallengeBook => new Book(deps);
