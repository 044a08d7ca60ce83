import { fromGrains, toGrains } from './exact.ts';
import { type Amount, type UnitId, unitOf } from './units.ts';

/** How much it is on its scale, exactly: only amounts of one scale may be compared. */
const grainsOf = ({ value, unit }: Amount): bigint => toGrains(value) * BigInt(unitOf(unit).size);

/** Whether amounts in these units can be compared and added up (rule A1). */
export const isSameScale = (a: UnitId | '', b: UnitId | ''): boolean => unitOf(a).scale === unitOf(b).scale;

/** Whether the first of two amounts of one scale is at most the second; a kilogram is exactly 1000 grams. */
export const isAtMost = (a: Amount, b: Amount): boolean => grainsOf(a) <= grainsOf(b);

/** The same amount in another unit of its scale. */
export const inUnit = (amount: Amount, unit: UnitId | ''): Amount => ({
  value: fromGrains(grainsOf(amount), unitOf(unit).size),
  unit,
});

/** What is left of an amount without another one of its scale, in the unit of the first. */
export const withoutAmount = (amount: Amount, part: Amount): Amount => ({
  value: fromGrains(grainsOf(amount) - grainsOf(part), unitOf(amount.unit).size),
  unit: amount.unit,
});
