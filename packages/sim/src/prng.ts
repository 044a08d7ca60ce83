/**
 * Random numbers that a seed decides. Generator: sfc32 ("small fast counting", Chris Doty-Humphrey, PractRand), with
 * three words of seed, a counter that starts at 1 and the first outputs thrown away as its author prescribes.
 * The seed of a run is 64 bits; the third word names the stream, so that, say, drawing one more latency does not change
 * which act a device does next.
 */

/** A 64-bit seed as 16 hex digits. */
export type Seed = string;

/** One stream of random numbers. */
export interface Prng {
  /** A number below `bound`, which is a whole number from 1 to 2^32. */
  below(bound: number): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  /** A number from 0 up to but not including 1. */
  fraction(): number;
  /** True in this share of cases. */
  chance(share: number): boolean;
  /** One of these; throws when there are none. */
  pick<T>(choices: readonly T[]): T;
  /** One of these, each as likely as its weight says. */
  pickWeighted<T extends string>(weights: Readonly<Record<T, number>>): T;
  bytes(length: number): Uint8Array<ArrayBuffer>;
  /** A stream of its own: the same for the same seed and name, whatever was drawn here. */
  stream(name: string): Prng;
}

const DISCARDED_OUTPUTS = 15;
const WORD = 0x1_0000_0000;

/** FNV-1a with a final mix: turns a stream's name into a word. */
const wordOf = (name: string, start: number): number => {
  let hash = start ^ 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

const sfc32 = (first: number, second: number, third: number): (() => number) => {
  let [a, b, c, counter] = [first, second, third, 1];
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let index = 0; index < DISCARDED_OUTPUTS; index += 1) next();
  return next;
};

/** Whether a text is a seed. */
export const isSeed = (text: string): boolean => /^[0-9a-f]{16}$/.test(text);

/** The seed that lies `steps` after this one. Runs of one batch have neighbouring seeds. */
export const seedAfter = (seed: Seed, steps: number): Seed =>
  BigInt.asUintN(64, BigInt(`0x${seed}`) + BigInt(steps))
    .toString(16)
    .padStart(16, '0');

/** The stream of a seed with this name. */
export const createPrng = (seed: Seed, name = 'root'): Prng => {
  if (!isSeed(seed)) throw new TypeError(`a seed is 16 hex digits, not ${seed}`);
  const [high, low] = [Number.parseInt(seed.slice(0, 8), 16), Number.parseInt(seed.slice(8), 16)];
  const word = sfc32(high, low, wordOf(name, 0));

  const below = (bound: number): number => {
    // Draws of the incomplete last block are thrown away, so that no number is more likely than another.
    const unbiased = WORD - (WORD % bound);
    for (;;) {
      const drawn = word();
      if (drawn < unbiased) return drawn % bound;
    }
  };
  const fraction = () => word() / WORD;

  return {
    below,
    between: (low_, high_) => low_ + below(high_ - low_ + 1),
    fraction,
    chance: (share) => fraction() < share,
    pick: (choices) => {
      const index = below(choices.length);
      if (index >= choices.length) throw new RangeError('nothing to pick from');
      return choices[index] as (typeof choices)[number];
    },
    pickWeighted: <T extends string>(weights: Readonly<Record<T, number>>): T => {
      const entries = Object.entries(weights) as [T, number][];
      let left = fraction() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [choice, weight] of entries) {
        left -= weight;
        if (left < 0) return choice;
      }
      throw new RangeError('nothing to pick from');
    },
    bytes: (length) => {
      const bytes = new Uint8Array(length);
      for (let at = 0; at < length; at += 4) {
        const drawn = word();
        for (let shift = 0; shift < 4 && at + shift < length; shift += 1) bytes[at + shift] = drawn >>> (shift * 8);
      }
      return bytes;
    },
    stream: (child) => createPrng(seed, `${name}/${child}`),
  };
};
