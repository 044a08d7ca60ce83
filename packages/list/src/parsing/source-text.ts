/**
 * The text that the readers work on: cleaned for the name, and folded for matching, with every character in the same place
 * in both, so that a match in the folded text cuts the clean one.
 */
export interface SourceText {
  /** As typed, in NFC, without direction marks and list marks, with single spaces. */
  readonly clean: string;
  /** Lower case, without accents, ASCII digits; same length as `clean`. */
  readonly folded: string;
}

/** Marks that keyboards put around numbers in right-to-left text; they carry no meaning here. */
const DIRECTION_MARKS = /[\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

/** Signs with the same meaning as one that the readers know. */
const SAME_SIGN: ReadonlyMap<string, string> = new Map([
  ['٫', '.'],
  ['٬', "'"],
  ['،', ','],
  ['⁄', '/'],
  ['✕', '×'],
  ['✖', '×'],
  ['⨯', '×'],
  ['*', '×'],
  ['’', "'"],
  ['‐', '-'],
  ['‑', '-'],
  ['–', '-'],
  ['（', '('],
  ['）', ')'],
  ['ى', 'ي'],
  ['ة', 'ه'],
  ['ٱ', 'ا'],
]);

/** Zeros of the digit blocks that people type: Eastern Arabic, Persian, fullwidth. */
const DIGIT_ZEROS = [0x0660, 0x06f0, 0xff10] as const;

const foldDigit = (code: number): string | undefined => {
  const zero = DIGIT_ZEROS.find((first) => code >= first && code <= first + 9);
  return zero === undefined ? undefined : String(code - zero);
};

const foldCharacter = (character: string): string => {
  const sign = SAME_SIGN.get(character) ?? foldDigit(character.charCodeAt(0));
  if (sign !== undefined) return sign;
  const base = character.normalize('NFD').charAt(0).toLowerCase();
  return base.length === 1 ? base : character;
};

/** Folds a text or a word of the tables; keeps its length in UTF-16 units when the text is in NFC. */
export const foldInPlace = (text: string): string => text.replace(/[^\0-\x7F]|[A-Z*]/g, foldCharacter);

/** Marks that lists put before a line: a bullet, a check box. Each is used once, so that no name of marks is emptied. */
const LIST_MARK = /^[-*+•◦‣·–—] (?=.)/u;
const CHECK_BOX = /^(?:\[[ xX]?\]|[☐☑☒✓✔]) ?(?=.)/u;

/** Cleans and folds a text. Linear in its length. */
export const sourceText = (text: string): SourceText => {
  const row = text.normalize('NFC').replace(DIRECTION_MARKS, '').replace(/\s+/gu, ' ').trim();
  const clean = row.replace(LIST_MARK, '').replace(CHECK_BOX, '');
  return { clean, folded: foldInPlace(clean) };
};
