/** Plain text and Markdown: one row a product, as people write lists to each other. Reading them is `read-text.ts`. */
import { formatAmount } from '../amounts/index.ts';
import type { ListView } from '../view/list-view.ts';
import { type ExchangeItem, exchangeItems } from './exchange-item.ts';

const rowsOf = ({ name, amounts }: ExchangeItem, locale: string): readonly string[] =>
  amounts.length === 0 ? [name] : amounts.map((amount) => `${formatAmount(amount, locale)} ${name}`);

/** The open lines as plain text, one a row; a line with two units takes two rows. */
export const exportText = (view: ListView, locale: string): string =>
  exchangeItems(view)
    .filter(({ done }) => !done)
    .flatMap((item) => rowsOf(item, locale))
    .join('\n');

/** All lines as Markdown check boxes under the list's title. */
export const exportMarkdown = (view: ListView, locale: string): string => {
  const rows = exchangeItems(view).flatMap((item) =>
    rowsOf(item, locale).map((row) => `- [${item.done ? 'x' : ' '}] ${row}`),
  );
  return [...(view.title === '' ? [] : [`# ${view.title}`, '']), ...rows, ''].join('\n');
};
