import fc from 'fast-check';
import { expect, test } from 'vitest';

import { addAmounts } from './add-amounts.ts';
import { type Amount, UNITS, unitOf } from './units.ts';

const unit = fc.constantFrom('', 'firkin', ...Object.keys(UNITS));
/** Hundredths and thirds, as people write them. */
const value = fc.oneof(
  fc.integer({ min: -100_000, max: 1_000_000 }).map((hundredths) => hundredths / 100),
  fc.integer({ min: 1, max: 90 }).map((thirds) => thirds / 3),
);
const amounts = fc.array(fc.record({ value, unit }) satisfies fc.Arbitrary<Amount>, { maxLength: 12 });

const byUnit = (sums: ReturnType<typeof addAmounts>): string[] =>
  sums.map(({ total }) => `${total.value} ${total.unit}`).sort();

test('[A2] totals do not depend on the order of the parts', () => {
  fc.assert(
    fc.property(amounts, fc.infiniteStream(fc.nat()), (parts, seeds) => {
      const keyed = parts.map((part) => ({ part, key: Number(seeds.next().value) }));
      const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ part }) => part);
      expect(byUnit(addAmounts(shuffled))).toEqual(byUnit(addAmounts(parts)));
    }),
  );
});

test('[A2] totals are what the hundredths say, with no tail of binary digits', () => {
  const hundredths = fc.array(fc.integer({ min: 0, max: 10_000_000 }), { minLength: 2, maxLength: 20 });
  fc.assert(
    fc.property(hundredths, (values) => {
      const [sum] = addAmounts(values.map((each) => ({ value: each / 100, unit: 'pack' })));
      expect(sum?.total.value).toBe(values.reduce((a, b) => a + b, 0) / 100);
    }),
  );
});

test('[A1] each part is in exactly one sum, beside parts of its own scale', () => {
  fc.assert(
    fc.property(amounts, (parts) => {
      const sums = addAmounts(parts);
      expect(sums.flatMap((sum) => sum.parts)).toHaveLength(parts.length);
      for (const sum of sums) {
        const scales = new Set([sum.total, ...sum.parts].map((part) => unitOf(part.unit).scale));
        expect(scales.size).toBe(1);
      }
      expect(new Set(sums.map((sum) => unitOf(sum.total.unit).scale)).size).toBe(sums.length);
    }),
  );
});

test('[A6] any numbers give finite totals', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ value: fc.double(), unit })), (parts) => {
      for (const { total, parts: own } of addAmounts(parts)) {
        expect(Number.isFinite(total.value)).toBe(true);
        expect(own.length).toBeGreaterThan(0);
      }
    }),
  );
});
