import { describe, expect, it } from 'vitest';
import { chooseLanguage, ENGLISH, type LanguageCode, LANGUAGES } from './language.ts';
import { enLater } from './later/en.ts';
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
    expect(chooseLanguage(['pt', 'es-419'])).toBe('es');
    expect(chooseLanguage([])).toBe('en');
  });
});

type Phrase = string | ((...args: never[]) => string);

/** Every string of a tree of messages by its path. */
const phrases = (tree: object, path = ''): readonly (readonly [path: string, phrase: Phrase])[] =>
  Object.entries(tree).flatMap(([key, value]: [string, Phrase | object]) => {
    const here = path === '' ? key : `${path}.${key}`;
    return typeof value === 'string' || typeof value === 'function'
      ? [[here, value as Phrase] as const]
      : phrases(value, here);
  });

const english = new Map([...phrases(ENGLISH.messages), ...phrases(enLater)]);
const codes = Object.keys(LANGUAGES) as readonly LanguageCode[];

/** Whole numbers that meet every plural form of every language that the app speaks. */
const COUNTS = [0, 1, 2, 3, 10, 11, 100, 1_000, 1_000_000];

describe.each(codes)('the words of %s', (code) => {
  const load = async () => {
    const [first, later] = await Promise.all([LANGUAGES[code].load(), LANGUAGES[code].loadLater()]);
    return { first, phrases: new Map([...phrases(first.messages), ...phrases(later)]) };
  };

  it('are those of English, none missing, none more, none empty', async () => {
    const own = (await load()).phrases;
    expect([...own.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [path, phrase] of own) expect(phrase, path).not.toBe('');
  });

  it('use every name and number that English is given', async () => {
    for (const [path, phrase] of (await load()).phrases) {
      if (typeof phrase === 'string') continue;
      const inEnglish = english.get(path);
      expect(typeof inEnglish, path).toBe('function');
      expect(phrase.length, path).toBe((inEnglish as { length: number }).length);
    }
  });

  it('leave no mark for the number, whatever it is', async () => {
    for (const [path, phrase] of (await load()).phrases) {
      if (typeof phrase === 'string') continue;
      for (const count of COUNTS) {
        const args = Array.from({ length: phrase.length }, () => count);
        expect(phrase(...(args as never[])), `${path} of ${count}`).not.toMatch(/#|undefined/);
      }
    }
  });

  it('name the units', async () => {
    expect(Object.keys((await load()).first.unitWords)).toEqual(Object.keys(ENGLISH.unitWords));
  });

  it('name the aisles', async () => {
    expect((await load()).first.aisleNames).toHaveLength(ENGLISH.aisleNames.length);
  });
});
