/**
 * How the platform writes the numbers that fill shopping lists, 0 to 999 with up to three decimals, without asking it. The
 * first `Intl.NumberFormat` of a page takes 30 ms of a laptop and four times that of a slow phone, in the way of the
 * first line. A property test holds this table against Intl; a locale that is not here is written by Intl alone.
 */

/** A language with Latin digits and no special plurals below a million. */
export interface PlainNumbers {
  readonly decimalMark: '.' | ',';
  /** CLDR plural category `one`. */
  readonly isOne: (value: number) => boolean;
}

const exactlyOne = (value: number): boolean => value === 1;

/** Without regions: German numbers in Switzerland are others. */
export const PLAIN_NUMBERS: Readonly<Record<string, PlainNumbers>> = {
  en: { decimalMark: '.', isOne: exactlyOne },
  de: { decimalMark: ',', isOne: exactlyOne },
  es: { decimalMark: ',', isOne: exactlyOne },
  fr: { decimalMark: ',', isOne: (value) => value < 2 },
};

/** Below this no language groups digits. */
const PLAIN_END = 1000;
/** Inverse of the smallest step that is written. */
const STEPS = 1000;

/** Whether the value is written as it is: nothing to round, to group or to sign. */
export const isPlain = (value: number): boolean =>
  (value > 0 || Object.is(value, 0)) && value < PLAIN_END && Math.round(value * STEPS) / STEPS === value;
