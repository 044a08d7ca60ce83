import { multiplyAmount } from '../amounts/multiply-amounts.ts';
import { unitOf } from '../amounts/units.ts';
import {
  isClear,
  isNumberUnit,
  isSize,
  type ItemReading,
  itemWithAmount,
  type ReadingContext,
} from './item-reading.ts';
import { beginsWithNumberedName } from './names-with-numbers.ts';
import { matchAt, type NumberRead, rangeAt } from './read-number.ts';
import { COUNT_MAX, quantityAt, quantityOf, type QuantityRead } from './read-quantity.ts';

/** Shortest unit word that means one by itself: "kilo" does, "l" may be anything. */
const LONE_UNIT_LENGTH_MIN = 3;

/** Whether somebody would count so: "1.5 cucumbers", while 0.7 is a bottle and 1.000 may be thousands (rule N5). */
const isQuarters = ({ value, decimals }: NumberRead): boolean => decimals < 3 && Number.isInteger(value * 4);

/** Rules N1-N5: what may follow a number that nothing else marks as an amount. */
const isCount = (quantity: QuantityRead, at: number, { source, rules }: ReadingContext): boolean => {
  const { folded } = source;
  const { number, end } = quantity;
  if (!number || number.value > COUNT_MAX) return false;
  if (!/^ [\p{L}\p{N}\p{Extended_Pictographic}("'«„“]/u.test(folded.slice(end, end + 3))) return false;
  if (number.decimals > 0 && (!isQuarters(number) || matchAt(rules.fatFoods, folded, end))) return false;
  return number.written === 'article' || !(matchAt(rules.measures, folded, end) || beginsWithNumberedName(folded, at));
};

/** Rule P12. */
const isLoneUnit = (quantity: QuantityRead, { source, rules }: ReadingContext): boolean => {
  const { unit, amount, end } = quantity;
  if (!unit?.meaning.singular || unit.end - unit.at < LONE_UNIT_LENGTH_MIN) return false;
  const { loneUnits } = rules.rules;
  return (
    isNumberUnit(amount.unit) ||
    unit.meaning.alone === true ||
    (loneUnits === 'with-of'
      ? matchAt(rules.of, source.folded, end) !== undefined
      : loneUnits.some((lone) => lone === amount.unit))
  );
};

const isAmount = (quantity: QuantityRead, at: number, context: ReadingContext): boolean => {
  if (quantity.shownBy === 'number') return isCount(quantity, at, context);
  return quantity.shownBy !== 'lone-unit' || isLoneUnit(quantity, context);
};

/** Rule P14: "2 rolls" names what is counted, while "2 kg" names nothing. */
const unitAsName = (quantity: QuantityRead, { source }: ReadingContext): ItemReading | undefined => {
  const { number, unit, shownBy } = quantity;
  if (shownBy !== 'unit' || !number || !unit || number.written === 'article') return undefined;
  if (isNumberUnit(unit.meaning.unit) || unitOf(unit.meaning.unit).group !== 'count') return undefined;
  const amount = { value: number.value, unit: '' } as const;
  return itemWithAmount(source.clean.slice(unit.at), { amount, number, end: number.end, shownBy: 'number' });
};

/** Where the name begins: behind an "of" (rule P11). An article may have a noun of its own left out: "un de campagne". */
const endOfOf = ({ number, unit, end }: QuantityRead, { source, rules }: ReadingContext): number => {
  const isCounted = unit !== undefined || number?.written !== 'article';
  const of = isCounted ? matchAt(rules.of, source.folded, end) : undefined;
  return end + (of?.[0].length ?? 0);
};

/** Rule P17: "a box of 12 eggs" is twelve eggs, "2 bottles of 1.5 l water" three litres. */
const contentOf = (quantity: QuantityRead, at: number, context: ReadingContext): QuantityRead | undefined => {
  const { source, rules, style } = context;
  const { unit, amount } = quantity;
  if (!unit || isNumberUnit(unit.meaning.unit) || unitOf(unit.meaning.unit).group !== 'count') return undefined;
  const content = quantityAt(source.folded, at, rules, style);
  if (content?.number?.written !== 'digits' || !isAmount(content, at, context)) return undefined;
  return { ...content, amount: multiplyAmount(content.amount, amount.value), shownBy: 'pack' };
};

const bracketed = (context: ReadingContext): ItemReading | undefined => {
  const { source, rules, style } = context;
  const closing = source.folded.indexOf(')');
  const quantity = closing > 0 ? quantityAt(source.folded, 1, rules, style) : undefined;
  return quantity && quantity.end === closing && isClear(quantity)
    ? itemWithAmount(source.clean.slice(closing + 1), quantity)
    : undefined;
};

/** The item of a text that begins with its amount (rule P18). */
export const amountAtBeginning = (context: ReadingContext): ItemReading | undefined => {
  const { source, rules, style } = context;
  const { clean, folded } = source;
  if (folded.startsWith('(')) return bracketed(context);
  if (matchAt(rules.vague, folded, 0)) return undefined;
  const at = matchAt(rules.about, folded, 0)?.[0].length ?? 0;
  const range = rangeAt(folded, at, style);
  const quantity = range ? quantityOf(folded, range, rules, style) : quantityAt(folded, at, rules, style);
  if (!quantity) return undefined;
  if (quantity.end === folded.length) return unitAsName(quantity, context);
  if (!isAmount(quantity, at, context)) return undefined;
  const nameAt = endOfOf(quantity, context);
  const content =
    nameAt > quantity.end
      ? contentOf(quantity, folded.charAt(nameAt) === ' ' ? nameAt + 1 : nameAt, context)
      : undefined;
  if (content) return itemWithAmount(clean.slice(endOfOf(content, context)), content);
  return quantity.shownBy === 'unit' && isSize(folded.slice(nameAt), quantity, rules)
    ? undefined
    : itemWithAmount(clean.slice(nameAt), quantity);
};
