import { multiplyAmount } from '../amounts/index.ts';
import { isMetric, unitOf } from '../amounts/units.ts';
import { isSize, itemWithAmount, type ParsedItem, type ReadingContext } from './item-reading.ts';
import { beginsWithNumberedName } from './names-with-numbers.ts';
import { matchAt, rangeAt } from './read-number.ts';
import { COUNT_MAX, quantityAt, quantityOf, type QuantityRead } from './read-quantity.ts';

/** Shortest unit word that means one by itself: "kilo" does, "l" may be anything. */
const LONE_UNIT_LENGTH_MIN = 3;

/** Rules N1-N5: what may follow a number that nothing else marks as an amount. */
const isCount = (quantity: QuantityRead, at: number, { source, rules }: ReadingContext): boolean => {
  const { folded } = source;
  const { number, end } = quantity;
  if (!number || number.value > COUNT_MAX) return false;
  if (!/^ [\p{L}\p{N}\p{Extended_Pictographic}("'«„“]/u.test(folded.slice(end, end + 3))) return false;
  if (number.decimal && matchAt(rules.fatFoods, folded, end)) return false;
  return number.written === 'article' || !(matchAt(rules.measures, folded, end) || beginsWithNumberedName(folded, at));
};

/** Rule P12. */
const isLoneUnit = (quantity: QuantityRead, { source, rules }: ReadingContext): boolean => {
  const { unit, amount, end } = quantity;
  if (!unit?.meaning.singular || unit.end - unit.at < LONE_UNIT_LENGTH_MIN) return false;
  const { loneUnits } = rules.rules;
  return (
    amount.unit === 'dozen' ||
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
const unitAsName = (quantity: QuantityRead, { source }: ReadingContext): ParsedItem | undefined => {
  const { number, unit, shownBy } = quantity;
  if (shownBy !== 'unit' || !number || !unit || number.written === 'article') return undefined;
  if (isMetric(unit.meaning.unit) || unitOf(unit.meaning.unit).group !== 'count' || unit.meaning.unit === 'dozen') {
    return undefined;
  }
  return itemWithAmount(source.clean.slice(unit.at), { value: number.value, unit: '' });
};

/** Where the name begins: behind an "of" after a unit, a pack or a fraction (rule P11). */
const endOfOf = ({ unit, shownBy, amount, end }: QuantityRead, { source, rules }: ReadingContext): number => {
  const isPart = unit !== undefined || shownBy === 'pack' || amount.value < 1;
  const of = isPart ? matchAt(rules.of, source.folded, end) : undefined;
  return end + (of?.[0].length ?? 0);
};

/** Rule P17: "a box of 12 eggs" is twelve eggs, "2 bottles of 1.5 l water" three litres. */
const contentOf = (quantity: QuantityRead, at: number, context: ReadingContext): QuantityRead | undefined => {
  const { source, rules, style } = context;
  const { unit, amount } = quantity;
  if (!unit || unit.meaning.unit === 'dozen' || unitOf(unit.meaning.unit).group !== 'count') return undefined;
  const content = quantityAt(source.folded, at, rules, style);
  if (content?.number?.written !== 'digits' || !isAmount(content, at, context)) return undefined;
  return { ...content, amount: multiplyAmount(content.amount, amount.value) };
};

const bracketed = (context: ReadingContext): ParsedItem | undefined => {
  const { source, rules, style } = context;
  const closing = source.folded.indexOf(')');
  const quantity = closing > 0 ? quantityAt(source.folded, 1, rules, style) : undefined;
  return quantity && quantity.end === closing && quantity.shownBy !== 'lone-unit'
    ? itemWithAmount(source.clean.slice(closing + 1), quantity.amount)
    : undefined;
};

/** The item of a text that begins with its amount (rule P18). */
export const amountAtBeginning = (context: ReadingContext): ParsedItem | undefined => {
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
  if (content) return itemWithAmount(clean.slice(endOfOf(content, context)), content.amount);
  return quantity.shownBy === 'unit' && isSize(folded.slice(nameAt), quantity.amount, rules)
    ? undefined
    : itemWithAmount(clean.slice(nameAt), quantity.amount);
};
