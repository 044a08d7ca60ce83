/** Seeded randomness: a workload and its replays are the same on every machine, to the byte. */

/** A stream of random numbers that depends on its seed only. */
export interface Random {
  /** 0 to 2³²−1. */
  uint32(): number;
  /** 0 to `limit`−1. */
  below(limit: number): number;
  chance(probability: number): boolean;
  /** One of them; `undefined` only if there are none. */
  pick<Value>(values: readonly Value[]): Value | undefined;
  shuffled<Value>(values: readonly Value[]): Value[];
  bytes(length: number): Uint8Array<ArrayBuffer>;
  /** A stream of its own, so that what draws from it does not shift what others draw. */
  fork(label: string): Random;
}

/** FNV-1a, once per word of state: spreads a text over 128 bits. */
const hash = (text: string, salt: number): number => {
  let state = 0x811c9dc5 ^ salt;
  for (let i = 0; i < text.length; i += 1) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  return state >>> 0;
};

/** sfc32 (Chris Doty-Humphrey's PractRand), 128 bits of state. */
const createStream = (seed: string): (() => number) => {
  let [a, b, c, counter] = [hash(seed, 1), hash(seed, 2), hash(seed, 3), hash(seed, 4)];
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  // The first outputs still resemble the seed.
  for (let i = 0; i < 12; i += 1) next();
  return next;
};

/** Creates the stream of a seed. */
export const createRandom = (seed: string): Random => {
  const uint32 = createStream(seed);
  const below = (limit: number) => Math.floor((uint32() / 2 ** 32) * limit);
  return {
    uint32,
    below,
    chance: (probability) => uint32() < probability * 2 ** 32,
    pick: (values) => values[below(values.length)],
    shuffled: (values) => {
      const pool = [...values];
      return values.flatMap(() => pool.splice(below(pool.length), 1));
    },
    bytes: (length) => Uint8Array.from({ length }, () => uint32() & 255),
    fork: (label) => createRandom(`${seed}/${label}`),
  };
};
