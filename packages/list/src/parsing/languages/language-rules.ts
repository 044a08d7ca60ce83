import { languageOf, type KnownUnitId, type Language } from '../../amounts/index.ts';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';

/** A unit that a language has a word for and the unit table has not: how much of a unit in the table one of it is. */
export interface OtherUnit {
  readonly words: string;
  readonly unit: KnownUnitId;
  readonly value: number;
}

/** What a language has for amounts beside its unit words. Words are separated by bars and folded when they are compiled. */
export interface LanguageRules {
  /** Number words; each stands for one value. */
  readonly numbers: Readonly<Record<string, number>>;
  /** Words that mean one but are weaker than a number: they may stand before a fraction or a unit. */
  readonly articles: string;
  /** Fraction words, alone or after an article: "half", "une demi". */
  readonly fractions: Readonly<Record<string, number>>;
  /** What may follow a number or a unit: "and a half". */
  readonly andMore: Readonly<Record<string, number>>;
  /** Words between unit and name that are dropped: "of", "de". */
  readonly of: string;
  /** Units that mean one of them without a number: those with `of` after them, or these before any name. */
  readonly loneUnits: 'with-of' | readonly KnownUnitId[];
  /** Whether a lone unit may also follow the name, as in Arabic "tomatoes kilo". */
  readonly loneUnitAtEnd: boolean;
  /** Whether singular and plural of a unit must fit the number, because nouns stand before nouns ("2 can openers"). */
  readonly unitsAgree: boolean;
  /** Packs of a number, as sources of regular expressions with the number as the only group: "(\d+)-pack". */
  readonly packs: readonly string[];
  readonly otherUnits: readonly OtherUnit[];
  /** Beginnings that look like an amount and are none: "a few". */
  readonly vague: string;
  /** Words after a bare number that make it a part of the name: "20 cm pan". */
  readonly measures: string;
  /** Words before a number that make it a part of the name: "omega 3". */
  readonly labels: string;
}

const RULES: Readonly<Record<Language, LanguageRules>> = { en, de, fr, es, ar };

/** The rules of a locale's language. */
export const languageRulesOf = (locale: string): LanguageRules => RULES[languageOf(locale)];
