import {
  isClear,
  isNumberUnit,
  isSize,
  type ItemReading,
  itemWithAmount,
  type ReadingContext,
} from './item-reading.ts';
import { quantityAt, type QuantityRead } from './read-quantity.ts';

/** Words at the end of a text that are tried as the beginning of an amount: enough for "one and a half kilos". */
const END_WORDS_MAX = 5;

/** Largest bare number behind a known product that counts it; above are types and strengths ("Mehl 405", "farine 55"). */
const BARE_END_MAX = 20;

/** Rules P19 and P20. */
const isAmount = (quantity: QuantityRead, name: string, isSeparated: boolean, context: ReadingContext): boolean => {
  const { number, unit, amount, shownBy } = quantity;
  switch (shownBy) {
    case 'times':
    case 'pack':
      return true;
    case 'unit':
      // "Coke in a can": the article belongs to the sentence.
      return isSeparated || number?.written !== 'article' || isNumberUnit(amount.unit);
    case 'lone-unit':
      return unit?.meaning.singular === true && context.rules.rules.loneUnitsAtEnd.some((lone) => lone === amount.unit);
    case 'number':
      if (number?.written !== 'digits' || number.decimals > 0) return false;
      return isSeparated || (amount.value <= BARE_END_MAX && context.isProduct(name));
  }
};

/** Rule P21. */
const bracketed = ({ source, rules, style }: ReadingContext): ItemReading | undefined => {
  const { clean, folded } = source;
  const opening = folded.lastIndexOf('(');
  const quantity = opening > 0 ? quantityAt(folded, opening + 1, rules, style) : undefined;
  return quantity && quantity.end === folded.length - 1 && isClear(quantity)
    ? itemWithAmount(clean.slice(0, opening), quantity)
    : undefined;
};

const wordStartsFromEnd = (text: string): number[] => {
  const starts: number[] = [];
  let space = text.length;
  while (starts.length < END_WORDS_MAX) {
    space = text.lastIndexOf(' ', space - 1);
    if (space <= 0) break;
    starts.unshift(space + 1);
  }
  return starts;
};

/** The item of a text that ends with its amount. */
export const amountAtEnd = (context: ReadingContext): ItemReading | undefined => {
  const { source, rules, style } = context;
  const { clean, folded } = source;
  if (folded.endsWith(')')) return bracketed(context);
  for (const start of wordStartsFromEnd(folded)) {
    const quantity = quantityAt(folded, start, rules, style);
    if (quantity?.end !== folded.length) continue;
    const before = folded.slice(0, start - 1);
    const name = clean.slice(0, start - 1);
    // An explicit sign outdoes a size: "nappies x4" and "nappies, 4" count.
    const isSeparated = /[,:;]$| -$/u.test(before);
    if (rules.labelAtEnd.test(before.replace(/[\s,:;-]+$/u, ''))) return undefined;
    const isSized = !isSeparated && quantity.shownBy !== 'times' && isSize(before, quantity, rules);
    return !isSized && isAmount(quantity, name, isSeparated, context) ? itemWithAmount(name, quantity) : undefined;
  }
  return undefined;
};
