import { expect, it } from 'vitest';
import { createByteBudget } from './byte-budget.ts';

it('[R15] [T9] evicts nobody for bytes that have gone meanwhile, and down to seven eighths when they are there', async () => {
  const budget = createByteBudget(800);
  const evicted: number[] = [];
  const held = [400, 390];
  const shares = held.map((_, index) => {
    const share = budget.track({
      heldBytes: () => held[index] ?? 0,
      evict: () => {
        evicted.push(index);
        share.forget();
      },
    });
    return share;
  });
  for (const share of shares) share.changed();
  held[0] = 350;
  held[1] = 420;
  shares[1]?.changed();
  await Promise.resolve();
  expect([budget.bytes, evicted]).toEqual([770, []]);
  held[0] = 390;
  shares[0]?.changed();
  await Promise.resolve();
  expect([budget.bytes, evicted]).toEqual([390, [1]]);
});

it('[R15] [T9] a holder that is gone holds nothing, however often it says that it changed, or goes', () => {
  const budget = createByteBudget(800);
  let held = 300;
  const share = budget.track({ heldBytes: () => held, evict: () => undefined });
  share.changed();
  share.forget();
  share.forget();
  held = 500;
  share.changed();
  expect(budget.bytes).toBe(0);
});
