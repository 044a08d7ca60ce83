import { describe, expect, test } from 'vitest';

import { parseItemText } from './parse-item-text.ts';

/** One row: rule id, typed text, expected name, and the amount if one is expected; without a unit it is a bare count. */
export type ParsingCase = readonly [rule: string, text: string, name: string, value?: number, unit?: string];

/** Runs a table of cases in a locale; `isProduct` knows the given products. */
export const describeParsing = (
  locale: string,
  cases: readonly ParsingCase[],
  products: readonly string[] = [],
): void => {
  describe(`parseItemText in ${locale}`, () => {
    const isProduct = (name: string): boolean => products.includes(name.toLowerCase());
    for (const [rule, text, name, value, unit = ''] of cases) {
      test(`[${rule}] ${JSON.stringify(text)}`, () => {
        const expected = value === undefined ? { name } : { name, amount: { value, unit } };
        expect(parseItemText(text, locale, { isProduct })).toEqual(expected);
      });
    }
  });
};
