import { type KnownUnitId, type Language, languageOf } from '../amounts/index.ts';
import { unitWordsOf } from '../amounts/unit-words/unit-words.ts';
import { type LanguageRules, languageRulesOf } from './languages/language-rules.ts';
import { foldInPlace } from './source-text.ts';

/** What a unit word stands for. */
export interface UnitMeaning {
  readonly unit: KnownUnitId;
  /** Units in one of the word: 500 for a German Pfund. */
  readonly factor: number;
  /** Number forms that the word is: "can", "cans", or both as "dozen". */
  readonly singular: boolean;
  readonly plural: boolean;
}

/** Words of one kind as one expression, with what each means. The expression matches the longest word at a place. */
export interface WordTable<Meaning> {
  readonly expression: RegExp;
  readonly meaningOf: (word: string) => Meaning | undefined;
}

/** A language's rules, folded and turned into expressions. All are sticky and have no unbounded repetition inside another. */
export interface CompiledRules {
  readonly rules: LanguageRules;
  readonly numbers: WordTable<number>;
  readonly articles: WordTable<number>;
  readonly fractions: WordTable<number>;
  readonly andMore: WordTable<number>;
  readonly units: WordTable<UnitMeaning>;
  readonly of: RegExp;
  readonly packs: readonly RegExp[];
  readonly vague: RegExp;
  readonly measures: RegExp;
  readonly labelAtEnd: RegExp;
}

/** A word ends where no letter, digit, apostrophe or hyphen goes on. */
export const WORD_END = "(?![\\p{L}\\p{M}\\p{N}'-])";

/** Units whose ids people write in every language. */
const SYMBOLS = ['g', 'kg', 'ml', 'cl', 'dl', 'l', 'oz', 'lb'] as const satisfies readonly KnownUnitId[];

const escapeWord = (word: string): string => word.replace(/[\\^$*+?()[\]{}|/]/gu, '\\$&').replaceAll('.', '\\.?');

const anyOf = (words: Iterable<string>): string =>
  [...words]
    .sort((a, b) => b.length - a.length)
    .map(escapeWord)
    .join('|');

const withoutDots = (word: string): string => word.replaceAll('.', '');

const wordTable = <Meaning>(entries: Iterable<readonly [string, Meaning]>): WordTable<Meaning> => {
  const meanings = new Map<string, Meaning>();
  const written: string[] = [];
  for (const [word, meaning] of entries) {
    const folded = foldInPlace(word);
    if (!meanings.has(withoutDots(folded))) meanings.set(withoutDots(folded), meaning);
    // A dot after any unit or number word is an abbreviation's.
    written.push(folded.endsWith('.') ? folded : `${folded}.`);
  }
  return {
    expression: new RegExp(`(?:${anyOf(written)})${WORD_END}`, 'uy'),
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
  for (const { words: others, unit, value } of languageRulesOf(language).otherUnits) {
    for (const word of others.split('|')) note(word, { unit, factor: value, singular: true, plural: true });
  }
  for (const unit of SYMBOLS) note(unit, { unit, factor: 1, singular: true, plural: true });
  return words.flatMap((word) => {
    const meaning = meanings.get(withoutDots(foldInPlace(word)));
    return meaning ? [[word, meaning] as const] : [];
  });
};

const listed = (words: string): string[] => foldInPlace(words).split('|');

const compile = (language: Language): CompiledRules => {
  const rules = languageRulesOf(language);
  return {
    rules,
    numbers: wordTable(Object.entries(rules.numbers)),
    articles: wordTable(rules.articles.split('|').map((word) => [word, 1] as const)),
    fractions: wordTable(Object.entries(rules.fractions)),
    andMore: wordTable(Object.entries(rules.andMore)),
    units: wordTable(unitEntries(language)),
    of: new RegExp(` (?:${rules.of})`, 'uy'),
    packs: rules.packs.map((source) => new RegExp(`${source}${WORD_END}`, 'uy')),
    vague: new RegExp(`(?:${anyOf(listed(rules.vague))})${WORD_END}`, 'uy'),
    measures: new RegExp(`[ -]?(?:${anyOf(listed(rules.measures))})${WORD_END}`, 'uy'),
    labelAtEnd: new RegExp(`(?:^|[ (-])(?:${anyOf(listed(rules.labels))})\\.?$`, 'u'),
  };
};

const compiled = new Map<Language, CompiledRules>();

/** The compiled rules of a locale's language, built at first use. */
export const compiledRulesOf = (locale: string): CompiledRules => {
  const language = languageOf(locale);
  const known = compiled.get(language);
  if (known) return known;
  const rules = compile(language);
  compiled.set(language, rules);
  return rules;
};
