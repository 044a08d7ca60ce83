import type { KnownUnitId } from '../../amounts/index.ts';

/** A word that stands for several of a unit: a German Pfund is 500 g, an Arabic dual is two, a French dizaine ten of anything. */
export interface OtherUnit {
  readonly words: string;
  /** Forms that stand behind a number above one only. */
  readonly plurals?: string;
  readonly unit: KnownUnitId | '';
  readonly value: number;
  /** Whether the word before a name means one of it, where its unit's own word does not. */
  readonly alone?: true;
}

/**
 * What a language has for amounts beside its unit words. Lists of words are separated by bars; they are folded when they are
 * compiled, so that case and accents need no entries of their own.
 */
export interface LanguageRules {
  /** Number words by value. */
  readonly numbers: Readonly<Record<string, number>>;
  /** Words that make another number of a number word before them: "two hundred". */
  readonly largerNumbers: string;
  /** Words that mean one, but less surely than a number. */
  readonly articles: string;
  /** Fraction words; an article may stand before them. */
  readonly fractions: Readonly<Record<string, number>>;
  /** What may follow a number or a unit: "and a half". */
  readonly andMore: Readonly<Record<string, number>>;
  /** Words between unit and name that are dropped; one that ends in an apostrophe is glued to the name. */
  readonly of: string;
  /** Words before a number that are dropped: "about". */
  readonly about: string;
  /** Words that multiply as "×" does, after a number. */
  readonly times: string;
  /** Units whose singular means one of them before a name: any with an "of" word after it, or these without one too. */
  readonly loneUnits: 'with-of' | readonly KnownUnitId[];
  /** Units whose singular means one of them behind a name. */
  readonly loneUnitsAtEnd: readonly KnownUnitId[];
  /** Whether a counted unit must be plural above one, because nouns stand before nouns: "2 can openers". */
  readonly unitsAgree: boolean;
  /** Packs of a number, as sources of expressions: their only group is the number, or else it stands beside them. */
  readonly packs: readonly (readonly [source: string, size?: number])[];
  readonly otherUnits: readonly OtherUnit[];
  /** Names that begin with a unit word, as sources of expressions. */
  readonly compounds: readonly string[];
  /** Beginnings that look like an amount and are none: "a few". */
  readonly vague: string;
  /** Words after a bare number that make it a part of the name: "20 cm pan". */
  readonly measures: string;
  /** Words before a number at the end that make it a part of the name: "omega 3". */
  readonly labels: string;
  /** Products that are sold by a size, which is a bare number behind them or litres: "nappies 4", "bin bags 30 l". */
  readonly sizedProducts: string;
  /** Foods whose fat content is written as a bare decimal before them: "3,5 Milch". */
  readonly fatFoods: string;
}
