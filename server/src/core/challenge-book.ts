import { sameBytes } from '@tote/seal/verify';
import type { RelayLimits } from './limits.ts';

/** Nonces of one socket: each good once, for a while (SECURITY: "single use, bound to the socket"). */
export interface ChallengeBook {
  /** Fresh nonces, 32 bytes each. */
  issue(count: number): readonly Uint8Array[];
  /** Uses one up; false if it was not issued here, was used before or is too old. */
  use(nonce: Uint8Array): boolean;
}

const NONCE_BYTES = 32;

/** What a book needs. */
export interface ChallengeDeps {
  readonly random: (length: number) => Uint8Array;
  readonly nowMs: () => number;
  readonly limits: Pick<RelayLimits, 'noncesMax' | 'nonceMsMax'>;
}

interface Issued {
  readonly nonce: Uint8Array;
  readonly expiresAtMs: number;
}

class Book implements ChallengeBook {
  readonly #deps: ChallengeDeps;
  /** Oldest first. Few and mostly none, so that a list costs less than a map. */
  #issued: readonly Issued[] = NONE;

  constructor(deps: ChallengeDeps) {
    this.#deps = deps;
  }

  issue(count: number): readonly Uint8Array[] {
    const { random, nowMs, limits } = this.#deps;
    const expiresAtMs = nowMs() + limits.nonceMsMax;
    const fresh = Array.from({ length: count }, () => ({ nonce: random(NONCE_BYTES), expiresAtMs }));
    this.#issued = [...this.#issued, ...fresh].slice(-limits.noncesMax);
    return fresh.map(({ nonce }) => nonce);
  }

  use(nonce: Uint8Array): boolean {
    const found = this.#issued.find((issued) => sameBytes(issued.nonce, nonce));
    if (!found) return false;
    this.#issued = this.#issued.length === 1 ? NONE : this.#issued.filter((issued) => issued !== found);
    return found.expiresAtMs > this.#deps.nowMs();
  }
}

const NONE: readonly Issued[] = [];

/** Creates a book without nonces. */
export const createChallengeBook = (deps: ChallengeDeps): ChallengeBook => new Book(deps);
