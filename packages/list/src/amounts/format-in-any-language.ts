import { type AmountFormat, createAmountFormat } from './format-amount.ts';
import { unitWordsOf } from './unit-words/unit-words-of.ts';
import type { Amount } from './units.ts';

/** How any locale writes amounts; brings the unit words of all languages along. */
export const amountFormatOf = (locale: string): AmountFormat => createAmountFormat(locale, unitWordsOf(locale));

/** One amount as a person of this locale writes it. */
export const formatAmount = (amount: Amount, locale: string): string => amountFormatOf(locale).amount(amount);
