import { type KnownUnitId, type Language, languageOf } from '../amounts/index.ts';
import { unitWordsOf } from '../amounts/unit-words/unit-words-of.ts';
import type { LanguageRules } from './languages/language-rules.ts';
import { languageRulesOf } from './languages/language-rules-of.ts';
import { foldInPlace } from './source-text.ts';

/** What a unit word stands for. */
export interface UnitMeaning {
  /** Empty for a word that stands for a count: a French dizaine. */
  readonly unit: KnownUnitId | '';
  /** Units in one of the word: 500 for a German Pfund. */
  readonly factor: number;
  /** Whether the word before a name means one of it, whatever its unit. */
  readonly alone?: true;
  /** Number forms that the word is: "can", "cans", or both as "dozen". */
  readonly singular: boolean;
  readonly plural: boolean;
}

/** Words of one kind as one expression, with what each means. The expression matches the longest word at a place. */
export interface WordTable<Meaning> {
  readonly expression: RegExp;
  readonly meaningOf: (word: string) => Meaning | undefined;
}

/** A language's rules, folded and turned into expressions. All but the two `…AtEnd` are sticky; none repeats without bound. */
export interface CompiledRules {
  readonly rules: LanguageRules;
  readonly numbers: WordTable<number>;
  /** With the space before it. */
  readonly largerNumbers: RegExp;
  readonly articles: WordTable<number>;
  readonly fractions: WordTable<number>;
  readonly andMore: WordTable<number>;
  readonly units: WordTable<UnitMeaning>;
  /** With the space before it, without the one after it. */
  readonly of: RegExp;
  /** With the space after it. */
  readonly about: RegExp;
  /** A sign or word that multiplies, behind a number. */
  readonly times: RegExp;
  readonly packs: readonly { readonly expression: RegExp; readonly size: number | undefined }[];
  readonly compounds: RegExp;
  readonly vague: RegExp;
  readonly measures: RegExp;
  readonly fatFoods: RegExp;
  readonly labelAtEnd: RegExp;
  readonly sizedAtEnd: RegExp;
}

/** A word ends where no letter or digit, and no sign that joins words, goes on. */
export const WORD_END = "(?![\\p{L}\\p{M}\\p{N}'&/-])";

/** A fraction word may be joined to its unit: "demi-litre", "half-pint". */
const FRACTION_END = "(?![\\p{L}\\p{M}\\p{N}'&/])";

/** Units whose ids people write in every language. */
const SYMBOLS = ['g', 'kg', 'ml', 'cl', 'dl', 'l', 'oz', 'lb'] as const satisfies readonly KnownUnitId[];

/** Matches nowhere: a language without words of a kind. */
const NOWHERE = '(?!)';

const escapeWord = (word: string): string =>
  word
    .replace(/[\\^$*+?()[\]{}|/]/gu, '\\$&')
    .replaceAll('.', '\\.?')
    .replaceAll(' ', '\\.? ');

/** The words as alternatives, longest first, so that the longest at a place wins. */
const anyOf = (words: readonly string[]): string =>
  [...new Set(words)]
    .filter((word) => word !== '')
    .sort((a, b) => b.length - a.length)
    .map(escapeWord)
    .join('|') || NOWHERE;

const listed = (words: string): string[] => foldInPlace(words).split('|');

const withoutDots = (word: string): string => word.replaceAll('.', '');

const wordTable = <Meaning>(
  entries: readonly (readonly [string, Meaning])[],
  wordEnd = WORD_END,
): WordTable<Meaning> => {
  const meanings = new Map<string, Meaning>();
  // Any word may have the dot of an abbreviation.
  const written = entries.map(([word]) => foldInPlace(word)).map((word) => (word.endsWith('.') ? word : `${word}.`));
  for (const [word, meaning] of entries) meanings.set(withoutDots(foldInPlace(word)), meaning);
  return {
    expression: new RegExp(`(?:${anyOf(written)})${wordEnd}`, 'uy'),
    meaningOf: (word) => meanings.get(withoutDots(word)),
  };
};

