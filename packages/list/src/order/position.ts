/**
 * Positions: base-62 strings that sort as text (M11, rules O1-O4). An item's place is its position followed by its id, so
 * that no two places are equal and equal positions keep one order everywhere.
 *
 * A position begins with a whole number (its length is in the first character), by default the stamp of the act that
 * added the item: a new item costs no bytes for its place and comes last.
 */
import { BASE62, type ItemId, type RandomBytes, randomDigits } from '../ids.ts';

/** A sortable place in the list. Unique for each item. */
export type Place = string;

/** Longest position that is read. Beyond it the mover numbers the whole list anew. */
export const POSITION_LENGTH_MAX = 100;

/** Random digits after a position between two others: concurrent moves to one spot differ but once in 238,000. */
const TAIL_LENGTH = 3;

/** A place never ends in the lowest digit: there would be nothing below it. */
const END = 'V';

const POSITION = /^[0-9A-Za-z]+$/;
const FIRST_POSITIVE_HEAD = 'a'.charCodeAt(0);
const FIRST_NEGATIVE_HEAD = 'Z'.charCodeAt(0);

const digitsOf = (value: number): string => {
  let digits = '';
  for (let rest = value; rest > 0 || digits === ''; rest = Math.floor(rest / 62))
    digits = BASE62.charAt(rest % 62) + digits;
  return digits;
};

const complement = (digits: string): string =>
  [...digits].map((digit) => BASE62.charAt(61 - BASE62.indexOf(digit))).join('');

/** A whole number as text that sorts like the number. */
export const wholePosition = (value: number): string => {
  const digits = digitsOf(Math.abs(value));
  return value > 0
    ? String.fromCharCode(FIRST_POSITIVE_HEAD + digits.length - 1) + digits
    : String.fromCharCode(FIRST_NEGATIVE_HEAD - digits.length + 1) + complement(digits);
};

const wholePartOf = (position: string): number | undefined => {
  const head = position.charCodeAt(0);
  const isPositive = head >= FIRST_POSITIVE_HEAD;
  const length = isPositive ? head - FIRST_POSITIVE_HEAD + 1 : FIRST_NEGATIVE_HEAD - head + 1;
  const digits = position.slice(1, 1 + length);
  if (length < 1 || digits.length < length) return undefined;
  let value = 0;
  for (const digit of isPositive ? digits : complement(digits)) value = value * 62 + BASE62.indexOf(digit);
  return Number.isSafeInteger(value) ? (isPositive ? value : -value) : undefined;
};

/** Whether a value from a document is a position. */
export const isPosition = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= POSITION_LENGTH_MAX && POSITION.test(value);

/** Where an item stands: at its position, or, never moved, where it was added. */
export const placeOf = (position: string | undefined, createdStamp: number, id: ItemId): Place =>
  (position ?? wholePosition(createdStamp)) + id + END;

/**
 * A string between two others that stays between them whatever is appended to it. `above` undefined: no upper bound.
 * `below` must be less than `above`, and `above` must not end in the lowest digit.
 */
export const between = (below: string, above: string | undefined): string => {
  let prefix = '';
  let ceiling = above;
  for (let i = 0; ; i += 1) {
    const low = i < below.length ? BASE62.indexOf(below.charAt(i)) : -1;
    const high = ceiling !== undefined && i < ceiling.length ? BASE62.indexOf(ceiling.charAt(i)) : 62;
    if (low === high) {
      prefix += below.charAt(i);
      continue;
    }
    const middle = low === -1 ? Math.floor(high / 2) : Math.floor((low + high) / 2);
    if (middle > low && middle < high) return prefix + BASE62.charAt(middle);
    // Neighbouring digits: follow the lower one, from where nothing bounds it above. Below the lowest digit there is none
    // to follow but itself.
    if (low === -1) {
      prefix += BASE62.charAt(0);
      continue;
    }
    prefix += below.charAt(i);
    ceiling = undefined;
  }
};

/** A new position between two neighbouring places; either may be missing. */
export const positionBetween = (
  below: Place | undefined,
  above: Place | undefined,
  stamp: number,
  random: RandomBytes,
): string => {
  const tail = randomDigits(TAIL_LENGTH, random);
  if (below === undefined) {
    const first = above === undefined ? stamp : wholePartOf(above);
    return (
      (above === undefined
        ? wholePosition(stamp)
        : first === undefined
          ? between('', above)
          : wholePosition(first - 1)) + tail
    );
  }
  if (above === undefined) {
    const last = wholePartOf(below);
    return (last === undefined ? between(below, undefined) : wholePosition(Math.max(last + 1, stamp))) + tail;
  }
  return between(below, above) + tail;
};
