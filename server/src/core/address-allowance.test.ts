import { expect, it } from 'vitest';
import { createAddressAllowances } from './address-allowance.ts';
import { RELAY_LIMITS } from './limits.ts';

/** As many as are remembered. */
const ADDRESSES = 10_000;

it('[R16] [R17] [R18] of too many addresses the one that was used least lately is forgotten, not one that is at it', () => {
  const { creations } = createAddressAllowances(
    { ...RELAY_LIMITS, createdListsBurst: 1, createdListsPerHour: 1 },
    () => 0,
  );
  const address = (number: number): string => `address ${number}`;
  for (let number = 0; number < ADDRESSES; number++) expect(creations.take(address(number))).toBe(true);
  expect(creations.take(address(0))).toBe(false);
  expect(creations.take(address(ADDRESSES))).toBe(true);
  expect(creations.take(address(0))).toBe(false);
  expect(creations.take(address(1))).toBe(true);
});
