import { expect, test } from 'vitest';
import {
  amountOf,
  evenedOut,
  initialAmount,
  joinAmounts,
  slotIdOf,
  withAmountSet,
  withBaseRestored,
  withStep,
} from './amount-register.ts';

const LITRES = { value: 1, unit: 'l' };

/** Steps of as many sessions, one stamp after the other, from `since` on. */
const stepped = (sessions: number, since: number) => {
  let register = initialAmount(LITRES, 1);
  for (let session = 1; session <= sessions; session += 1)
    register = withStep(register, 1, session, since + session - 1, undefined).register;
  return register;
};

test('[I10] totals that nobody counted on for long are folded into the base, and the amount stays', () => {
  const many = stepped(30, 2);
  expect(many.totals.size).toBe(30);
  const folded = withStep(many, 1, 99, 20_000, undefined).register;
  expect(folded.totals.size).toBe(1);
  expect(amountOf(folded)).toEqual({ value: 32, unit: 'l' });
});

test('[I10] few totals, or young ones, are left alone', () => {
  expect(withStep(stepped(10, 2), 1, 99, 20_000, undefined).register.totals.size).toBe(11);
  expect(withStep(stepped(30, 19_000), 1, 99, 20_000, undefined).register.totals.size).toBe(31);
});

test('[I9] [I10] a fold competes with no set, and who has not folded yet agrees', () => {
  const many = stepped(30, 2);
  const folded = withStep(many, 1, 99, 20_000, undefined).register;
  const set = withAmountSet(many, { value: 5, unit: 'l' }, 19_999);
  for (const joined of [joinAmounts(folded, set), joinAmounts(set, folded)])
    expect(amountOf(joined)).toEqual({ value: 6, unit: 'l' });
  expect(amountOf(joinAmounts(folded, many))).toEqual(amountOf(folded));
});

test('[I10] what was folded does not come back with the totals of somebody who has not folded, whatever is set since', () => {
  const many = stepped(30, 2);
  const set = withAmountSet(many, { value: 5, unit: 'l' }, 100);
  const folded = withStep(set, 1, 99, 20_000, undefined).register;
  expect(folded.base.absorbed.size).toBe(0);
  const setAgain = withAmountSet(folded, { value: 7, unit: 'l' }, 20_001);
  const putBack = withBaseRestored(folded, many.base, 20_001);
  for (const register of [folded, setAgain, putBack])
    expect(amountOf(joinAmounts(register, many))).toEqual(amountOf(register));
});

test('[I10] of two folds the one that folded more stands, else what only its writer had seen would be lost', () => {
  const start = initialAmount({ value: 100, unit: 'l' }, 1);
  const taken = (sessions: number, since: number) => {
    let register = start;
    for (let session = 0; session < sessions; session += 1)
      register = withStep(register, -1, since + session, since + session, undefined).register;
    return register;
  };
  const early = taken(20, 2);
  const anna = withStep(early, -1, 98, 10_000, undefined).register;
  const ben = withStep(joinAmounts(early, taken(16, 9_000)), -1, 99, 20_000, undefined).register;
  expect([anna.totals.size, ben.totals.size]).toEqual([1, 1]);
  for (const joined of [joinAmounts(anna, ben), joinAmounts(ben, anna)])
    expect(amountOf(joined)).toEqual({ value: 62, unit: 'l' });
});

test('[I9] a writer that does not find its last step opens another slot: that step may still come back', () => {
  const first = withStep(initialAmount(LITRES, 1), 1, 7, 2, undefined);
  const second = withStep(first.register, 1, 7, 3, first.slot);
  const third = withStep(first.register, 1, 7, 4, second.slot);
  expect(amountOf(joinAmounts(second.register, third.register))).toEqual({ value: 4, unit: 'l' });
});

test('[I9] steps of one writer end where a total can still be read', () => {
  const far = withStep(initialAmount(LITRES, 1), -1_000_000_000, 7, 2, undefined);
  expect(withStep(far.register, -1, 7, 3, far.slot).slot.total).toBe(-1_000_000_000);
  expect(withStep(initialAmount(LITRES, 1), 2_000_000_000, 7, 2, undefined).slot.total).toBe(1_000_000_000);
});

test('[I9] [M16] two who set the same at one stamp, having seen different steps of one session, agree in either order', () => {
  const first = withStep(initialAmount(LITRES, 1), -1, 7, 2, undefined);
  const second = withStep(first.register, 1, 7, 3, first.slot);
  const anna = withAmountSet(second.register, undefined, 9);
  const ben = withAmountSet(first.register, undefined, 9);
  expect(joinAmounts(anna, ben)).toEqual(joinAmounts(ben, anna));
});

test('[I13] two who even out the same do it once, before and after a fold', () => {
  const below = withStep(
    withStep(initialAmount(LITRES, 1), -1, 7, 2, undefined).register,
    -1,
    8,
    2,
    undefined,
  ).register;
  expect(amountOf(below)).toEqual({ value: 0, unit: 'l' });
  const anna = withStep(evenedOut(below), 1, 9, 3, undefined).register;
  const ben = withStep(evenedOut(below), 2, 10, 3, undefined).register;
  const both = joinAmounts(anna, ben);
  expect(amountOf(both)).toEqual({ value: 3, unit: 'l' });
  expect(joinAmounts(ben, anna)).toEqual(both);
  let folded = both;
  for (let session = 20; session < 40; session += 1)
    folded = withStep(folded, session % 2 === 0 ? 1 : -1, session, 10_000 + session, undefined).register;
  expect(folded.base.floor).toBeGreaterThan(0);
  // Who has not folded brings the old totals along; they are not evened out a second time.
  const met = joinAmounts(withStep(folded, -5, 50, 10_050, undefined).register, both);
  expect(amountOf(met)).toEqual({ value: 0, unit: 'l' });
  expect(amountOf(withStep(evenedOut(met), 1, 51, 10_051, undefined).register)).toEqual({ value: 1, unit: 'l' });
});

test('[I13] two who even out different steps of one stamp agree in either order: the greater evens out both', () => {
  const [anna, ben] = [
    evenedOut(withStep(initialAmount(LITRES, 1), -2, 7, 3, undefined).register),
    evenedOut(withStep(initialAmount(LITRES, 1), -3, 8, 3, undefined).register),
  ];
  expect(joinAmounts(anna, ben)).toEqual(joinAmounts(ben, anna));
});

test('[D5] [I13] the steps of a hostile item, more than arguments fit a call, are evened out and folded', () => {
  const totals = Array.from({ length: 130_000 }, (_, writer) => ({
    writer: writer + 1,
    since: 2,
    stamp: 2,
    total: -1,
  }));
  const below = { ...initialAmount(LITRES, 1), totals: new Map(totals.map((total) => [slotIdOf(total), total])) };
  const raised = withStep(evenedOut(below), 1, 7, 20_000, undefined).register;
  expect(amountOf(raised)).toEqual({ value: 1, unit: 'l' });
  expect(raised.totals.size).toBe(1);
});
