import { LIMITS } from '../limits.ts';
import { isStamp } from '../stamps.ts';
import { cut } from '../text.ts';
import { canonicalText } from './canonical-text.ts';

/** A value with one winner (M10, M12): the greatest stamp, then the greatest text of the value. */
export interface Field {
  readonly stamp: number;
  /** What follows the stamp in the document. Empty: taken away again. */
  readonly values: readonly unknown[];
}

/** Fields of an item by their letter. Letters that this version does not know are kept (rule D3). */
export type Fields = ReadonlyMap<string, Field>;

/** Names of fields: so few that an item has no more of them than edits can carry. */
const LETTER = /^[a-zA-Z]$/;
/** Levels of arrays and objects in a field's values. */
const DEPTH_MAX = 6;
/** What a number counts as: its nine bytes are as many as three units of text can take. */
const SCALAR_UNITS = 3;
/** What the arrays and objects around a text of full length may count as. */
const AROUND_UNITS = 8;

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

/** How much a value holds, in UTF-16 units and what counts as so many. */
const unitsOf = (value: unknown, depth = 0): number => {
  if (typeof value === 'string' || value instanceof Uint8Array) return value.length;
  if (typeof value !== 'object' || value === null) return SCALAR_UNITS;
  if (depth > DEPTH_MAX) return Infinity;
  return Object.entries(value).reduce((sum, [key, inner]) => sum + key.length + unitsOf(inner, depth + 1), 1);
};

/** Reads a stored field: text beyond `lengthMax` as cut, what holds more than such a text as absent. */
export const decodeField = (
  stored: unknown,
  stampMax: number,
  lengthMax: number = LIMITS.fieldLength,
): Field | undefined => {
  if (!Array.isArray(stored)) return undefined;
  const [stamp, ...all] = stored as readonly unknown[];
  const values = all.map((value) => (typeof value === 'string' ? cut(value, lengthMax) : value));
  return isStamp(stamp, stampMax) && unitsOf(values) <= lengthMax + AROUND_UNITS ? { stamp, values } : undefined;
};

/** Reads the fields among stored extras, leaving out the letters that mean something else. */
export const decodeFields = (
  extras: Iterable<readonly [string, unknown]>,
  others: ReadonlySet<string>,
  stampMax: number,
  lengthMaxOf: (letter: string) => number,
): Fields => {
  const fields = new Map<string, Field>();
  for (const [letter, stored] of extras) {
    if (others.has(letter) || !LETTER.test(letter)) continue;
    const field = decodeField(stored, stampMax, lengthMaxOf(letter));
    if (field) fields.set(letter, field);
  }
  return fields;
};
