import { en } from './en.ts';
import type { Messages } from './messages.ts';

interface LanguageFacts {
  /** Its name in itself. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  readonly load: () => Promise<Messages>;
}

/**
 * Languages by code. English is part of the first load, so that no failure of a later one can leave the app speechless;
 * of the others only the one in use is fetched.
 */
export const LANGUAGES = {
  en: { name: 'English', direction: 'ltr', load: () => Promise.resolve(en) },
  de: { name: 'Deutsch', direction: 'ltr', load: async () => (await import('./de.ts')).de },
  ar: { name: 'العربية', direction: 'rtl', load: async () => (await import('./ar.ts')).ar },
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
