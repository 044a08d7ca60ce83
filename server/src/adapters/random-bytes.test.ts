import { describe, expect, it } from 'vitest';
import { createRandomBytes } from './random-bytes.ts';

describe('random bytes', () => {
  it('[R2] come once each, however many are drawn and in whatever lengths', () => {
    const random = createRandomBytes();
    const drawn = new Set<string>();
    const lengths = [32, 16, 33, 8_192, 8_193, 20_000, 32, 31];
    for (let round = 0; round < 200; round += 1)
      for (const length of lengths) {
        const bytes = random(length);
        expect(bytes).toHaveLength(length);
        drawn.add(Buffer.from(bytes.subarray(0, 16)).toString('hex'));
      }
    expect(drawn.size).toBe(200 * lengths.length);
  });

  it('[R2] belong to whom they were given: nobody else writes into them', () => {
    const random = createRandomBytes();
    const first = random(32);
    const kept = first.slice();
    for (let i = 0; i < 1_000; i += 1) random(32).fill(7);
    expect(first).toEqual(kept);
    expect(first.buffer.byteLength).toBe(32);
  });
});
