import { isPlain, PLAIN_NUMBERS } from './plain-numbers.ts';

/** Locales come from the person's settings and are few; the bound keeps a caller's mistake from filling memory. */
const LOCALES_CACHED_MAX = 32;

/** How a locale writes numbers and counts things. */
export interface NumberStyle {
  readonly format: (value: number) => string;
  /** CLDR plural category of the value as shown. */
  readonly plural: (value: number) => Intl.LDMLPluralRule;
  /** Whether digits are 0-9, beside which fractions such as ½ may stand. */
  readonly latinDigits: boolean;
  /** Mark between whole and decimals. */
  readonly decimalMark: string;
}

/** Decimals shown. Enough for grams in kilograms and for thirds to be told from quarters. */
const SHOWN_DECIMALS_MAX = 3;

const supported = (locale: string): string => {
  try {
    return Intl.getCanonicalLocales(locale.replaceAll('_', '-'))[0] ?? 'en';
  } catch {
    // A damaged setting must not keep a list from being shown.
    return 'en';
  }
};

const createIntlStyle = (locale: string): NumberStyle => {
  const digits = { maximumFractionDigits: SHOWN_DECIMALS_MAX };
  const numbers = new Intl.NumberFormat(supported(locale), digits);
  const rules = new Intl.PluralRules(supported(locale), digits);
  return {
    format: (value) => numbers.format(value),
    plural: (value) => rules.select(value),
    latinDigits: numbers.resolvedOptions().numberingSystem === 'latn',
    decimalMark: numbers.formatToParts(1.5).find((part) => part.type === 'decimal')?.value ?? '.',
  };
};

const createNumberStyle = (locale: string): NumberStyle => {
  const plain = PLAIN_NUMBERS[locale];
  if (!plain) return createIntlStyle(locale);
  let made: NumberStyle | undefined;
  const intl = () => (made ??= createIntlStyle(locale));
  return {
    format: (value) => (isPlain(value) ? String(value).replace('.', plain.decimalMark) : intl().format(value)),
    plural: (value) => (isPlain(value) ? (plain.isOne(value) ? 'one' : 'other') : intl().plural(value)),
    latinDigits: true,
    decimalMark: plain.decimalMark,
  };
};

const stylesByLocale = new Map<string, NumberStyle>();

/** The number style of a locale. Building one costs a hundred times more than using it, so they are kept. */
export const numberStyleOf = (locale: string): NumberStyle => {
  const known = stylesByLocale.get(locale);
  if (known) return known;
  const style = createNumberStyle(locale);
  if (stylesByLocale.size >= LOCALES_CACHED_MAX) stylesByLocale.clear();
  stylesByLocale.set(locale, style);
  return style;
};
