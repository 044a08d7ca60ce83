import type { LanguageCode } from './language.ts';

/**
 * The locale (BCP 47) in which dates are written: of those the browser prefers (best first) the one in the language in use, so that Britain
 * reads "27 November, 04:49" and America "November 27, 4:49 AM"; else the language itself.
 */
export const dateLocaleOf = (code: LanguageCode, preferred: readonly string[]): string =>
  preferred.find((tag) => tag.toLowerCase().split('-')[0] === code) ?? code;

/** Writes the day of a moment, with its year where that is not this device's: it is long ago, or by a clock that is wrong. */
export const createDayText = (
  locale: string,
  nowMs: number,
  options: { readonly sameYear: Intl.DateTimeFormatOptions; readonly otherYear: Intl.DateTimeFormatOptions },
): ((atMs: number) => string) => {
  const sameYear = new Intl.DateTimeFormat(locale, options.sameYear);
  const otherYear = new Intl.DateTimeFormat(locale, options.otherYear);
  const yearOf = (ms: number): number => new Date(ms).getFullYear();
  return (atMs) => (yearOf(atMs) === yearOf(nowMs) ? sameYear : otherYear).format(atMs);
};
