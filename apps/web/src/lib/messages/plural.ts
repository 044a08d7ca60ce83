/** The forms of one counted phrase; a language gives those that its Intl.PluralRules asks for, and always `other`. */
type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** Picks the form for `count` and puts the count, written as the language writes numbers, in place of `#`. */
export type Plural = (count: number, forms: PluralForms) => string;

/** Makes the plural function of one language. */
export const createPlural = (language: string): Plural => {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (count, forms) => (forms[rules.select(count)] ?? forms.other).replaceAll('#', numbers.format(count));
};
