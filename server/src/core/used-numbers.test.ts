import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { LIMITS } from '@tote/wire';
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

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes in use: what nobody refers to is collected first. */
const held = (): number => {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

it('[W8] a gap that was closed is forgotten', () => {
  const sockets = Array.from({ length: 2_000 }, createUsedNumbers);
  const before = held();
  for (const used of sockets)
    expect([2, 3, 1, 4, 3].map((number) => used.use(number))).toEqual([true, true, true, true, false]);
  expect(held() - before).toBeLessThan(4 * 1024 * 1024);
  expect(sockets.some((used) => used.use(4))).toBe(false);
});

it('[W8] numbers that come in the worst order take no more than a bit each', () => {
  const sockets = Array.from({ length: 20 }, createUsedNumbers);
  const before = held();
  for (const used of sockets) for (let number = LIMITS.channelMax; number > 1; number -= 1) used.use(number);
  expect(held() - before).toBeLessThan(4 * 1024 * 1024);
  for (const used of sockets) {
    expect(used.use(LIMITS.channelMax)).toBe(false);
    expect([used.use(1), used.use(1), used.use(2)]).toEqual([true, false, false]);
  }
});
