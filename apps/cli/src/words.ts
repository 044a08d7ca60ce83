/** Amounts, prices and aisles as the person at this terminal writes them (`LANG`, `TOTE_CURRENCY`). */
import {
  aisleName,
  type AisleNames,
  AISLES,
  type Amount,
  amountFormatOf,
  type AmountParts,
  everyAisle,
  type Language,
  languageOf,
  type Line,
} from '@tote/list';
import { createMoney, pricedUnit } from '@tote/list/money';
import { numberStyleOf } from '@tote/list/numbers';
import { parseAmount } from '@tote/list/parsing';
import { readNumber } from '@tote/list/typed-number';

/** How one person writes what a line says. */
export interface Words {
  readonly language: string;
  /** Empty without any. */
  amounts(amounts: readonly AmountParts[]): string;
  /** What one costs, or a kilo of it; empty without a price. */
  price(line: Pick<Line, 'price' | 'amounts'>): string;
  aisle(aisle: string): string;
  readAmount(text: string): Amount | undefined;
  /** In coins. */
  readPrice(text: string): number | undefined;
  /** An aisle of the catalogue or of these lines by its name, or by how it begins; else one that is called so from now on. */
  readAisle(text: string, lines: readonly Line[]): string;
}

const AISLE_NAMES: Readonly<Record<Language, () => Promise<AisleNames>>> = {
  en: async () => (await import('@tote/list/aisle-names/en')).en,
  de: async () => (await import('@tote/list/aisle-names/de')).de,
  fr: async () => (await import('@tote/list/aisle-names/fr')).fr,
  es: async () => (await import('@tote/list/aisle-names/es')).es,
  ar: async () => (await import('@tote/list/aisle-names/ar')).ar,
};

/** What keeps number and unit on one line of a screen; in a terminal it only keeps `grep` from finding them. */
const NO_BREAK = /[\u00a0\u202f]/gu;

const folded = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/** Prepares them; `currency` is one of ISO 4217. */
export const loadWords = async (language: string, currency: string): Promise<Words> => {
  const names = await AISLE_NAMES[languageOf(language)]();
  const amountFormat = amountFormatOf(language);
  const money = createMoney(language, currency);
  const { decimalMark } = numberStyleOf(language);
  const nameOf = (aisle: string): string => aisleName(aisle, names);
  return {
    language,
    amounts: (amounts) => amountFormat.sums(amounts).replaceAll(NO_BREAK, ' '),
    price: ({ price, amounts }) => {
      if (price === undefined) return '';
      const unit = pricedUnit(amounts[0]?.total.unit ?? '');
      return `${money.format(price).replaceAll(NO_BREAK, ' ')} ${unit === '' ? 'each' : `per ${unit}`}`;
    },
    aisle: nameOf,
    readAmount: (text) => parseAmount(text, language),
    readPrice: (text) => {
      const value = readNumber(text, decimalMark);
      return value === undefined ? undefined : money.toCoins(value);
    },
    readAisle: (text, lines) => {
      const typed = folded(text);
      const known = everyAisle(AISLES, lines).map((aisle) => ({ aisle, called: [aisle, nameOf(aisle)].map(folded) }));
      const exact = known.find(({ called }) => called.includes(typed));
      const begun = known.filter(({ called }) => called.some((name) => name.startsWith(typed)));
      return exact?.aisle ?? (begun.length === 1 ? begun[0]?.aisle : undefined) ?? text.trim();
    },
  };
};
