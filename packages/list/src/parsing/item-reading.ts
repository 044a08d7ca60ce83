import { type Amount, unitOf } from '../amounts/index.ts';
import type { CompiledRules } from './compiled-rules.ts';
import type { DigitStyle } from './read-number.ts';
import type { QuantityRead } from './read-quantity.ts';
import type { SourceText } from './source-text.ts';

/** What a typed line says: a product's name as typed, and how much of it. */
export interface ParsedItem {
  /** Never empty unless the text was: what is not surely an amount stays in the name. */
  readonly name: string;
  /** Absent where none was given. Its value is above zero. */
  readonly amount?: Amount;
}

/** An item with what shows its amount, for who reads on in the name. */
export interface ItemReading {
  readonly name: string;
  readonly quantity: QuantityRead;
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
export const isSize = (foldedName: string, { amount, shownBy }: QuantityRead, rules: CompiledRules): boolean =>
  (shownBy === 'number' || unitOf(amount.unit).group === 'volume') && rules.sizedAtEnd.test(foldedName);

/** Whether brackets show that this is an amount (rule P21): they show no unit's name, and no size of a bottle (N5). */
export const isClear = ({ number, shownBy }: QuantityRead): boolean =>
  shownBy !== 'lone-unit' && !(shownBy === 'number' && number !== undefined && number.decimals > 0);

/** Whether a unit is a number itself, so that it counts whatever is named behind it. */
export const isNumberUnit = (unit: string): boolean => unit === '' || unit === 'dozen';

/** The item that is left when an amount is cut out; undefined if no name would be left (rule N8) or nothing is counted. */
export const itemWithAmount = (name: string, quantity: QuantityRead): ItemReading | undefined => {
  const trimmed = name.replace(/^[\s,،;؛:–-]+|[\s,،;؛:–-]+$/gu, '');
  return NAMES_SOMETHING.test(trimmed) && quantity.amount.value > 0 ? { name: trimmed, quantity } : undefined;
};
