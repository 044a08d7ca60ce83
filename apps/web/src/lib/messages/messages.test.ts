import { afterEach, describe, expect, it, vi } from 'vitest';
import { chooseLanguage, ENGLISH, type LanguageCode, LANGUAGES } from './language.ts';
import { enLater } from './later/en.ts';
import { createPlural, type PluralFormOf } from './plural.ts';

describe('plurals', () => {
  it('writes the number as the language does', () => {
    expect(createPlural('en')(1, { one: '# line', other: '# lines' })).toBe('1 line');
    expect(createPlural('de')(1200, { one: '# Zeile', other: '# Zeilen' })).toBe('1.200 Zeilen');
  });

  it('takes one text where the words are the same for every count', () => {
    expect(createPlural('de')(3, '# im Wagen')).toBe('3 im Wagen');
  });

  it('asks for every form of the language', () => {
    // @ts-expect-error Nobody said how nothing, two, few and many are called.
    expect(createPlural('ar')(2, { one: 'سطر واحد', other: '# سطر' })).not.toContain('سطران');
  });
});

/** The forms that the compiler asks of each language; it refuses one more and one less here. */
const FORMS: { readonly [Code in LanguageCode]: Readonly<Record<PluralFormOf[Code], true>> } = {
  en: { one: true, other: true },
  de: { one: true, other: true },
  fr: { one: true, other: true },
  es: { one: true, other: true },
  ar: { zero: true, one: true, two: true, few: true, many: true, other: true },
};

/** More than a list or its history holds. */
const COUNTED_MAX = 20_000;

describe.each(Object.entries(FORMS))('the plural forms of %s', (code, forms) => {
  it('are those that the numbers of a list meet', () => {
    const rules = new Intl.PluralRules(code);
    const met = new Set(Array.from({ length: COUNTED_MAX }, (_, count) => rules.select(count)));
    expect(Object.keys(forms).sort()).toEqual([...met].sort());
  });
});

describe('what a language costs at the start', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it.each(Object.keys(LANGUAGES) as readonly LanguageCode[])(
    '%s wakes nothing of Intl before it counts',
    async (code) => {
      vi.resetModules();
      vi.stubGlobal('Intl', undefined);
      const { LANGUAGES: fresh } = await import('./language.ts');
      const [{ messages }] = await Promise.all([fresh[code].load(), fresh[code].loadLater()]);
      expect(() => messages.pill.waiting(1_000_000)).toThrow(TypeError);
    },
  );
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

  it('name buttons by the words that are on them', async () => {
    const later = await LANGUAGES[code].loadLater();
    expect(later.shelf.devices.sheetHow).toContain(later.home.openLink);
  });
});

describe('French', () => {
  it('breaks no line before its high punctuation', async () => {
    const [{ messages }, later] = await Promise.all([LANGUAGES.fr.load(), LANGUAGES.fr.loadLater()]);
    for (const [path, phrase] of [...phrases(messages), ...phrases(later)]) {
      const text =
        typeof phrase === 'string' ? phrase : phrase(...(Array.from({ length: phrase.length }, () => 2) as never[]));
      expect(text, path).not.toMatch(/[^\u00a0][:;!?»](\s|$)|«[^\u00a0]/);
    }
  });
});
