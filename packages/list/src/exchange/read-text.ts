/** Reads lists as people write them to each other. Apart from writing them, which takes the words of all languages. */
import type { Amount } from '../amounts/index.ts';
import { LIMITS } from '../limits.ts';
import type { ExchangeItem } from './exchange-item.ts';
import type { Incoming } from './incoming.ts';

const ROW_BREAK = /\r\n|[\n\r\u2028\u2029]/;
// Of rows without white space at either end: expressions that skip it themselves try each of many spaces again and again.
const CHECK_BOX = /^(?:[-*+•]|\d+[.)])?\s*\[([ xX✓✔]?)\]/;
const BULLET = /^[-*+•‣–]\s+/;
const NUMBER = /^(\d+)[.)]\s/;
const BULLET_OR_NUMBER = /^(?:[-*+•‣–]|\d+[.)])\s+/;
const HEADING_OR_RULE = /^(?:#{1,6}(?:\s|$)|(?:[-*_]\s*){3,}$)/;

/** Reads one row without its bullet or box: the parser, with the language in it. */
export type ReadRow = (text: string) => { readonly name: string; readonly amount?: Amount | undefined };

/** "For the party:" is said of the rows that follow. */
const isHeading = (row: string, next: string | undefined): boolean =>
  row.endsWith(':') && next?.endsWith(':') === false && !CHECK_BOX.test(row) && !BULLET_OR_NUMBER.test(row);

/** Whether numbers stand before rows because they were counted: 1, 2, 3. A lone "7. Brot" is a name. */
const areCounted = (rows: readonly string[]): boolean => {
  const numbers = rows.flatMap((row) => NUMBER.exec(row)?.[1] ?? []);
  return numbers.length > 1 && numbers.every((number, index) => Number(number) === index + 1);
};

/** Reads rows of text: bullets, check boxes and the numbers of counted rows are taken off, headings and rules are no products. */
export const importText = (text: string, readRow: ReadRow): Incoming => {
  const rows = text
    .split(ROW_BREAK)
    .map((row) => row.trim())
    .filter((row) => row !== '' && !HEADING_OR_RULE.test(row))
    .filter((row, index, all) => !isHeading(row, all[index + 1]));
  const mark = areCounted(rows) ? BULLET_OR_NUMBER : BULLET;
  const items = rows.slice(0, LIMITS.importItems).map((row): ExchangeItem => {
    const box = CHECK_BOX.exec(row);
    const content = box ? row.slice(box[0].length) : row.replace(mark, '');
    const { name, amount } = readRow(content.trim());
    return { name, amounts: amount ? [amount] : [], done: (box?.[1] ?? '').trim() !== '' };
  });
  return { items, leftOut: rows.length - items.length };
};
