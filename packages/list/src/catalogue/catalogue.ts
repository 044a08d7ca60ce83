/**
 * Products with their aisles, in one language.
 *
 * C1 Every product has an aisle, and in every language at least one name; a name means one product.
 * C2 `aisleOf` finds a name as it is, whatever its case, accents, number (apple, apples) and Arabic letter variants.
 * C3 Else it finds the product that the name is a kind of: the longest known words at the end in English and German
 *    ("organic oat milk"), at the beginning in French, Spanish and Arabic ("lait bio"), and the longest known end of a German
 *    compound ("Ziegenfrischkäse"). What is said of it in brackets or behind a comma tells no product: "cheese (the mild one)".
 * C4 Else it knows no aisle: a wrong one sends people to the wrong end of the shop.
 */
import type { Language } from '../amounts/index.ts';
import { foldForSearch } from '../suggestions/fold-for-search.ts';
import { AISLES, type AisleId } from './aisles.ts';
import { commonForm } from './word-forms.ts';

/** A product of the catalogue. */
export interface Product {
  /** Language-free. */
  readonly id: string;
  readonly aisle: AisleId;
  /** At least one; the first is the usual one. Written as on a list, with a capital. */
  readonly names: readonly string[];
}

/** The catalogue in one language. */
export interface Catalogue {
  readonly language: Language;
  /** In the order of the aisles. */
  readonly products: readonly Product[];
  /** Whether a product has this name, by rule C2: for `isProduct` of the parser. */
  has(name: string): boolean;
  /** The aisle where a product of this name is most likely found. */
  aisleOf(name: string): AisleId | undefined;
}

/** Longest name that is looked up, in UTF-16 units. */
const NAME_LENGTH_MAX = 200;

/** Shortest end of a German compound that is looked up: shorter ones end words by chance ("Reis", "Eis"). */
const COMPOUND_END_LENGTH_MIN = 4;

/** Shortest beginning of a German compound. */
const COMPOUND_START_LENGTH_MIN = 2;

/** What follows a name: "cheese (the mild one)", "Tomaten, gehackt". */
const REMARK = /(?<=\S)\s*[(,،].*$/su;

const HEAD_LAST: ReadonlySet<Language> = new Set(['en', 'de']);

const capitalised = (name: string, language: Language): string =>
  name.charAt(0).toLocaleUpperCase(language) + name.slice(1);

const readNames = (names: string, language: Language): ReadonlyMap<string, readonly string[]> =>
  new Map(
    names
      .trim()
      .split('\n')
      .map((line) => {
        const [id = '', list = ''] = line.split('=', 2);
        return [id, list.split(',').map((name) => capitalised(name, language))] as const;
      }),
  );

const createLookup = (products: readonly Product[], language: Language): ((folded: string) => AisleId | undefined) => {
  const byName = new Map<string, AisleId>();
  const byForm = new Map<string, AisleId | undefined>();
  for (const { aisle, names } of products) {
    for (const folded of names.map(foldForSearch)) {
      byName.set(folded, aisle);
      const form = commonForm(folded, language);
      // A form of two aisles ("pepper", "peppers") tells nothing.
      byForm.set(form, byForm.has(form) && byForm.get(form) !== aisle ? undefined : aisle);
    }
  }
  return (folded) => byName.get(folded) ?? byForm.get(commonForm(folded, language));
};

/** Builds the catalogue of a language from its data (see `products.ts` and `names`). */
export const createCatalogue = (
  language: Language,
  productsByAisle: Readonly<Record<AisleId, string>>,
  names: string,
): Catalogue => {
  const namesById = readNames(names, language);
  const products = AISLES.flatMap((aisle) =>
    productsByAisle[aisle].split(' ').map((id): Product => ({ id, aisle, names: namesById.get(id) ?? [] })),
  );
  const lookUp = createLookup(products, language);

  const ofPartOf = (words: readonly string[]): AisleId | undefined => {
    for (let dropped = 1; dropped < words.length; dropped++) {
      const part = HEAD_LAST.has(language) ? words.slice(dropped) : words.slice(0, -dropped);
      const aisle = lookUp(part.join(' '));
      if (aisle !== undefined) return aisle;
    }
    return undefined;
  };

  const ofCompoundEnd = (word: string): AisleId | undefined => {
    const last = word.length - COMPOUND_END_LENGTH_MIN;
    for (let start = COMPOUND_START_LENGTH_MIN; start <= last; start++) {
      const aisle = lookUp(word.slice(start));
      if (aisle !== undefined) return aisle;
    }
    return undefined;
  };

  const foldedName = (name: string): string => foldForSearch(name.slice(0, NAME_LENGTH_MAX));
  return {
    language,
    products,
    has: (name) => lookUp(foldedName(name)) !== undefined,
    aisleOf: (name) => {
      const whole = lookUp(foldedName(name));
      if (whole !== undefined) return whole;
      const folded = foldedName(name.replace(REMARK, ''));
      const words = folded.split(' ');
      const known = lookUp(folded) ?? ofPartOf(words);
      return known ?? (language === 'de' ? ofCompoundEnd(words.at(-1) ?? '') : undefined);
    },
  };
};
