import { expect, it } from 'vitest';
import { bestMark, prunableThrough } from './retention.ts';

const DAYS_30_MS = 30 * 24 * 60 * 60 * 1000;

it('[L7] of two snapshots that cover the same the later one stands, so that a bad one can be put right', () => {
  const bad = { sequence: 8, covers: 7, storedAtMs: 0 };
  const good = { sequence: 9, covers: 7, storedAtMs: 1 };
  expect(bestMark([bad, good])).toBe(good);
  expect(bestMark([bad, good, { sequence: 10, covers: 6, storedAtMs: 2 }])).toBe(good);
});

it('[L7] what a snapshot covers may go when its grace time is over and a later one stands, not a moment before', () => {
  const old = { sequence: 5, covers: 4, storedAtMs: 1_000 };
  const alone = prunableThrough([old], 1_000 + DAYS_30_MS);
  const later = [old, { sequence: 9, covers: 7, storedAtMs: 2_000 }];
  expect([alone, prunableThrough(later, 999 + DAYS_30_MS), prunableThrough(later, 1_000 + DAYS_30_MS)]).toEqual([
    0, 0, 4,
  ]);
});
