import { numberStyleOf } from '@tote/list/numbers';

/** The forms of one counted phrase; a language gives those that CLDR asks of it, and always `other`. */
type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** Picks the form for `count` and puts the count, written as the language writes numbers, in place of `#`. */
export type Plural = (count: number, forms: PluralForms) => string;

/** Makes the plural function of one language. */
export const createPlural = (language: string): Plural => {
  const numbers = numberStyleOf(language);
  return (count, forms) => (forms[numbers.plural(count)] ?? forms.other).replaceAll('#', numbers.format(count));
};
