import { describe, expect, it } from 'vitest';
import { chooseLanguage } from './language.ts';
import { createPlural } from './plural.ts';

describe('plurals', () => {
  it('writes the number as the language does', () => {
    expect(createPlural('en')(1, { one: '# line', other: '# lines' })).toBe('1 line');
    expect(createPlural('de')(1200, { one: '# Zeile', other: '# Zeilen' })).toBe('1.200 Zeilen');
  });

  it('falls back to the form that every language has', () => {
    expect(createPlural('ar')(3, { other: '#' })).toBe(new Intl.NumberFormat('ar').format(3));
  });
});

describe('the language of the app', () => {
  it('is the first wanted one that it speaks, else English', () => {
    expect(chooseLanguage(['xx', 'en-GB'])).toBe('en');
    expect(chooseLanguage([])).toBe('en');
  });
});
