import { describe, expect, test } from 'vitest';

import { addAmounts } from './add-amounts.ts';
import { amountFormatOf, formatAmount } from './format-in-any-language.ts';
import { LANGUAGES } from './languages.ts';
import { UNITS } from './units.ts';

const plain = (text: string): string => text.replace(/[\u00A0\u202F]/gu, ' ');

describe('formatAmount', () => {
  test.each<[rule: string, locale: string, value: number, unit: string, shown: string]>([
    ['F1', 'en', 1.5, 'kg', '1.5 kg'],
    ['F1', 'de', 1.5, 'kg', '1,5 kg'],
    ['F1', 'fr', 1500, 'g', '1 500 g'],
    ['F1', 'en', 1500, 'g', '1,500 g'],
    ['F1', 'ar-EG', 1.5, 'kg', '١٫٥ كغ'],
    ['F1', 'ar-EG-u-nu-latn', 1.5, 'kg', '1.5 كغ'],
    ['F1', 'en', 0.3333333333, 'kg', '0.333 kg'],
    ['F1', 'en', 3, '', '3'],
    ['F1', 'not a locale', 1.5, 'kg', '1.5 kg'],
    ['F1', 'de_AT', 1.5, 'kg', '1,5 kg'],
    ['F1', '', 1.5, 'kg', '1.5 kg'],
    ['F2', 'en', 0.5, '', '½'],
    ['F2', 'en', 1.5, 'cup', '1½ cups'],
    ['F2', 'en', 1 / 3, 'cup', '⅓ cup'],
    ['F2', 'de', 0.5, 'dozen', '½ Dutzend'],
    ['F2', 'fr', 0.75, '', '¾'],
    ['F2', 'ar-EG', 0.5, 'can', '٠٫٥ علبة'],
    ['F2', 'en', -0.5, '', '-½'],
    ['F2', 'en', -1.5, '', '-1½'],
    ['F3', 'en', 1, 'can', '1 can'],
    ['F3', 'en', 2, 'can', '2 cans'],
    ['F3', 'en', 0, 'can', '0 cans'],
    ['F3', 'de', 2, 'can', '2 Dosen'],
    ['F3', 'de', 2, 'bunch', '2 Bund'],
    ['F3', 'fr', 1.5, 'pack', '1½ paquet'],
    ['F3', 'fr', 2, 'pack', '2 paquets'],
    ['F3', 'es', 2, 'can', '2 latas'],
    ['F3', 'ar-EG', 1, 'can', '١ علبة'],
    ['F3', 'ar-EG', 2, 'can', '٢ علب'],
    ['F3', 'ar-EG', 3, 'can', '٣ علب'],
    ['F3', 'ar-EG', 11, 'can', '١١ علبة'],
    ['F3', 'ar-EG', 100, 'can', '١٠٠ علبة'],
    ['A6', 'en', 2, 'firkin', '2 firkin'],
  ])('[%s] in %s: %d %s is %s', (_rule, locale, value, unit, shown) => {
    expect(plain(formatAmount({ value, unit }, locale))).toBe(shown);
  });

  test('[F3] a row never ends between number and unit', () => {
    expect(formatAmount({ value: 2, unit: 'l' }, 'en')).toBe('2\u00A0l');
  });

  test.each(LANGUAGES)('[F3] every unit has a word in %s', (language) => {
    for (const unit of Object.keys(UNITS)) expect(formatAmount({ value: 2, unit }, language)).toMatch(/\p{L}/u);
  });
});

describe('parts of a sum', () => {
  const parts = (...amounts: [number, string][]): string =>
    addAmounts(amounts.map(([value, unit]) => ({ value, unit })))
      .map((sum) => plain(amountFormatOf('en').parts(sum)))
      .join(' | ');

  test.each<[string, [number, string][], string]>([
    [
      'F4',
      [
        [2, 'l'],
        [1, 'l'],
      ],
      '2 + 1 l',
    ],
    [
      'F4',
      [
        [2, ''],
        [1, ''],
      ],
      '2 + 1',
    ],
    [
      'F4',
      [
        [1, 'can'],
        [1, 'can'],
      ],
      '1 + 1 cans',
    ],
    [
      'F4',
      [
        [0.5, 'can'],
        [0.25, 'can'],
      ],
      '½ + ¼ can',
    ],
    ['F4', [[1, 'can']], '1 can'],
    [
      'F4',
      [
        [500, 'g'],
        [1, 'kg'],
      ],
      '500 g + 1 kg',
    ],
    [
      'F4',
      [
        [500, 'g'],
        [1, 'pack'],
      ],
      '500 g | 1 pack',
    ],
  ])('[%s] %j', (_rule, amounts, shown) => {
    expect(parts(...amounts)).toBe(shown);
  });

  test('[F4] sums that do not add up stand side by side', () => {
    const sums = addAmounts([
      { value: 500, unit: 'g' },
      { value: 1, unit: 'pack' },
      { value: 1, unit: 'kg' },
    ]);
    expect(plain(amountFormatOf('en').sums(sums))).toBe('1.5 kg + 1 pack');
  });
});
