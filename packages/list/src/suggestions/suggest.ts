/**
 * Suggestions while typing: the list's own products by habit, then the catalogue.
 *
 * S1 A name is suggested if every typed word begins one of its words. Case, accents, Arabic letter variants and "l'" do not
 *    matter.
 * S2 The list's own products come before the catalogue's; a product that is known under the typed name is not repeated.
 * S3 Of the list's own, the name that is exactly typed comes first, then by habit: how often a product was wanted, halved for
 *    every 2,000 stamps since the last time. Stamps count acts on the list; no clock is asked (M16).
 * S4 Of the catalogue, exact names come first, then names that begin with what was typed, then the others; shorter ones
 *    earlier. A product is suggested once, under the first of its names that fits.
 * S5 Equal ones are ordered by their letters, so that every device suggests the same.
 * S6 Where nothing is typed, the list's own products are suggested by habit, and none of the catalogue.
 */
import type { UnitId } from '../amounts/index.ts';
import { foldForSearch } from './fold-for-search.ts';

/** A product that the list has had. */
export interface HabitProduct {
  readonly name: string;
  readonly aisle?: string | undefined;
  /** The unit it was last wanted in. */
  readonly unit?: UnitId | '' | undefined;
  /** How often it was wanted. */
  readonly count: number;
  /** Stamp of the last time. */
  readonly lastStamp: number;
}

/** A product of the catalogue, as far as suggesting needs it. */
export interface KnownProduct {
  readonly aisle: string;
  readonly names: readonly string[];
}

/** What is suggested. */
export interface Suggestion {
  readonly name: string;
  readonly aisle: string | undefined;
  readonly unit: UnitId | '' | undefined;
  readonly source: 'habit' | 'catalogue';
}

/** Where suggestions come from. */
export interface SuggestionSources {
  readonly habits: readonly HabitProduct[];
  readonly catalogue: readonly KnownProduct[];
  /** The list's newest stamp, against which habits age. */
  readonly newestStamp: number;
}

/** Suggests for what was typed so far; the amount is cut off by the caller. */
export type Suggest = (typed: string, limit?: number) => readonly Suggestion[];

/** Suggestions shown unless the caller wants another number: what fits above a phone's keyboard. */
const SUGGESTIONS_DEFAULT = 6;

/** Stamps after which a habit counts half: about half a year of a busy household. */
const HABIT_HALF_LIFE_STAMPS = 2_000;

/** Longest text that is searched for, in UTF-16 units, and most words of it. */
const TYPED_LENGTH_MAX = 100;
const TYPED_WORDS_MAX = 8;

/** A name made ready for searching. The searched text begins with a space, so that " mi" finds words that begin with "mi". */
interface Searchable {
  readonly name: string;
  readonly searched: string;
}

const searchable = (name: string): Searchable => ({ name, searched: ` ${foldForSearch(name)}` });

interface Typed {
  readonly whole: string;
  readonly words: readonly string[];
}

const readTyped = (typed: string): Typed => {
  const folded = foldForSearch(typed.slice(0, TYPED_LENGTH_MAX));
  const words = folded.split(' ', TYPED_WORDS_MAX).filter((word) => word !== '');
  return { whole: ` ${folded}`, words: words.map((word) => ` ${word}`) };
};

const fits = ({ searched }: Searchable, { words }: Typed): boolean => words.every((word) => searched.includes(word));

/** 0: exactly typed; 1: begins as typed; 2: some word does. */
const closeness = ({ searched }: Searchable, { whole }: Typed): number =>
  searched === whole ? 0 : searched.startsWith(whole) ? 1 : 2;

const habitOf = (product: HabitProduct, newestStamp: number): number =>
  product.count * 2 ** (-Math.max(0, newestStamp - product.lastStamp) / HABIT_HALF_LIFE_STAMPS);

const byLetters = (a: Searchable, b: Searchable): number =>
  a.searched < b.searched ? -1 : a.searched > b.searched ? 1 : a.name < b.name ? -1 : a.name > b.name ? 1 : 0;

interface IndexedHabit extends Searchable {
  readonly product: HabitProduct;
  readonly habit: number;
}

interface IndexedProduct {
  readonly product: KnownProduct;
  readonly names: readonly Searchable[];
}

interface Found extends Searchable {
  readonly product: KnownProduct;
}

/** The first that fit, of habits in their order; what is exactly typed comes before them (S3). */
const findHabits = (habits: readonly IndexedHabit[], typed: Typed, limit: number): readonly IndexedHabit[] => {
  const exact: IndexedHabit[] = [];
  const others: IndexedHabit[] = [];
  for (const entry of habits) {
    if (entry.searched === typed.whole) exact.push(entry);
    else if (others.length < limit && fits(entry, typed)) others.push(entry);
  }
  return [...exact, ...others].slice(0, limit);
};

const findProducts = (products: readonly IndexedProduct[], typed: Typed): Found[] =>
  products
    .flatMap(({ product, names }) => {
      const found =
        names.find(({ searched }) => searched === typed.whole) ?? names.find((candidate) => fits(candidate, typed));
      return found ? [{ ...found, product }] : [];
    })
    .sort(
      (a, b) => closeness(a, typed) - closeness(b, typed) || a.searched.length - b.searched.length || byLetters(a, b),
    );

/** Prepares the sources once, so that each key press only searches. Build it again when habits change. */
export const createSuggest = ({ habits, catalogue, newestStamp }: SuggestionSources): Suggest => {
  const indexedHabits = habits
    .map((product) => ({ ...searchable(product.name), product, habit: habitOf(product, newestStamp) }))
    .sort((a, b) => b.habit - a.habit || byLetters(a, b));
  const indexedProducts = catalogue.map((product) => ({ product, names: product.names.map(searchable) }));
  return (text, limit = SUGGESTIONS_DEFAULT) => {
    const typed = readTyped(text);
    if (typed.words.length === 0 && text.trim() !== '') return [];
    const own = findHabits(indexedHabits, typed, limit);
    const ownNames = new Set(own.map(({ searched }) => searched));
    const known =
      typed.words.length === 0
        ? []
        : findProducts(indexedProducts, typed).filter(({ searched }) => !ownNames.has(searched));
    return [
      ...own.map(({ product: { name, aisle, unit } }): Suggestion => ({ name, aisle, unit, source: 'habit' })),
      ...known.map(({ name, product: { aisle } }): Suggestion => ({
        name,
        aisle,
        unit: undefined,
        source: 'catalogue',
      })),
    ].slice(0, limit);
  };
};
