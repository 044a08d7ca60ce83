/** Rate limit: `burst` at once, `perSecond` in the long run. */
export interface TokenBucket {
  /** Takes `count` tokens if they are there; false, and none taken, if not. */
  take(count: number): boolean;
}

/** A class, like all that each socket or list has its own of: a function for each method would be most of its size. */
class Bucket implements TokenBucket {
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #nowMs: () => number;
  #tokens: number;
  #filledAtMs: number;

  constructor(perSecond: number, burst: number, nowMs: () => number) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#nowMs = nowMs;
    this.#tokens = burst;
    this.#filledAtMs = nowMs();
  }

  take(count: number): boolean {
    const now = this.#nowMs();
    const gained = (Math.max(0, now - this.#filledAtMs) * this.#perSecond) / 1000;
    this.#tokens = Math.min(this.#burst, this.#tokens + gained);
    this.#filledAtMs = now;
    if (this.#tokens < count) return false;
    this.#tokens -= count;
    return true;
  }
}

/** Creates a full bucket. */
export const createTokenBucket = (perSecond: number, burst: number, nowMs: () => number): TokenBucket =>
  new Bucket(perSecond, burst, nowMs);
