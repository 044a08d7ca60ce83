import { expect, test } from 'vitest';
import { amountOf, initialAmount, joinAmounts, withAmountSet, withStep } from './amount-register.ts';

const LITRES = { value: 1, unit: 'l' };

/** Steps of as many sessions, one stamp after the other, from `since` on. */
const stepped = (sessions: number, since: number) => {
  let register = initialAmount(LITRES, 1);
  for (let session = 0; session < sessions; session += 1)
    register = withStep(register, 1, session, since + session, undefined).register;
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
