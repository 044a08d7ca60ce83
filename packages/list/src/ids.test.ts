import { expect, it } from 'vitest';
import { createDeviceId, createItemId, isDeviceId, isItemId, type RandomBytes } from './ids.ts';

/** Bytes in turn, one at a time. */
const everyByte = (): RandomBytes => {
  let next = 0;
  return () => Uint8Array.of(next++);
};

it.each([
  // As many ids as use up whole rounds of the bytes that count: 252 of 256 give 36 digits, 248 give 62.
  { of: 'devices', create: createDeviceId, is: isDeviceId, ids: 63, digits: 36 },
  { of: 'items', create: createItemId, is: isItemId, ids: 248, digits: 62 },
])('[R1] [I6] new ids of $of are of their form, and favour no character', ({ create, is, ids, digits }) => {
  const random = everyByte();
  const drawn = Array.from({ length: ids }, () => create(random));
  expect(drawn.filter((id) => !is(id))).toEqual([]);
  const counts = new Map<string, number>();
  for (const character of drawn.join('')) counts.set(character, (counts.get(character) ?? 0) + 1);
  expect(counts.size).toBe(digits);
  expect(new Set(counts.values()).size).toBe(1);
});
