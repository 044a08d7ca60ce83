import type { RandomBytes } from '../ids.ts';

/** Repeatable randomness for tests: the same seed gives the same run. */
export interface SeededRandom {
  /** A whole number from 0 to `below` - 1. */
  int(below: number): number;
  chance(probability: number): boolean;
  pick<Value>(values: readonly [Value, ...Value[]]): Value;
  shuffled<Value>(values: readonly Value[]): Value[];
  readonly bytes: RandomBytes;
}

const MASK_64 = (1n << 64n) - 1n;

/** SplitMix64: small, well distributed, and every 64-bit seed is a good one. */
export const createSeededRandom = (seed: bigint): SeededRandom => {
  let state = seed & MASK_64;
  const next32 = (): number => {
    state = (state + 0x9e3779b97f4a7c15n) & MASK_64;
    let mixed = state;
    mixed = ((mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK_64;
    mixed = ((mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn) & MASK_64;
    return Number((mixed ^ (mixed >> 31n)) & 0xffffffffn);
  };
  const int = (below: number): number => Math.floor((next32() / 2 ** 32) * below);
  return {
    int,
    chance: (probability) => next32() / 2 ** 32 < probability,
    pick: (values) => values[int(values.length)] ?? values[0],
    shuffled: (values) => {
      const result = [...values];
      for (let i = result.length - 1; i > 0; i -= 1) {
        const j = int(i + 1);
        const [a, b] = [result[i], result[j]];
        if (a !== undefined && b !== undefined) [result[i], result[j]] = [b, a];
      }
      return result;
    },
    bytes: (length) => Uint8Array.from({ length }, () => next32() & 0xff),
  };
};
