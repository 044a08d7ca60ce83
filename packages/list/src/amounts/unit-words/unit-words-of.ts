import { languageOf, type Language } from '../languages.ts';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import type { UnitWords } from './unit-words.ts';

const WORDS: Readonly<Record<Language, UnitWords>> = { en, de, fr, es, ar };

/** The unit words of a locale's language. */
export const unitWordsOf = (locale: string): UnitWords => WORDS[languageOf(locale)];
