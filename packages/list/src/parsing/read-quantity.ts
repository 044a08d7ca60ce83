import { type Amount, isKnownUnit, UNITS } from '../amounts/index.ts';
import type { CompiledRules, UnitMeaning } from './compiled-rules.ts';
import { type DigitStyle, matchAt, moreAt, numberAt, type NumberRead, wordAt } from './read-number.ts';

/** An amount at a place of the folded text. */
export interface QuantityRead {
  readonly amount: Amount;
  readonly end: number;
  /** What shows that this is an amount: a unit, a multiplication sign, a pack; or only a number or a unit's name. */
  readonly shownBy: 'unit' | 'times' | 'pack' | 'number' | 'lone-unit';
  readonly number?: NumberRead;
  readonly unit?: UnitRead;
}

interface UnitRead {
  readonly meaning: UnitMeaning;
  readonly at: number;
  readonly end: number;
}

/** Largest bare count; above are brands, years and article numbers ("1664", "4711"). */
export const COUNT_MAX = 999;

/** Largest value with a unit: what no household buys is a slip or an article number. */
const QUANTITY_MAX = 99_999;

const TIMES_BEFORE = /[x×] ?(?=[\d¼½¾⅓⅔])/uy;

/** Units that English puts before other nouns: "2 cup hooks". Packs are left out: "2 pack pasta" is loose, and clear. */
const isContainer = (unit: string): boolean =>
  unit === 'cup' || (unit !== 'pack' && isKnownUnit(unit) && UNITS[unit].group === 'count');

/** Rule P10. */
const agrees = (meaning: UnitMeaning, value: number, rules: CompiledRules): boolean =>
  !rules.rules.unitsAgree || value <= 1 || meaning.plural || !isContainer(meaning.unit);

const unitAt = (text: string, at: number, rules: CompiledRules): UnitRead | undefined => {
  if (matchAt(rules.compounds, text, at)) return undefined;
  const unit = wordAt(rules.units, text, at);
  return unit && { ...unit, at };
};

/** The unit of a number: glued, behind a space, or behind a hyphen or "of" after a fraction ("demi-litre", "¼ de kilo"). */
const unitAfter = (text: string, number: NumberRead, rules: CompiledRules): UnitRead | undefined => {
  const { end, value, written } = number;
  const isFraction = value < 1;
  const of = isFraction ? matchAt(rules.of, text, end) : undefined;
  const gap = of ? `${of[0]} `.length : /^(?: |-)/u.test(text.slice(end, end + 1)) ? 1 : 0;
  const joined = gap === 0 ? written === 'digits' : text.charAt(end) === ' ' || isFraction;
  const unit = joined ? unitAt(text, end + gap, rules) : undefined;
  return unit && agrees(unit.meaning, value, rules) ? unit : undefined;
};

const withUnit = (text: string, number: NumberRead, rules: CompiledRules): QuantityRead | undefined => {
  const unit = unitAfter(text, number, rules);
  if (!unit) return undefined;
  const more = moreAt(text, unit.end, rules);
  const amount = { value: (number.value + more.value) * unit.meaning.factor, unit: unit.meaning.unit };
  return amount.value > QUANTITY_MAX ? undefined : { amount, end: more.end, shownBy: 'unit', number, unit };
};

const packAt = (text: string, at: number, rules: CompiledRules): QuantityRead | undefined => {
  for (const { expression, size: fixed } of rules.packs) {
    const match = matchAt(expression, text, at);
    const size = fixed ?? Number(match?.[1] ?? 0);
    if (match && size > 0 && size <= COUNT_MAX) {
      return { amount: { value: size, unit: '' }, end: at + match[0].length, shownBy: 'pack' };
    }
  }
  return undefined;
};

const times = (quantity: QuantityRead, factor: number): QuantityRead | undefined => {
  const value = quantity.amount.value * factor;
  return value > QUANTITY_MAX ? undefined : { ...quantity, amount: { ...quantity.amount, value } };
};

/** "6 x 1.5 l", "2 x 6-pack", "two 6-packs": a count of another amount (rules P16, P17). */
const countOfQuantity = (
  text: string,
  number: NumberRead,
  rules: CompiledRules,
  style: DigitStyle,
): QuantityRead | undefined => {
  const sign = number.written === 'digits' ? /^ ?[x×] ?/u.exec(text.slice(number.end, number.end + 3)) : undefined;
  const at = number.end + (sign?.[0].length ?? 1);
  const pack = sign || text.charAt(number.end) === ' ' ? packAt(text, at, rules) : undefined;
  if (pack) return times(pack, number.value);
  const each = sign ? numberAt(text, at, rules, style) : undefined;
  const quantity = each?.written === 'digits' ? withUnit(text, each, rules) : undefined;
  return quantity && times(quantity, number.value);
};

const loneUnit = (text: string, at: number, rules: CompiledRules): QuantityRead | undefined => {
  const unit = unitAt(text, at, rules);
  if (!unit) return undefined;
  const more = moreAt(text, unit.end, rules);
  const amount = { value: (1 + more.value) * unit.meaning.factor, unit: unit.meaning.unit };
  return { amount, end: more.end, shownBy: 'lone-unit', unit };
};

/** The amount whose number stands at a place already read. */
export const quantityOf = (
  text: string,
  number: NumberRead,
  rules: CompiledRules,
  style: DigitStyle,
): QuantityRead | undefined => {
  const found = withUnit(text, number, rules) ?? countOfQuantity(text, number, rules, style);
  if (found) return found;
  const amount = { value: number.value, unit: '' } as const;
  const sign = number.written === 'article' ? undefined : matchAt(rules.times, text, number.end);
  if (number.value > COUNT_MAX) return undefined;
  return sign
    ? { amount, end: number.end + sign[0].length, shownBy: 'times', number }
    : { amount, end: number.end, shownBy: 'number', number };
};

/** The amount that begins at a place of the folded text, whatever comes after it (rules P2-P17). */
export const quantityAt = (
  text: string,
  at: number,
  rules: CompiledRules,
  style: DigitStyle,
): QuantityRead | undefined => {
  const before = matchAt(TIMES_BEFORE, text, at);
  if (before) {
    const number = numberAt(text, at + before[0].length, rules, style);
    if (number?.written !== 'digits' || number.value > COUNT_MAX) return undefined;
    return { amount: { value: number.value, unit: '' }, end: number.end, shownBy: 'times', number };
  }
  const pack = packAt(text, at, rules);
  if (pack) return pack;
  const number = numberAt(text, at, rules, style);
  return number ? quantityOf(text, number, rules, style) : loneUnit(text, at, rules);
};
