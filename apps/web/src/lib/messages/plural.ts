import { numberStyleOf } from '@tote/list/numbers';

/** The forms that whole numbers take in each language, of those that CLDR knows; a list does not count to a million. */
export interface PluralFormOf {
  readonly en: 'one' | 'other';
  readonly de: 'one' | 'other';
  readonly fr: 'one' | 'other';
  readonly es: 'one' | 'other';
  readonly ar: 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
}

type AnyForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/**
 * Picks the form for `count` and puts the count, written as the language writes numbers, in place of `#`. A phrase comes
 * in every form of its language, or as one text where its words are the same for every count.
 */
export type Plural<Form extends string> = (
  count: number,
  phrase: (AnyForms & Readonly<Record<Form, string>>) | string,
) => string;

/** Makes the plural function of one language. Nothing of `Intl` is woken before something is counted. */
export const createPlural =
  <Code extends keyof PluralFormOf>(language: Code): Plural<PluralFormOf[Code]> =>
  (count, phrase) => {
    const numbers = numberStyleOf(language);
    const text = typeof phrase === 'string' ? phrase : (phrase[numbers.plural(count)] ?? phrase.other);
    return text.replaceAll('#', numbers.format(count));
  };

/** Makes what writes the numbers of one language that nothing in the sentence agrees with. */
export const createNumber =
  (language: keyof PluralFormOf): ((value: number) => string) =>
  (value) =>
    numberStyleOf(language).format(value);
