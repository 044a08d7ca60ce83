import { type Amount, languageOf } from '../amounts/index.ts';
import { numberStyleOf } from '../amounts/number-format.ts';
import { amountAtBeginning } from './amount-at-beginning.ts';
import { amountAtEnd } from './amount-at-end.ts';
import { compiledRulesOf } from './compiled-rules.ts';
import { countOfItem } from './count-of-item.ts';
import type { ParsedItem, ReadingContext } from './item-reading.ts';
import { quantityAt } from './read-quantity.ts';
import { type SourceText, sourceText } from './source-text.ts';

/** What the parser may ask about names. */
export interface ParseOptions {
  /** Whether the list or the catalogue knows a product of this name. Settles "milk 2" (rule P20) and "5 gum" (rule N7). */
  readonly isProduct?: (name: string) => boolean;
}

/** Longest text that is searched for an amount, in UTF-16 units; a longer one is no typed line, and is a name as it is. */
export const ITEM_TEXT_LENGTH_MAX = 300;

/** All of the text as an amount, if it is nothing else. */
const amountAlone = ({ source, rules, style }: ReadingContext): Amount | undefined => {
  const quantity = quantityAt(source.folded, 0, rules, style);
  return quantity?.end === source.folded.length ? quantity.amount : undefined;
};

const contextOf = (source: SourceText, locale: string, isProduct: ReadingContext['isProduct']): ReadingContext => {
  const decimalMark = numberStyleOf(locale).decimalMark === ',' ? ',' : '.';
  const style = { decimalMark, spacedGroups: languageOf(locale) === 'fr' } as const;
  return { source, rules: compiledRulesOf(locale), style, isProduct };
};

/** Reads an amount that stands alone, "2 l" or "a dozen", by the rules P2-P17; undefined if it is none, or something is beside it. */
export const parseAmount = (text: string, locale: string): Amount | undefined => {
  const source = sourceText(text);
  if (source.clean.length > ITEM_TEXT_LENGTH_MAX) return undefined;
  return amountAlone(contextOf(source, locale, () => false));
};

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
  const context = contextOf(source, locale, isProduct);
  // Rule N8: no part of "three quarters kilo" is a name.
  const reading = amountAtBeginning(context) ?? (amountAlone(context) ? undefined : amountAtEnd(context));
  if (!reading) return { name: source.clean };
  const { name, quantity } = countOfItem(reading, context) ?? reading;
  return { name, amount: quantity.amount };
};
