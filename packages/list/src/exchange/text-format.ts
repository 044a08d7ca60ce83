/** Plain text and Markdown: one row a product, as people write lists to each other. */
import { type Amount, formatAmount } from '../amounts/index.ts';
import { LIMITS } from '../limits.ts';
import type { ListView } from '../view/list-view.ts';
import { type ExchangeItem, exchangeItems } from './exchange-item.ts';

const ROW_BREAK = /\r\n|[\n\r\u2028\u2029]/;
const CHECK_BOX = /^\s*(?:[-*+•]|\d+[.)])?\s*\[([ xX✓✔]?)\]\s*/;
const BULLET = /^\s*[-*+•‣–]\s+/;
const HEADING_OR_RULE = /^\s*(?:#{1,6}\s|(?:[-*_]\s*){3,}$)/;

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

/** Reads one row without its bullet or box: the parser, with the language in it. */
export type ReadRow = (text: string) => { readonly name: string; readonly amount?: Amount | undefined };

/** Reads rows of text: bullets and check boxes are taken off, headings and rules are no products. */
export const importText = (text: string, readRow: ReadRow): readonly ExchangeItem[] =>
  text
    .split(ROW_BREAK)
    .filter((row) => row.trim() !== '' && !HEADING_OR_RULE.test(row))
    .slice(0, LIMITS.importItems)
    .map((row): ExchangeItem => {
      const box = CHECK_BOX.exec(row);
      const content = box ? row.slice(box[0].length) : row.replace(BULLET, '');
      const { name, amount } = readRow(content.trim());
      return { name, amounts: amount ? [amount] : [], done: (box?.[1] ?? '').trim() !== '' };
    });
