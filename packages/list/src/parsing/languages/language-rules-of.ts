import { type Language, languageOf } from '../../amounts/index.ts';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import type { LanguageRules } from './language-rules.ts';

const RULES: Readonly<Record<Language, LanguageRules>> = { en, de, fr, es, ar };

/** The rules of a locale's language. */
export const languageRulesOf = (locale: string): LanguageRules => RULES[languageOf(locale)];
