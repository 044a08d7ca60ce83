import { type Amount, unitOf } from '../amounts/index.ts';
import type { CompiledRules } from './compiled-rules.ts';
import type { DigitStyle } from './read-number.ts';
import type { SourceText } from './source-text.ts';

/** What a typed line says: a product's name as typed, and how much of it. */
export interface ParsedItem {
  /** Never empty unless the text was: what is not surely an amount stays in the name. */
  readonly name: string;
  /** Absent where none was given. Its value is above zero. */
  readonly amount?: Amount;
}

/** All that reading one text needs. */
export interface ReadingContext {
  readonly source: SourceText;
  readonly rules: CompiledRules;
  readonly style: DigitStyle;
  readonly isProduct: (name: string) => boolean;
}

/** A letter, a picture, or digits enough for a brand: less is no name beside an amount. */
const NAMES_SOMETHING = /\p{L}|\p{Extended_Pictographic}|\p{N}{3}/u;

/** Whether an amount beside a folded name is the size that the product is sold by (rule N4): "bin bags 30 l", "nappies 4". */
export const isSize = (foldedName: string, { unit }: Amount, rules: CompiledRules): boolean =>
  (unit === '' || unitOf(unit).group === 'volume') && rules.sizedAtEnd.test(foldedName);

/** The item that is left when an amount is cut out; undefined if no name would be left (rule N8) or nothing is counted. */
export const itemWithAmount = (name: string, amount: Amount): ParsedItem | undefined => {
  const trimmed = name.replace(/^[\s,،;؛:–-]+|[\s,،;؛:–-]+$/gu, '');
  return NAMES_SOMETHING.test(trimmed) && amount.value > 0 ? { name: trimmed, amount } : undefined;
};
