import type { LanguageCode } from './language.ts';

/**
 * The locale (BCP 47) in which dates are written: of those the browser prefers (best first) the one in the language in use, so that Britain
 * reads "27 November, 04:49" and America "November 27, 4:49 AM"; else the language itself.
 */
export const dateLocaleOf = (code: LanguageCode, preferred: readonly string[]): string =>
  preferred.find((tag) => tag.toLowerCase().split('-')[0] === code) ?? code;
