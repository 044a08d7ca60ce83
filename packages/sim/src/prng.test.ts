import { describe, expect, it } from 'vitest';
import { createPrng, seedAfter } from './prng.ts';

const SEED = '0123456789abcdef';
const draws = (name: string) => {
  const prng = createPrng(SEED, name);
  return Array.from({ length: 8 }, () => prng.below(1_000_000));
};

describe('random numbers from a seed', () => {
  it('[X1] a seed and a name give the same numbers for ever', () => {
    expect(draws('root')).toEqual(draws('root'));
    expect(draws('root')).toMatchInlineSnapshot(`
      [
        643808,
        240511,
        809739,
        642018,
        39004,
        318827,
        864658,
        753514,
      ]
    `);
  });

  it('another name or another seed gives other numbers', () => {
    expect(draws('a')).not.toEqual(draws('b'));
    expect(createPrng(seedAfter(SEED, 1)).bytes(16)).not.toEqual(createPrng(SEED).bytes(16));
  });

  it('a stream does not depend on what was drawn before', () => {
    const [used, fresh] = [createPrng(SEED), createPrng(SEED)];
    used.bytes(100);
    expect(used.stream('x').bytes(8)).toEqual(fresh.stream('x').bytes(8));
  });

  it('numbers below a bound are spread evenly', () => {
    const prng = createPrng(SEED);
    const counts = Array.from({ length: 10 }, () => 0);
    for (let i = 0; i < 10_000; i++) {
      const drawn = prng.below(10);
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });

  it('seeds count up over all 64 bits', () => {
    expect(seedAfter('00000000ffffffff', 1)).toBe('0000000100000000');
    expect(seedAfter('ffffffffffffffff', 1)).toBe('0000000000000000');
  });

  it('weights decide how often a choice comes', () => {
    const prng = createPrng(SEED);
    const picked = Array.from({ length: 1_000 }, () => prng.pickWeighted({ often: 9, seldom: 1, never: 0 }));
    expect(picked.filter((choice) => choice === 'seldom').length).toBeGreaterThan(50);
    expect(picked).not.toContain('never');
  });
});
