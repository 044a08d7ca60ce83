import type { AmountParts } from './add-amounts.ts';
import { sumValues } from './exact.ts';
import { type NumberStyle, numberStyleOf } from './number-format.ts';
import type { UnitWords } from './unit-words/unit-words.ts';
import { type Amount, isKnownUnit, isMetric, type UnitId } from './units.ts';

/** Fractions that cooks and shoppers write, with the value they stand for. */
const SHOWN_FRACTIONS = [
  ['¼', 1 / 4],
  ['⅓', 1 / 3],
  ['½', 1 / 2],
  ['⅔', 2 / 3],
  ['¾', 3 / 4],
] as const;

/** Two values that differ by less are shown alike. */
const SHOWN_DIFFERENCE = 0.0005;

/** An amount never ends a row with its number alone. */
const NO_BREAK_SPACE = '\u00A0';

const formatNumber = (value: number, unit: UnitId | '', style: NumberStyle): string => {
  const whole = Math.trunc(value);
  const rest = Math.abs(value - whole);
  // Right-to-left digits would put the fraction on the wrong side of the whole; kilograms are weighed in decimals.
  const fraction =
    style.latinDigits && !isMetric(unit)
      ? SHOWN_FRACTIONS.find(([, size]) => Math.abs(size - rest) < SHOWN_DIFFERENCE)?.[0]
      : undefined;
  if (fraction === undefined) return style.format(value);
  const sign = value < 0 && whole === 0 ? '-' : '';
  return `${sign}${whole === 0 ? '' : style.format(whole)}${fraction}`;
};

const unitWord = (value: number, unit: UnitId, style: NumberStyle, words: UnitWords): string => {
  if (!isKnownUnit(unit)) return unit;
  const [singular = unit, plural = singular] = words[unit].split('|', 2);
  const category = style.plural(value);
  // Arabic beside a numeral: singular for one and from eleven on, plural for three to ten. Two has a dual, which would
  // swallow its numeral; lists write "٢ علب" instead. All other languages: singular for one.
  if (style.plural(3) === 'few') return category === 'few' || category === 'two' ? plural : singular;
  return category === 'one' || (value > 0 && value < 1) ? singular : plural;
};

/** Writes amounts as a person of one locale does. */
export interface AmountFormat {
  /** "1.5 kg", "½ l", "2 cans", "3". Never empty. */
  amount(amount: Amount): string;
  /** The amounts that make up a sum: "2 + 1 l", or the one amount there is. */
  parts(sum: AmountParts): string;
  /** What a line says: the parts of its sum, or sums that do not add up, side by side: "500 g + 1 pack". Empty without any. */
  sums(sums: readonly AmountParts[]): string;
}

/** How a locale writes amounts, given its language's unit words: a screen shows one language and need not load all. */
export const createAmountFormat = (locale: string, words: UnitWords): AmountFormat => {
  const style = numberStyleOf(locale);
  const withUnit = (number: string, whole: number, unit: UnitId | '') =>
    unit === '' ? number : `${number}${NO_BREAK_SPACE}${unitWord(whole, unit, style, words)}`;
  const amount = ({ value, unit }: Amount) => withUnit(formatNumber(value, unit, style), value, unit);
  const partsText = ({ parts }: AmountParts) => {
    const [first] = parts;
    if (!first || parts.some((part) => part.unit !== first.unit)) return parts.map(amount).join(' + ');
    const numbers = parts.map((part) => formatNumber(part.value, part.unit, style)).join(' + ');
    // The unit agrees with the whole: "1 + 1 cans". The whole may be shown in a larger unit, so it is added up again.
    return withUnit(numbers, sumValues(parts.map((part) => part.value)), first.unit);
  };
  return {
    amount,
    parts: partsText,
    sums: (sums) => {
      const [only, ...more] = sums;
      return only && more.length === 0 ? partsText(only) : sums.map(({ total }) => amount(total)).join(' + ');
    },
  };
};
