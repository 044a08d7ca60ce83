import { describe, expect, it } from 'vitest';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { arLater } from './later/ar.ts';
import { deLater } from './later/de.ts';
import { enLater } from './later/en.ts';
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
    expect(chooseLanguage(['xx', 'de-AT', 'en-GB'])).toBe('de');
    expect(chooseLanguage(['ar-EG'])).toBe('ar');
    expect(chooseLanguage([])).toBe('en');
  });
});

describe.each([
  ['en', en, enLater],
  ['de', de, deLater],
  ['ar', ar, arLater],
] as const)('counted phrases in %s', (_code, words, later) => {
  const counted = [
    words.glance.toGet,
    words.glance.inCart,
    words.pill.waiting,
    words.list.cleared,
    words.list.addedMany,
    words.list.othersAdded,
    words.list.othersTicked,
    later.status.relayWaiting,
    later.status.relayLiveWaiting,
    later.status.setAside,
  ];

  it('leave no mark for the number, whatever it is', () => {
    for (const count of [0, 1, 2, 3, 10, 11, 100, 1_000]) {
      for (const phrase of counted) expect(phrase(count)).not.toMatch(/#|undefined/);
    }
  });
});
