import type { AisleNames, UnitWords } from '@tote/list';
import { en as enAisles } from '@tote/list/aisle-names/en';
import { en as enUnits } from '@tote/list/unit-words/en';
import { en } from './en.ts';
import type { LaterMessages, Messages } from './messages.ts';

/** What the first view of a list says. */
export interface FirstWords {
  readonly messages: Messages;
  readonly unitWords: UnitWords;
  readonly aisleNames: AisleNames;
}

interface LanguageFacts {
  readonly direction: 'ltr' | 'rtl';
  readonly load: () => Promise<FirstWords>;
  readonly loadLater: () => Promise<LaterMessages>;
}

/** English, which is always there. */
export const ENGLISH: FirstWords = { messages: en, unitWords: enUnits, aisleNames: enAisles };

const together = async <Code extends string>(
  messages: Promise<Readonly<Record<Code, Messages>>>,
  unitWords: Promise<Readonly<Record<Code, UnitWords>>>,
  aisleNames: Promise<Readonly<Record<Code, AisleNames>>>,
  code: Code,
): Promise<FirstWords> => ({
  messages: (await messages)[code],
  unitWords: (await unitWords)[code],
  aisleNames: (await aisleNames)[code],
});

/**
 * Languages by code. The first view's English is part of the first load, so that no failure of a later one can leave the
 * app speechless; of the others only the one in use is fetched.
 */
export const LANGUAGES = {
  en: {
    direction: 'ltr',
    load: () => Promise.resolve(ENGLISH),
    loadLater: async () => (await import('./later/en.ts')).enLater,
  },
  de: {
    direction: 'ltr',
    load: () =>
      together(import('./de.ts'), import('@tote/list/unit-words/de'), import('@tote/list/aisle-names/de'), 'de'),
    loadLater: async () => (await import('./later/de.ts')).deLater,
  },
  fr: {
    direction: 'ltr',
    load: () =>
      together(import('./fr.ts'), import('@tote/list/unit-words/fr'), import('@tote/list/aisle-names/fr'), 'fr'),
    loadLater: async () => (await import('./later/fr.ts')).frLater,
  },
  es: {
    direction: 'ltr',
    load: () =>
      together(import('./es.ts'), import('@tote/list/unit-words/es'), import('@tote/list/aisle-names/es'), 'es'),
    loadLater: async () => (await import('./later/es.ts')).esLater,
  },
  ar: {
    direction: 'rtl',
    load: () =>
      together(import('./ar.ts'), import('@tote/list/unit-words/ar'), import('@tote/list/aisle-names/ar'), 'ar'),
    loadLater: async () => (await import('./later/ar.ts')).arLater,
  },
} as const satisfies Record<string, LanguageFacts>;

/** Code of a language that the app speaks. */
export type LanguageCode = keyof typeof LANGUAGES;

/** Whether the app speaks `code`. */
export const isLanguageCode = (code: string): code is LanguageCode => Object.hasOwn(LANGUAGES, code);

/** The first of the wanted languages (BCP 47, best first) that the app speaks, else English. */
export const chooseLanguage = (wanted: readonly string[]): LanguageCode => {
  for (const tag of wanted) {
    const code = tag.toLowerCase().split('-')[0] ?? '';
    if (isLanguageCode(code)) return code;
  }
  return 'en';
};
