import { describe, expect, it } from 'vitest';
import { parseAmount } from './index.ts';

describe('an amount that is asked for alone', () => {
  it.each([
    ['2 l', 'en', 2, 'l'],
    ['3', 'en', 3, ''],
    ['1,5', 'de', 1.5, ''],
    ['½ kg', 'en', 0.5, 'kg'],
    ['a dozen', 'en', 1, 'dozen'],
    ['2 Dosen', 'de', 2, 'can'],
    [' 500g ', 'en', 500, 'g'],
    ['kilo', 'en', 1, 'kg'],
  ])('[P22] %j in %s is %d %s', (text, language, value, unit) => {
    expect(parseAmount(text, language)).toEqual({ value, unit });
  });

  it.each(['', ' ', 'milk', '2 l milk', '2 l 3', 'lots', '-1', '1e999', '9'.repeat(400)])(
    '[P22] %j is none',
    (text) => {
      expect(parseAmount(text, 'en')).toBeUndefined();
    },
  );
});
