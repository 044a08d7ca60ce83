import { languageOf } from '../amounts/index.ts';
import { numberStyleOf } from '../amounts/number-format.ts';
import { amountAtBeginning } from './amount-at-beginning.ts';
import { amountAtEnd } from './amount-at-end.ts';
import { compiledRulesOf } from './compiled-rules.ts';
import { countOfItem } from './count-of-item.ts';
import type { ParsedItem, ReadingContext } from './item-reading.ts';
import { quantityAt } from './read-quantity.ts';
import { sourceText } from './source-text.ts';

/** What the parser may ask about names. */
export interface ParseOptions {
  /** Whether the list or the catalogue knows a product of this name. Settles "milk 2" (rule P20) and "5 gum" (rule N7). */
  readonly isProduct?: (name: string) => boolean;
}

/** Longest text that is searched for an amount, in UTF-16 units; a longer one is no typed line, and is a name as it is. */
export const ITEM_TEXT_LENGTH_MAX = 300;

/** Rule N8: no part of "three quarters kilo" is a name. */
const isAmountOnly = ({ source, rules, style }: ReadingContext): boolean =>
  quantityAt(source.folded, 0, rules, style)?.end === source.folded.length;

/**
 * Reads "2 l milk" as milk, 2 l, by the rules of PARSING.md. What is not surely an amount stays in the name. Never throws;
 * takes time linear in the text.
 *
 * @param locale BCP 47; decides the language of words and the decimal mark.
 */
export const parseItemText = (text: string, locale: string, options: ParseOptions = {}): ParsedItem => {
  const source = sourceText(text);
  const isProduct = options.isProduct ?? (() => false);
  if (source.clean.length > ITEM_TEXT_LENGTH_MAX || isProduct(source.clean)) return { name: source.clean };
  const decimalMark = numberStyleOf(locale).decimalMark === ',' ? ',' : '.';
  const style = { decimalMark, spacedGroups: languageOf(locale) === 'fr' } as const;
  const context = { source, rules: compiledRulesOf(locale), style, isProduct };
  const reading = amountAtBeginning(context) ?? (isAmountOnly(context) ? undefined : amountAtEnd(context));
  if (!reading) return { name: source.clean };
  const { name, quantity } = countOfItem(reading, context) ?? reading;
  return { name, amount: quantity.amount };
};
