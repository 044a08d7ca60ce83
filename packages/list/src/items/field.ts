import { isStamp } from '../stamps.ts';
import { canonicalText } from './canonical-text.ts';

/** A value with one winner (M10, M12): the greatest stamp, then the greatest text of the value. */
export interface Field {
  readonly stamp: number;
  /** What follows the stamp in the document. Empty: taken away again. */
  readonly values: readonly unknown[];
}

/** Fields of an item by their letter. Letters that this version does not know are kept (rule D3). */
export type Fields = ReadonlyMap<string, Field>;

/** Most fields an item may have: the alphabet and room. */
const FIELDS_MAX = 40;

/** The winner of two writes of one field. */
export const winnerOf = (a: Field, b: Field): Field => {
  if (a.stamp !== b.stamp) return a.stamp > b.stamp ? a : b;
  return canonicalText(a.values) >= canonicalText(b.values) ? a : b;
};

/** Field by field, the winner. */
export const joinFields = (a: Fields, b: Fields): Fields => {
  if (b.size === 0) return a;
  if (a.size === 0) return b;
  const joined = new Map(a);
  for (const [letter, field] of b) {
    const other = joined.get(letter);
    joined.set(letter, other ? winnerOf(other, field) : field);
  }
  return joined;
};

/** Reads a stored field. */
export const decodeField = (stored: unknown, stampMax: number): Field | undefined => {
  if (!Array.isArray(stored)) return undefined;
  const [stamp, ...values] = stored as readonly unknown[];
  return isStamp(stamp, stampMax) ? { stamp, values } : undefined;
};

/** Reads the fields among stored extras, leaving out the letters that mean something else. */
export const decodeFields = (
  extras: Iterable<readonly [string, unknown]>,
  others: ReadonlySet<string>,
  stampMax: number,
): Fields => {
  const fields = new Map<string, Field>();
  for (const [letter, stored] of extras) {
    if (others.has(letter) || fields.size >= FIELDS_MAX) continue;
    const field = decodeField(stored, stampMax);
    if (field) fields.set(letter, field);
  }
  return fields;
};
