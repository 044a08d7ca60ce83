import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinRecords, type ItemRecord } from './record.ts';
import { decodeRecord, encodeRecord } from './record-codec.ts';

/** So few of each that acts of one device, of one stamp and of one slot meet. */
const device = fc.constantFrom('annannan', 'benbenbe', 'carlcarl');
const stamp = fc.integer({ min: 1, max: 4 });
const text = fc.constantFrom('milk', 'oat milk');
const small = fc.integer({ min: -2, max: 2 });
const someOf = (...one: readonly fc.Arbitrary<unknown>[]) =>
  fc.array(fc.tuple(...one), { maxLength: 3 }).map((all) => all.flat());
const seen = someOf(device, stamp);
const totals = someOf(stamp, fc.integer({ min: 0, max: 2 }), stamp, small);

/** Renames as they are stored. `low` and `high`: stamps of what they replaced, and of what they gave. */
const renamesOf = (low: fc.Arbitrary<number>, high: fc.Arbitrary<number>) =>
  fc
    .tuple(fc.tuple(device, low), device, high, someOf(device, high, text))
    .map(([replaced, by, at, others]) => [replaced, by, at, ...others]);

const recordsWith = (renames: fc.Arbitrary<readonly unknown[]>): fc.Arbitrary<ItemRecord> =>
  fc
    .record({
      device,
      minutes: small,
      name: text,
      value: fc.option(small),
      extras: fc.record(
        {
          c: fc.tuple(stamp, small, device),
          n: renames,
          a: fc.tuple(stamp, fc.integer({ min: 0, max: 3 }), totals).map(([at, floor, rest]) => [at, floor, ...rest]),
          q: totals,
          t: someOf(device, stamp, small, fc.option(small), fc.constant('l'), seen),
          u: seen,
          r: seen,
          x: fc.tuple(stamp, text),
        },
        { requiredKeys: [] },
      ),
    })
    .map(({ device: by, minutes, name, value, extras }) => {
      const record = decodeRecord([minutes, name, value, 'l', extras], {
        device: by,
        stamp: 4,
        key: 'iitem001',
        values: [],
      });
      if (!record) throw new Error('it has a name');
      return record;
    });

/** Records as anybody may have written them. */
const records = recordsWith(renamesOf(stamp, stamp));
/** Such as honest writers write: none replaces a name that it has not seen, nor one that it gives. */
const honest = recordsWith(renamesOf(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 3, max: 4 })));

const RUNS = { numRuns: 3_000 };

test('[I2] [M17] two records join to the same in either order, whoever wrote them', () => {
  fc.assert(
    fc.property(records, records, (a, b) => {
      expect(joinRecords(a, b)).toEqual(joinRecords(b, a));
    }),
    RUNS,
  );
});

test('[I2] [M17] what is joined once is not changed by being joined again', () => {
  fc.assert(
    fc.property(honest, honest, (a, b) => {
      const both = joinRecords(a, b);
      for (const again of [a, b, both]) expect(joinRecords(both, again)).toEqual(both);
    }),
    RUNS,
  );
});

test('[I2] [M17] three records join to the same in whatever grouping', () => {
  fc.assert(
    fc.property(honest, honest, honest, (a, b, c) => {
      expect(joinRecords(joinRecords(a, b), c)).toEqual(joinRecords(a, joinRecords(b, c)));
    }),
    RUNS,
  );
});

test('[D3] a record is read as it was written, by whomever', () => {
  fc.assert(
    fc.property(honest, device, (record, by) => {
      const written = { device: by, stamp: 4, minutes: 9 };
      const values = encodeRecord(record, written).map((value) => value ?? null);
      expect(decodeRecord(values, { ...written, key: 'iitem001', values: [] })).toEqual(record);
    }),
    RUNS,
  );
});
