import { languageOf, type Language } from '../languages.ts';
import type { KnownUnitId } from '../units.ts';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';

/**
 * One language's words for every unit: singular and plural in turn, separated by bars. The first pair is shown, all are
 * read. A word stands under one unit only.
 */
export type UnitWords = Readonly<Record<KnownUnitId, string>>;

const WORDS: Readonly<Record<Language, UnitWords>> = { en, de, fr, es, ar };

/** The unit words of a locale's language. */
export const unitWordsOf = (locale: string): UnitWords => WORDS[languageOf(locale)];
