import fc from 'fast-check';
import { expect, test } from 'vitest';

import { learnAisleOrder } from './learn-aisle-order.ts';

const aisle = fc.constantFrom(...'abcdefghij');
const trips = fc.array(fc.array(aisle, { maxLength: 20 }), { maxLength: 8 });
const shop = fc.shuffledSubarray([...'abcdefghij'], { minLength: 10 });

test('[L1] the order holds every aisle once', () => {
  fc.assert(
    fc.property(fc.array(aisle), trips, (previous, walked) => {
      const order = learnAisleOrder(previous, walked);
      expect(order.toSorted()).toEqual([...new Set([...previous, ...walked.flat()])].sort());
    }),
  );
});

test('[L6] what was learnt is not changed by the same trips', () => {
  fc.assert(
    fc.property(shop, trips, (previous, walked) => {
      const order = learnAisleOrder(previous, walked);
      expect(learnAisleOrder(order, walked)).toEqual(order);
    }),
  );
});

/** A trip through the shop that buys between `least` and three things in each aisle, and ticks one thing out of place. */
const trip = (layout: readonly string[], least: number): fc.Arbitrary<string[]> =>
  fc
    .tuple(
      fc.array(fc.integer({ min: least, max: 3 }), { minLength: 10, maxLength: 10 }),
      fc.constantFrom(...layout),
      fc.nat(),
    )
    .map(([counts, astray, place]) => {
      const ticks = layout.flatMap((each, index) => Array<string>(counts[index] ?? 0).fill(each));
      return ticks.toSpliced(place % (ticks.length + 1), 0, astray);
    });

/** An order to begin with, the shop as it is, and half a year of trips through it. */
const halfYear = (least: number) =>
  fc.tuple(shop, shop).chain(([previous, layout]) =>
    fc.record({
      previous: fc.constant(previous),
      layout: fc.constant(layout),
      walked: fc.array(trip(layout, least), { minLength: 25, maxLength: 25 }),
    }),
  );

test('[L3] trips that buy in every aisle teach the layout, whatever one tick of each says', () => {
  // With two things or more of an aisle, one astray leaves a third of a vote at least: 25 such trips outweigh any order.
  fc.assert(
    fc.property(halfYear(2), ({ previous, layout, walked }) => {
      expect(learnAisleOrder(previous, walked)).toEqual(layout);
    }),
  );
});

const wrongPairs = (order: readonly string[], layout: readonly string[]): number =>
  layout.flatMap((earlier, index) =>
    layout.slice(index + 1).filter((later) => order.indexOf(earlier) > order.indexOf(later)),
  ).length;

test('[L3] trips that skip aisles teach nearly all of the layout', () => {
  // Of 45 pairs, chance would get 22 wrong. Said of many shops together, always the same ones: of a single one it is likely,
  // not certain. Without fast-check's bias, which makes trips on which nothing but the stray tick is bought.
  const cases = fc.sample(fc.noBias(halfYear(0)), { numRuns: 300, seed: 1 });
  const wrong = cases.map(({ previous, layout, walked }) => wrongPairs(learnAisleOrder(previous, walked), layout));
  expect(wrong.reduce((sum, each) => sum + each) / wrong.length).toBeLessThan(0.1);
});
