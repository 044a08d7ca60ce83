export { addAmounts, type AmountParts } from './add-amounts.ts';
export { inUnit, isAtMost, isSameScale, withoutAmount } from './compare-amounts.ts';
export { sumValues } from './exact.ts';
export { type AmountFormat, createAmountFormat } from './format-amount.ts';
export { amountFormatOf, formatAmount } from './format-in-any-language.ts';
export { type Language, LANGUAGES, languageOf } from './languages.ts';
export type { UnitWords } from './unit-words/unit-words.ts';
export { type Amount, isKnownUnit, type KnownUnitId, type UnitId, UNITS, unitOf } from './units.ts';
