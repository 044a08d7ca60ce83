import { addAmounts, type Amount, isKnownUnit, UNITS, unitOf } from '../amounts/index.ts';
import { multiplyAmount, multiplyValues } from '../amounts/multiply-amounts.ts';
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

/** "1 lb 8 oz": a smaller unit of the same scale goes on with the amount (rule P16). */
const smallerPart = (
  text: string,
  first: QuantityRead,
  rules: CompiledRules,
  style: DigitStyle,
): QuantityRead | undefined => {
  const number = text.charAt(first.end) === ' ' ? numberAt(text, first.end + 1, rules, style) : undefined;
  const unit = number?.written === 'digits' ? unitAfter(text, number, rules) : undefined;
  if (!number || !unit) return undefined;
  const [larger, smaller] = [unitOf(first.amount.unit), unitOf(unit.meaning.unit)];
  const [sum] = addAmounts([first.amount, { value: number.value, unit: unit.meaning.unit }]);
  return sum && larger.scale === smaller.scale && larger.size > smaller.size
    ? { ...first, amount: { value: sum.total.value, unit: sum.total.unit }, end: unit.end }
    : undefined;
};

/** "400 g tin tomatoes": a container named behind its content says nothing more (rule P17). */
const containerEnd = (text: string, { amount, end }: QuantityRead, rules: CompiledRules): number => {
  if (unitOf(amount.unit).group === 'count' || text.charAt(end) !== ' ') return end;
  const container = unitAt(text, end + 1, rules);
  return container && unitOf(container.meaning.unit).group === 'count' ? container.end : end;
};

const withUnit = (
  text: string,
  number: NumberRead,
  rules: CompiledRules,
  style: DigitStyle,
): QuantityRead | undefined => {
  const unit = unitAfter(text, number, rules);
  if (!unit) return undefined;
  const more = moreAt(text, unit.end, rules);
  const value = multiplyValues(number.value + more.value, unit.meaning.factor);
  if (value > QUANTITY_MAX) return undefined;
  const first: QuantityRead = {
    amount: { value, unit: unit.meaning.unit },
    end: more.end,
    shownBy: 'unit',
    number,
    unit,
  };
  const whole = smallerPart(text, first, rules, style) ?? first;
  return { ...whole, end: containerEnd(text, whole, rules) };
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

/** A multiple of an amount, if it is not beyond all households. */
export const times = (quantity: QuantityRead, factor: number): QuantityRead | undefined =>
  quantity.amount.value * factor > QUANTITY_MAX
    ? undefined
    : { ...quantity, amount: multiplyAmount(quantity.amount, factor) };

/** "6 x 1.5 l", "2 400 g tins", "2 x 6-pack", "two 6-packs": a count of another amount (rules P16, P17). */
const countOfQuantity = (
  text: string,
  number: NumberRead,
  rules: CompiledRules,
  style: DigitStyle,
): QuantityRead | undefined => {
  const sign = number.written === 'digits' ? /^ ?[x×] ?/u.exec(text.slice(number.end, number.end + 3)) : undefined;
  if (!sign && text.charAt(number.end) !== ' ') return undefined;
  const at = number.end + (sign?.[0].length ?? 1);
  const pack = packAt(text, at, rules);
  if (pack) return times(pack, number.value);
  const each = numberAt(text, at, rules, style);
  const quantity = each?.written === 'digits' ? withUnit(text, each, rules, style) : undefined;
  // Without a sign only a container shows that the second number is a content: "2 7up" and "2 500" are something else.
  const isContent = sign ?? (quantity?.unit && quantity.end > quantity.unit.end);
  return quantity && isContent ? times(quantity, number.value) : undefined;
};

const loneUnit = (text: string, at: number, rules: CompiledRules): QuantityRead | undefined => {
  const unit = unitAt(text, at, rules);
  if (!unit) return undefined;
  const more = moreAt(text, unit.end, rules);
  const value = multiplyValues(1 + more.value, unit.meaning.factor);
  return { amount: { value, unit: unit.meaning.unit }, end: more.end, shownBy: 'lone-unit', unit };
};

/** The amount whose number stands at a place already read. */
export const quantityOf = (
  text: string,
  number: NumberRead,
  rules: CompiledRules,
  style: DigitStyle,
): QuantityRead | undefined => {
  const found = withUnit(text, number, rules, style) ?? countOfQuantity(text, number, rules, style);
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
