import { expect, it } from 'vitest';
import { createUsedNumbers } from './used-numbers.ts';

it('[W8] numbers are good once each, in whatever order they come', () => {
  for (const order of [
    [1, 2, 3, 4, 5, 0],
    [5, 1, 0, 3, 2, 4],
    [65_535, 2, 1, 3, 0],
  ]) {
    const used = createUsedNumbers();
    expect(order.map((number) => used.use(number))).toEqual(order.map(() => true));
    expect(order.map((number) => used.use(number))).toEqual(order.map(() => false));
  }
});
