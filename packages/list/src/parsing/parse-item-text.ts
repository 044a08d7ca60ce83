import { type Amount, languageOf } from '../amounts/index.ts';
import { numberStyleOf } from '../amounts/number-format.ts';
import { type CompiledRules, compiledRulesOf } from './compiled-rules.ts';
import { beginsWithNumberedName } from './names-with-numbers.ts';
import { type DigitStyle, matchAt } from './read-number.ts';
import { COUNT_MAX, quantityAt, type QuantityRead } from './read-quantity.ts';
import { type SourceText, sourceText } from './source-text.ts';

/** What a typed line says: a product's name as typed, and how much of it. */
export interface ParsedItem {
  /** Never empty unless the text was: what is not surely an amount stays in the name. */
  readonly name: string;
  /** Absent where none was given. Its value is above zero. */
  readonly amount?: Amount;
}

/** What the parser may ask. */
export interface ParseOptions {
  /** Whether the list or the catalogue knows a product of exactly this name. Settles "milk 2" and "5 gum" (rules N8, T4). */
  readonly isProduct?: (name: string) => boolean;
}

/** Longest text that is searched for an amount, in UTF-16 units; a longer one is no typed line, and is a name as it is. */
export const ITEM_TEXT_LENGTH_MAX = 300;

/** Places at the end of a text that are tried as the beginning of an amount: enough for "x half a litre". */
const END_WORDS_MAX = 5;

interface Context {
  readonly source: SourceText;
  readonly rules: CompiledRules;
  readonly style: DigitStyle;
  readonly isProduct: (name: string) => boolean;
}

const withoutEdges = (name: string): string => name.replace(/^[\s,;:–-]+|[\s,;:–-]+$/gu, '');

const result = (name: string, amount: Amount): ParsedItem | undefined => {
  const trimmed = withoutEdges(name);
  return trimmed !== '' && amount.value > 0 ? { name: trimmed, amount } : undefined;
};

/** Rules N1-N6: what may follow a number that nothing else marks as an amount. */
const isCount = (quantity: QuantityRead, { source, rules }: Context): boolean => {
  const { folded } = source;
  const { number, end } = quantity;
  if (!number || number.value > COUNT_MAX) return false;
  if (!/^ [\p{L}\p{N}("'«„“]/u.test(folded.slice(end, end + 3))) return false;
  return !matchAt(rules.measures, folded, end);
};

const isLoneUnit = (quantity: QuantityRead, { source, rules }: Context): boolean => {
  const { loneUnits } = rules.rules;
  if (quantity.amount.unit === 'dozen') return true;
  return loneUnits === 'with-of'
    ? matchAt(rules.of, source.folded, quantity.end) !== undefined
    : loneUnits.some((unit) => unit === quantity.amount.unit);
};

/** Where the name begins after a leading amount: behind "of", and at a word's beginning. */
const nameStart = (quantity: QuantityRead, { source, rules }: Context): number => {
  const { folded } = source;
  const bare = quantity.shownBy === 'number' || quantity.shownBy === 'times';
  const of = bare ? undefined : matchAt(rules.of, folded, quantity.end);
  return quantity.end + (of?.[0].length ?? 0);
};

const unitAsName = (quantity: QuantityRead, { source }: Context): ParsedItem | undefined => {
  const { number, unitAt, amount } = quantity;
  // "2 rolls" names what is counted; "2 kg" names nothing.
  if (!number || unitAt === undefined || number.written === 'article') return undefined;
  return amount.unit === 'dozen' || /^(?:g|kg|oz|lb|ml|cl|dl|l)$/u.test(amount.unit)
    ? undefined
    : result(source.clean.slice(unitAt), { value: number.value, unit: '' });
};

const leading = (context: Context): ParsedItem | undefined => {
  const { source, rules, style } = context;
  const { clean, folded } = source;
  if (beginsWithNumberedName(folded) || matchAt(rules.vague, folded, 0)) return undefined;
  const bracketed = /^\(([^()]{1,30})\) ?/u.exec(folded);
  const at = bracketed ? 1 : 0;
  const quantity = quantityAt(folded, at, rules, style);
  if (!quantity) return undefined;
  if (bracketed) {
    return quantity.end === at + (bracketed[1]?.length ?? 0)
      ? result(clean.slice(bracketed[0].length), quantity.amount)
      : undefined;
  }
  if (quantity.end === folded.length) return unitAsName(quantity, context);
  if (quantity.shownBy === 'number' && !isCount(quantity, context)) return undefined;
  if (quantity.shownBy === 'lone-unit' && !isLoneUnit(quantity, context)) return undefined;
  return result(clean.slice(nameStart(quantity, context)), quantity.amount);
};

const isAmountAtEnd = (quantity: QuantityRead, name: string, separated: boolean, context: Context): boolean => {
  switch (quantity.shownBy) {
    case 'times':
    case 'pack':
      return true;
    case 'unit':
      return separated || quantity.number?.written !== 'article' || quantity.amount.unit === 'dozen';
    case 'lone-unit':
      return context.rules.rules.loneUnitAtEnd;
    case 'number':
      return quantity.number?.written === 'digits' && (separated || context.isProduct(name));
  }
};

const trailing = (context: Context): ParsedItem | undefined => {
  const { source, rules, style } = context;
  const { clean, folded } = source;
  const bracketed = /^(.{1,299}?) ?\(([^()]{1,30})\)$/u.exec(folded);
  if (bracketed) {
    const at = folded.lastIndexOf('(') + 1;
    const quantity = quantityAt(folded, at, rules, style);
    return quantity?.end === folded.length - 1 && quantity.shownBy !== 'lone-unit'
      ? result(clean.slice(0, at - 1), quantity.amount)
      : undefined;
  }
  let at = folded.length;
  const starts: number[] = [];
  for (let words = 0; words < END_WORDS_MAX; words++) {
    at = folded.lastIndexOf(' ', at - 1);
    if (at <= 0) break;
    starts.unshift(at + 1);
  }
  for (const start of starts) {
    const quantity = quantityAt(folded, start, rules, style);
    if (quantity?.end !== folded.length || quantity.amount.value > COUNT_MAX * 100) continue;
    const name = folded.slice(0, start - 1);
    const separated = /[,:]$| -$/u.test(name);
    if (!separated && matchAt(rules.labelAtEnd, name, 0)) return undefined;
    const cleanName = clean.slice(0, start - 1);
    return isAmountAtEnd(quantity, cleanName, separated, context) ? result(cleanName, quantity.amount) : undefined;
  }
  return undefined;
};

/**
 * Reads "2 l milk" as milk, 2 l, by the rules of PARSING.md. What is not surely an amount stays in the name. Never throws;
 * works in time linear in the text.
 *
 * @param locale BCP 47; decides the language of words and the decimal mark.
 */
export const parseItemText = (text: string, locale: string, options: ParseOptions = {}): ParsedItem => {
  const source = sourceText(text);
  const isProduct = options.isProduct ?? (() => false);
  if (source.clean.length > ITEM_TEXT_LENGTH_MAX || isProduct(source.clean)) return { name: source.clean };
  const style = {
    decimalMark: numberStyleOf(locale).decimalMark === '.' ? '.' : ',',
    spacedGroups: languageOf(locale) === 'fr',
  };
  const context = { source, rules: compiledRulesOf(locale), style, isProduct };
  return leading(context) ?? trailing(context) ?? { name: source.clean };
};
