import { describe, expect, test } from 'vitest';

import { learnAisleOrder } from './learn-aisle-order.ts';

const aisles = (letters: string): string[] => letters.split('');
const learn = (previous: string, ...trips: string[]): string =>
  learnAisleOrder(aisles(previous), trips.map(aisles)).join('');

describe('learnAisleOrder', () => {
  test.each<[rule: string, what: string, previous: string, trips: string[], order: string]>([
    ['L1', 'an aisle that only trips know is put where they found it', 'abc', ['axbc', 'axbc'], 'axbc'],
    ['L1', 'doubles are one', 'abab', [], 'ab'],
    ['L1', 'nothing from nothing', '', [], ''],
    ['L2', 'no trips', 'abcd', [], 'abcd'],
    ['L2', 'trips that agree', 'abcd', ['abcd', 'acd', 'bd'], 'abcd'],
    ['L2', 'a trip to one aisle', 'abcd', ['cccc', 'c', ''], 'abcd'],
    ['L2', 'unseen aisles stay in order', 'abxyzcd', ['dcab', 'dcab', 'dcab'], 'dcabxyz'],
    ['L3', 'a straggler outvotes nobody', 'abc', ['bbbbaaaa', 'bbbbaaaab', 'bbbbaaaa'], 'bac'],
    ['L3', 'coming back at once decides nothing', 'abc', ['baab', 'baab', 'baab', 'baab'], 'abc'],
    ['L4', 'one odd trip', 'abcd', ['dcba'], 'abcd'],
    ['L4', 'two trips that agree', 'abcd', ['dcba', 'dcba'], 'dcba'],
    ['L4', 'one odd trip among many', 'abcd', ['abcd', 'abcd', 'dcba', 'abcd'], 'abcd'],
    ['L5', 'a rebuilt shop', 'ab', [...Array<string>(12).fill('ab'), ...Array<string>(16).fill('ba')], 'ba'],
    ['L6', 'far apart aisles change places past unseen ones', 'abcdefgh', ['ha', 'ha'], 'bcdefgha'],
  ])('[%s] %s', (_rule, _what, previous, trips, order) => {
    expect(learn(previous, ...trips)).toBe(order);
  });

  test('[L1] thousands of aisles and ticks are taken in no time, and all are kept', () => {
    const many = Array.from({ length: 3_000 }, (_, index) => `aisle ${String(index)}`);
    const trips = Array.from({ length: 1_000 }, () => many.toReversed());
    const order = learnAisleOrder(many, trips);
    expect(order.toSorted()).toEqual(many.toSorted());
  });
});
