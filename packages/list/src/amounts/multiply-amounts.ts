/** Multiplying, which only reading typed text takes: "2 x 500 g". Apart from adding, which a list is shown with. */
import { LARGER_UNIT } from './add-amounts.ts';
import { fromGrains, GRAINS_PER_UNIT, toGrains } from './exact.ts';
import { type Amount, unitOf } from './units.ts';

/** The number nearest to the product of two values above zero, each taken as the decimals and fractions it stands for. */
export const multiplyValues = (a: number, b: number): number => {
  const unit = BigInt(GRAINS_PER_UNIT);
  return fromGrains((toGrains(a) * toGrains(b) + unit / 2n) / unit);
};

/** So many times an amount, exactly; climbs to the larger unit as a sum does (rule A3). */
export const multiplyAmount = (amount: Amount, factor: number): Amount => {
  const value = multiplyValues(amount.value, factor);
  const larger = LARGER_UNIT.get(amount.unit);
  if (factor === 1 || larger === undefined) return { value, unit: amount.unit };
  const inLarger = multiplyValues(value, unitOf(amount.unit).size / unitOf(larger).size);
  return inLarger >= 1 ? { value: inLarger, unit: larger } : { value, unit: amount.unit };
};
