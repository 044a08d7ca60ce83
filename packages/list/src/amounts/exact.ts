/**
 * Exact sums. Every value is rounded to a whole number of grains before anything is added, so that 0.1 + 0.2 is 0.3 and
 * three thirds are one, in any order of adding. Grains are bigints: no sum of allowed values can overflow.
 */

/**
 * Grains in one unit: the least common multiple of a million and of 1 to 10, so that six decimals, halves, thirds, sevenths,
 * eighths and ninths are all whole numbers of grains.
 */
export const GRAINS_PER_UNIT = 63_000_000;

/** Largest value that is calculated with, in the amount's own unit. A hostile document could hold 1e308 otherwise. */
const AMOUNT_VALUE_MAX = 1_000_000_000;

/** The value as grains, clamped to the largest allowed value; what is not a number counts as nothing. */
export const toGrains = (value: number): bigint => {
  if (Number.isNaN(value)) return 0n;
  const clamped = Math.min(Math.max(value, -AMOUNT_VALUE_MAX), AMOUNT_VALUE_MAX);
  // Whole units and the rest apart: in one product, large values would lose their last decimals.
  const whole = Math.trunc(clamped);
  const rest = Math.round((clamped - whole) * GRAINS_PER_UNIT);
  return BigInt(whole) * BigInt(GRAINS_PER_UNIT) + BigInt(rest);
};

/** The number nearest to `grains` divided by a unit's size. */
export const fromGrains = (grains: bigint, size = 1): number => {
  const perUnit = BigInt(GRAINS_PER_UNIT) * BigInt(size);
  // Dividing in one step rounds only once, so that the result is the number that its decimals are read as.
  return Number.isSafeInteger(Number(grains))
    ? Number(grains) / Number(perUnit)
    : Number(grains / perUnit) + Number(grains % perUnit) / Number(perUnit);
};

/** The exact sum of plain numbers of one unit, for totals and running counts. */
export const sumValues = (values: readonly number[]): number =>
  fromGrains(values.reduce((sum, value) => sum + toGrains(value), 0n));
