import { en } from './en.ts';

/** Functions and texts of a language: the shape of English with its exact texts forgotten. */
type Same<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : { readonly [K in keyof T]: Same<T[K]> };

/** All visible strings in one language. */
export type Messages = Same<typeof en>;

interface LanguageFacts {
  /** Its name in itself. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  readonly load: () => Promise<Messages>;
}

/** English is part of the first load, so that no failure of a later one can leave the app speechless. */
export const LANGUAGES = {
  en: { name: 'English', direction: 'ltr', load: () => Promise.resolve(en) },
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
