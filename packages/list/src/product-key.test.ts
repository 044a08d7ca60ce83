import { describe, expect, test } from 'vitest';
import { productKeyOf } from './product-key.ts';

describe('[P1] product keys', () => {
  test.each([
    ['Milk', 'milk'],
    ['  oat \t milk ', 'oat milk'],
    ['Oat\u00A0Milk', 'oat milk'],
    ['Straße', 'STRASSE'],
    ['Café', 'Cafe\u0301'],
    ['ﬁsh', 'fish'],
    ['ΟΔΟΣ', 'οδος'],
    ['１２', '12'],
  ])('%s is %s', (a, b) => {
    expect(productKeyOf(a)).toBe(productKeyOf(b));
  });

  test.each([
    ['milk', 'milks'],
    ['café', 'cafe'],
    ['oat milk', 'oatmilk'],
  ])('%s is not %s: never fuzzy', (a, b) => {
    expect(productKeyOf(a)).not.toBe(productKeyOf(b));
  });

  test('[P2] normalisation 1 is frozen', () => {
    expect(['Straße', 'ΟΔΟΣ', 'İstanbul', 'ﬃ', '  A  B ', 'ǅ', 'ſ', 'ŉ'].map(productKeyOf)).toEqual([
      'strasse',
      'οδος',
      'i\u0307stanbul',
      'ffi',
      'a b',
      'dž',
      's',
      'ʼn',
    ]);
  });

  test('is its own key', () => {
    for (const name of ['Straße', 'ΟΔΟΣ', 'İ', 'ﬃ', 'ǰ'])
      expect(productKeyOf(productKeyOf(name))).toBe(productKeyOf(name));
  });
});
