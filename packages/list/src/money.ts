/** Prices: whole numbers of the smallest coin in a list, a currency's on a screen. */
import type { Amount, AmountParts } from './amounts/index.ts';
import type { Line } from './view/list-view.ts';

/** Currencies by region, where people most often set no other; all others begin with the euro. */
const CURRENCIES: Readonly<Record<string, string>> = {
  GB: 'GBP', US: 'USD', CA: 'CAD', AU: 'AUD', NZ: 'NZD', CH: 'CHF', LI: 'CHF', DK: 'DKK', SE: 'SEK', NO: 'NOK',
  PL: 'PLN', CZ: 'CZK', HU: 'HUF', RO: 'RON', TR: 'TRY', MX: 'MXN', AR: 'ARS', CL: 'CLP', CO: 'COP', PE: 'PEN',
  BR: 'BRL', JP: 'JPY', CN: 'CNY', IN: 'INR', EG: 'EGP', MA: 'MAD', DZ: 'DZD', TN: 'TND', SA: 'SAR', AE: 'AED',
  QA: 'QAR', KW: 'KWD', JO: 'JOD', LB: 'LBP', IQ: 'IQD', ZA: 'ZAR',
}; // prettier-ignore

/** The currency that was chosen on this device, else the one that its languages (BCP 47, best first) suggest. */
export const currencyOf = (
  { currency }: { readonly currency?: string | undefined },
  languages: readonly string[],
): string => {
  if (currency !== undefined) return currency;
  for (const tag of languages) {
    const region = tag.split('-').find((part) => /^[A-Z]{2}$/.test(part));
    if (region !== undefined) return CURRENCIES[region] ?? 'EUR';
  }
  return 'EUR';
};

/** How one language writes one currency. Prices are whole numbers of its smallest coin. */
export interface Money {
  format(coins: number): string;
  /** Without the sign of the currency, as it is typed into a field. */
  plain(coins: number): string;
  toCoins(value: number): number;
}

/** Prepares writing a currency. */
export const createMoney = (language: string, currency: string): Money => {
  const style = new Intl.NumberFormat(language, { style: 'currency', currency });
  const digits = style.resolvedOptions().maximumFractionDigits ?? 2;
  const plain = new Intl.NumberFormat(language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: false,
  });
  const size = 10 ** digits;
  return {
    format: (coins) => style.format(coins / size),
    plain: (coins) => plain.format(coins / size),
    toCoins: (value) => Math.round(value * size),
  };
};

/** What a price is for: nobody knows the price of one gram. */
const PRICED_BY: Readonly<Record<string, readonly [unit: string, size: number]>> = {
  g: ['kg', 1000],
  ml: ['l', 1000],
  cl: ['l', 100],
  dl: ['l', 10],
  oz: ['lb', 16],
};

/** The unit that a price of something in `unit` is for; itself for what is counted. */
export const pricedUnit = (unit: string): string => PRICED_BY[unit]?.[0] ?? unit;

const costOf = (price: number, { value, unit }: Amount): number => (price * value) / (PRICED_BY[unit]?.[1] ?? 1);

const sum = (price: number, amounts: readonly AmountParts[]): number =>
  amounts.reduce((cost, { total }) => cost + costOf(price, total), 0);

/** Cost of a line in coins, and how much of it is in the cart; undefined without a price. */
export const costOfLine = ({
  price,
  amounts,
  taken,
  ticked,
}: Pick<Line, 'price' | 'amounts' | 'taken' | 'ticked'>):
  { readonly all: number; readonly inCart: number } | undefined => {
  if (price === undefined) return undefined;
  const asked = amounts.length > 0 ? sum(price, amounts) : price;
  const inCart = ticked ? asked : sum(price, taken);
  return { all: Math.round(ticked ? asked : asked + inCart), inCart: Math.round(inCart) };
};
