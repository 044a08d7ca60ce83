export { addAmounts, type AmountParts, multiplyAmount } from './add-amounts.ts';
export { multiplyValues, sumValues } from './exact.ts';
export { formatAmount, formatAmounts, formatParts } from './format-amount.ts';
export { type Language, LANGUAGES, languageOf } from './languages.ts';
export { type Amount, isKnownUnit, type KnownUnitId, type UnitGroup, type UnitId, UNITS, unitOf } from './units.ts';
