import type { CompiledRules, WordTable } from './compiled-rules.ts';

/** A number at a place of the folded text. */
export interface NumberRead {
  readonly value: number;
  readonly end: number;
  /** An article is the weakest sign of an amount. */
  readonly written: 'digits' | 'word' | 'article';
  /** Digits behind a decimal mark, which versions, bottles and fat contents have too. */
  readonly decimals: number;
}

/** Longest run of digits that is an amount; longer ones are article numbers and dates. */
const DIGITS_MAX = 7;

const FRACTION_SIGNS: ReadonlyMap<string, number> = new Map([
  ['½', 1 / 2],
  ['⅓', 1 / 3],
  ['⅔', 2 / 3],
  ['¼', 1 / 4],
  ['¾', 3 / 4],
  ['⅕', 1 / 5],
  ['⅖', 2 / 5],
  ['⅗', 3 / 5],
  ['⅘', 4 / 5],
  ['⅙', 1 / 6],
  ['⅚', 5 / 6],
  ['⅛', 1 / 8],
  ['⅜', 3 / 8],
  ['⅝', 5 / 8],
  ['⅞', 7 / 8],
]);

const DIGITS = /\d[\d.,']*/y;
const SPACED_GROUPS = /[1-9]\d{0,2}(?: \d{3})+(?![\d.,'])/y;
/** What no language writes but for thousands: "2 500 g tins" are two tins, and "1 000 g" is one amount. */
const SURELY_SPACED_GROUPS = /[1-9]\d{0,2} 0\d\d(?: \d{3})?(?![\d.,'])/y;
const WRITTEN_FRACTION = /(\d{1,2})\/(\d{1,2})(?![\d/.,])/y;
/** Largest denominator that is a fraction of something, not a date or a score. */
const DENOMINATOR_MAX = 16;

/** The match of a sticky expression at a place. */
export const matchAt = (expression: RegExp, text: string, at: number): RegExpExecArray | undefined => {
  expression.lastIndex = at;
  return expression.exec(text) ?? undefined;
};

/** A value at a place of the text, and where it ends. */
interface ValueRead {
  readonly value: number;
  readonly end: number;
}

/** What a locale's digits look like. */
export interface DigitStyle {
  readonly decimalMark: '.' | ',';
  /** Whether any thousands may be parted by a space, not only what can be nothing else. */
  readonly spacedGroups: boolean;
}

/** The longest word of a table at a place. */
export const wordAt = <Meaning>(
  table: WordTable<Meaning>,
  text: string,
  at: number,
): { readonly meaning: Meaning; readonly end: number } | undefined => {
  const match = matchAt(table.expression, text, at);
  const meaning = match && table.meaningOf(match[0]);
  return match && meaning !== undefined ? { meaning, end: at + match[0].length } : undefined;
};

/** The value of digits with marks, by rule P3; undefined for what no locale writes. */
const interpretDigits = (digits: string, decimalMark: DigitStyle['decimalMark']): number | undefined => {
  const groupMark = decimalMark === ',' ? '.' : ',';
  if (/^0\d/u.test(digits)) return undefined;
  if (/^\d+$/u.test(digits)) return digits.length > DIGITS_MAX ? undefined : Number(digits);
  const grouped = digits.replaceAll("'", groupMark);
  const groups =
    groupMark === '.' ? /^[1-9]\d{0,2}(?:\.\d{3}){1,2}(?:,\d{1,4})?$/u : /^[1-9]\d{0,2}(?:,\d{3}){1,2}(?:\.\d{1,4})?$/u;
  if (groups.test(grouped)) return Number(grouped.replaceAll(groupMark, '').replace(',', '.'));
  return /^\d{1,7}[.,]\d{1,4}$/u.test(digits) ? Number(digits.replace(',', '.')) : undefined;
};

const fractionAt = (text: string, at: number): ValueRead | undefined => {
  const sign = FRACTION_SIGNS.get(text.charAt(at));
  if (sign !== undefined) return { value: sign, end: at + 1 };
  const match = matchAt(WRITTEN_FRACTION, text, at);
  if (!match) return undefined;
  const [whole, above, below] = match;
  const value = Number(above) / Number(below);
  return Number(above) > 0 && value < 1 && Number(below) <= DENOMINATOR_MAX
    ? { value, end: at + whole.length }
    : undefined;
};

const digitsAt = (text: string, at: number, style: DigitStyle): NumberRead | undefined => {
  const fraction = fractionAt(text, at);
  if (fraction) return { ...fraction, written: 'digits', decimals: 0 };
  const spaced = matchAt(style.spacedGroups ? SPACED_GROUPS : SURELY_SPACED_GROUPS, text, at);
  const match = spaced ?? matchAt(DIGITS, text, at);
  if (!match) return undefined;
  // A mark at the end is the sentence's, not the number's.
  const digits = match[0].replace(/[.,']+$/u, '');
  const end = at + digits.length;
  const value = interpretDigits(digits.replaceAll(' ', ''), style.decimalMark);
  if (value === undefined) return undefined;
  const rest = Number.isInteger(value) ? (fractionAt(text, end + 1) ?? fractionAt(text, end)) : undefined;
  const joined = rest && (text.charAt(end) === ' ' || text.charAt(end) === '-' || FRACTION_SIGNS.has(text.charAt(end)));
  return rest && joined
    ? { value: value + rest.value, end: rest.end, written: 'digits', decimals: 0 }
    : { value, end, written: 'digits', decimals: /[.,](\d+)$/u.exec(digits)?.[1]?.length ?? 0 };
};

/** From here on words go on with ones: "twenty one". */
const TENS_MIN = 20;

/** Whether a number word is the beginning of one that is not in the tables: "two hundred", "twenty one" (rule P5). */
const goesOn = (text: string, end: number, value: number, rules: CompiledRules): boolean =>
  matchAt(rules.largerNumbers, text, end) !== undefined ||
  (value >= TENS_MIN && text.charAt(end) === ' ' && wordAt(rules.numbers, text, end + 1) !== undefined);

const wordsAt = (text: string, at: number, rules: CompiledRules): NumberRead | undefined => {
  const whole = wordAt(rules.fractions, text, at) ?? wordAt(rules.numbers, text, at);
  if (whole) {
    const isPart = goesOn(text, whole.end, whole.meaning, rules);
    return isPart ? undefined : { value: whole.meaning, end: whole.end, written: 'word', decimals: 0 };
  }
  const article = wordAt(rules.articles, text, at);
  if (!article || goesOn(text, article.end, article.meaning, rules)) return undefined;
  const fraction = text.charAt(article.end) === ' ' ? wordAt(rules.fractions, text, article.end + 1) : undefined;
  return fraction
    ? { value: fraction.meaning, end: fraction.end, written: 'word', decimals: 0 }
    : { value: 1, end: article.end, written: 'article', decimals: 0 };
};

/** What follows as "and a half" at a place, with the space before it. */
export const moreAt = (text: string, at: number, rules: CompiledRules): ValueRead => {
  const more = text.charAt(at) === ' ' ? wordAt(rules.andMore, text, at + 1) : undefined;
  return more ? { value: more.meaning, end: more.end } : { value: 0, end: at };
};

/** The number at a place, in digits, fractions or words (rules P2-P5). */
export const numberAt = (text: string, at: number, rules: CompiledRules, style: DigitStyle): NumberRead | undefined => {
  const number = digitsAt(text, at, style) ?? wordsAt(text, at, rules);
  if (!number) return undefined;
  const more = moreAt(text, number.end, rules);
  return more.value === 0 ? number : { ...number, value: number.value + more.value, end: more.end, written: 'word' };
};

/** The upper end of a range at a place: 3 for "2-3" (rule P6). A range that does not rise is none. */
export const rangeAt = (text: string, at: number, style: DigitStyle): NumberRead | undefined => {
  const low = digitsAt(text, at, style);
  const dash = low && matchAt(/ ?- ?/y, text, low.end);
  const high = dash && digitsAt(text, low.end + dash[0].length, style);
  return high && high.value > low.value ? high : undefined;
};
