/** Rate limit: `burst` at once, `perSecond` in the long run. */
export interface TokenBucket {
  /** Takes `count` tokens if they are there; false, and none taken, if not. */
  take(count: number): boolean;
}

/** Creates a full bucket. */
export const createTokenBucket = (perSecond: number, burst: number, nowMs: () => number): TokenBucket => {
  let tokens = burst;
  let filledAtMs = nowMs();
  return {
    take: (count) => {
      const now = nowMs();
      tokens = Math.min(burst, tokens + (Math.max(0, now - filledAtMs) * perSecond) / 1000);
      filledAtMs = now;
      if (tokens < count) return false;
      tokens -= count;
      return true;
    },
  };
};