/** Every unit word of a language with what it means. A word that is both forms, as "dozen", is noted as both. */
const unitEntries = (language: Language): (readonly [string, UnitMeaning])[] => {
  const words: string[] = [];
  const meanings = new Map<string, UnitMeaning>();
  const note = (word: string, meaning: UnitMeaning): void => {
    const key = withoutDots(foldInPlace(word));
    const known = meanings.get(key);
    words.push(word);
    meanings.set(key, known?.unit === meaning.unit ? { ...known, singular: true, plural: true } : (known ?? meaning));
  };
  for (const [unit, forms] of Object.entries(unitWordsOf(language)) as [KnownUnitId, string][]) {
    forms.split('|').forEach((word, index) => {
      note(word, { unit, factor: 1, singular: index % 2 === 0, plural: index % 2 === 1 });
    });
  }
  for (const { words: others, plurals, unit, value, alone } of languageRulesOf(language).otherUnits) {
    const lone = alone ? ({ alone } as const) : {};
    for (const word of others.split('|')) note(word, { unit, factor: value, singular: true, plural: true, ...lone });
    for (const word of plurals?.split('|') ?? []) note(word, { unit, factor: value, singular: false, plural: true });
  }
  for (const unit of SYMBOLS) note(unit, { unit, factor: 1, singular: true, plural: true });
  return words.flatMap((word) => {
    const meaning = meanings.get(withoutDots(foldInPlace(word)));
    return meaning ? [[word, meaning] as const] : [];
  });
};

const ofExpression = (words: string): RegExp => {
  const [glued, apart] = [
    listed(words).filter((word) => word.endsWith("'")),
    listed(words).filter((word) => !word.endsWith("'")),
  ];
  return new RegExp(` (?:(?:${anyOf(glued)})|(?:${anyOf(apart)})(?= ))`, 'uy');
};

const compile = (language: Language): CompiledRules => {
  const rules = languageRulesOf(language);
  return {
    rules,
    numbers: wordTable(Object.entries(rules.numbers)),
    largerNumbers: new RegExp(` (?:${anyOf(listed(rules.largerNumbers))})${WORD_END}`, 'uy'),
    articles: wordTable(
      rules.articles
        .split('|')
        .filter((word) => word !== '')
        .map((word) => [word, 1]),
    ),
    fractions: wordTable(Object.entries(rules.fractions), FRACTION_END),
    andMore: wordTable(Object.entries(rules.andMore)),
    units: wordTable(unitEntries(language)),
    of: ofExpression(rules.of),
    about: new RegExp(`(?:~|≈|(?:${anyOf(listed(rules.about))})\\.?(?= )) ?`, 'uy'),
    times: new RegExp(` ?(?:×|(?:x|${anyOf(listed(rules.times))})${WORD_END})`, 'uy'),
    packs: rules.packs.map(([source, size]) => ({ expression: new RegExp(`${source}${WORD_END}`, 'uy'), size })),
    compounds: new RegExp(`(?:${rules.compounds.join('|') || NOWHERE})${WORD_END}`, 'uy'),
    vague: new RegExp(`(?:${anyOf(listed(rules.vague))})${WORD_END}`, 'uy'),
    measures: new RegExp(` (?:${anyOf(listed(rules.measures))})\\.?${WORD_END}`, 'uy'),
    fatFoods: new RegExp(` (?:${anyOf(listed(rules.fatFoods))})${WORD_END}`, 'uy'),
    sizedAtEnd: new RegExp(`(?:^|[ (-])(?:${anyOf(listed(rules.sizedProducts))})$`, 'u'),
    labelAtEnd: new RegExp(`(?:^|[ (-])(?:${anyOf(listed(rules.labels))})\\.?$`, 'u'),
  };
};

const compiledByLanguage = new Map<Language, CompiledRules>();

/** The compiled rules of a locale's language, built at first use: a person needs one language of five. */
export const compiledRulesOf = (locale: string): CompiledRules => {
  const language = languageOf(locale);
  const known = compiledByLanguage.get(language);
  if (known) return known;
  const rules = compile(language);
  compiledByLanguage.set(language, rules);
  return rules;
};
