import type { Amount } from '../amounts/index.ts';
import type { CompiledRules, UnitMeaning } from './compiled-rules.ts';
import { type DigitStyle, matchAt, moreAt, numberAt, type NumberRead, wordAt } from './read-number.ts';

/** An amount at a place of the folded text. */
export interface QuantityRead {
  readonly amount: Amount;
  readonly end: number;
  /** What shows that this is an amount: a unit, a multiplication sign, a pack size; or only a number or a unit's name. */
  readonly shownBy: 'unit' | 'times' | 'pack' | 'number' | 'lone-unit';
  readonly number?: NumberRead;
  /** Where the unit word begins. */
  readonly unitAt?: number;
}

/** Largest bare count; above are brands, years and article numbers ("1664", "4711"). */
export const COUNT_MAX = 999;

const TIMES_AFTER = / ?[x×](?![\p{L}\p{N}])|×/uy;
const TIMES_BEFORE = /[x×] ?(?=[\d½¼¾⅓⅔])/uy;

const fits = (meaning: UnitMeaning, value: number, rules: CompiledRules): boolean =>
  !rules.rules.unitsAgree || (value > 1 ? meaning.plural : meaning.singular);

/** Unit after a number: glued, after a space, or after a hyphen or "of" behind a fraction word ("demi-litre", "cuarto de kilo"). */
const unitAfter = (
  text: string,
  number: NumberRead,
  rules: CompiledRules,
): { readonly meaning: UnitMeaning; readonly at: number; readonly end: number } | undefined => {
  const next = text.charAt(number.end);
  const starts = [next === ' ' ? number.end + 1 : number.end];
  if (number.written === 'word' && number.value < 1) {
    if (next === '-') starts.push(number.end + 1);
    const of = matchAt(rules.of, text, number.end);
    if (of) starts.push(number.end + of[0].length + (text.charAt(number.end + of[0].length) === ' ' ? 1 : 0));
  }
  for (const at of starts) {
    if (at === number.end && number.written !== 'digits') continue;
    const unit = wordAt(rules.units, text, at);
    if (unit && fits(unit.meaning, number.value, rules)) return { ...unit, at };
  }
  return undefined;
};

const withUnit = (text: string, number: NumberRead, rules: CompiledRules): QuantityRead | undefined => {
  const unit = unitAfter(text, number, rules);
  if (!unit) return undefined;
  const more = moreAt(text, unit.end, rules);
  const amount = { value: (number.value + more.value) * unit.meaning.factor, unit: unit.meaning.unit };
  return { amount, end: more.end, shownBy: 'unit', number, unitAt: unit.at };
};

const packAt = (text: string, at: number, rules: CompiledRules): QuantityRead | undefined => {
  for (const expression of rules.packs) {
    const match = matchAt(expression, text, at);
    const size = Number(match?.[1] ?? 0);
    if (match && size > 0 && size <= COUNT_MAX) {
      return { amount: { value: size, unit: '' }, end: at + match[0].length, shownBy: 'pack' };
    }
  }
  return undefined;
};

const timesQuantity = (
  text: string,
  number: NumberRead,
  rules: CompiledRules,
  style: DigitStyle,
): QuantityRead | undefined => {
  // "6 x 1.5 l" and "6x1.5 l": the factor stands before another amount.
  const glued = /^ ?[x×] ?/u.exec(text.slice(number.end, number.end + 3));
  if (glued) {
    const at = number.end + glued[0].length;
    const pack = packAt(text, at, rules);
    const inner = numberAt(text, at, rules, style);
    const each = pack ?? (inner?.written === 'digits' ? withUnit(text, inner, rules) : undefined);
    if (each) return { ...each, amount: { ...each.amount, value: each.amount.value * number.value } };
  }
  const times = matchAt(TIMES_AFTER, text, number.end);
  if (!times) return undefined;
  return { amount: { value: number.value, unit: '' }, end: number.end + times[0].length, shownBy: 'times', number };
};

/** The amount that begins at a place of the folded text, whatever comes after it (rules P2-P9). */
export const quantityAt = (
  text: string,
  at: number,
  rules: CompiledRules,
  style: DigitStyle,
): QuantityRead | undefined => {
  const before = matchAt(TIMES_BEFORE, text, at);
  if (before) {
    const number = numberAt(text, at + before[0].length, rules, style);
    if (number?.written !== 'digits') return undefined;
    return { amount: { value: number.value, unit: '' }, end: number.end, shownBy: 'times', number };
  }
  const pack = packAt(text, at, rules);
  if (pack) return pack;
  const number = numberAt(text, at, rules, style);
  if (number) {
    return (
      withUnit(text, number, rules) ??
      (number.written === 'digits' ? timesQuantity(text, number, rules, style) : undefined) ?? {
        amount: { value: number.value, unit: '' },
        end: number.end,
        shownBy: 'number',
        number,
      }
    );
  }
  const unit = wordAt(rules.units, text, at);
  if (!unit) return undefined;
  const more = moreAt(text, unit.end, rules);
  const amount = { value: (1 + more.value) * unit.meaning.factor, unit: unit.meaning.unit };
  return { amount, end: more.end, shownBy: 'lone-unit', unitAt: at };
};
