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

/** A trip through the shop that skips aisles, buys several things in one, and ticks one thing out of place. */
const trip = (layout: readonly string[]): fc.Arbitrary<string[]> =>
  fc
    .tuple(fc.array(fc.nat({ max: 3 }), { minLength: 10, maxLength: 10 }), fc.constantFrom(...layout), fc.nat())
    .map(([counts, astray, place]) => {
      const ticks = layout.flatMap((each, index) => Array<string>(counts[index] ?? 0).fill(each));
      return ticks.toSpliced(place % (ticks.length + 1), 0, astray);
    });

const wrongPairs = (order: readonly string[], layout: readonly string[]): number =>
  layout.flatMap((earlier, index) =>
    layout.slice(index + 1).filter((later) => order.indexOf(earlier) > order.indexOf(later)),
  ).length;

test('[L3] noisy trips through a shop teach its layout', () => {
  // It speaks of ordinary noise. Left to its bias, fast-check also makes trips on which nothing but the stray tick is
  // bought, 25 times the same; those teach nothing, and nothing could be learnt from them.
  const cases = fc.noBias(
    fc.tuple(shop, shop).chain(([previous, layout]) =>
      fc.record({
        previous: fc.constant(previous),
        layout: fc.constant(layout),
        walked: fc.array(trip(layout), { minLength: 25, maxLength: 25 }),
      }),
    ),
  );
  fc.assert(
    fc.property(cases, ({ previous, layout, walked }) => {
      // Of 45 pairs, chance would get 22 wrong.
      expect(wrongPairs(learnAisleOrder(previous, walked), layout)).toBeLessThanOrEqual(3);
    }),
    { numRuns: 300, endOnFailure: true }, // the least noise that misleads says nothing
  );
});
