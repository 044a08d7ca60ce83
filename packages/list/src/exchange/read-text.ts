/** Reads lists as people write them to each other. Apart from writing them, which takes the words of all languages. */
import type { Amount } from '../amounts/index.ts';
import { LIMITS } from '../limits.ts';
import type { ExchangeItem } from './exchange-item.ts';

const ROW_BREAK = /\r\n|[\n\r\u2028\u2029]/;
// Of rows without white space at either end: expressions that skip it themselves try each of many spaces again and again.
const CHECK_BOX = /^(?:[-*+•]|\d+[.)])?\s*\[([ xX✓✔]?)\]/;
const BULLET = /^[-*+•‣–]\s+/;
const HEADING_OR_RULE = /^(?:#{1,6}(?:\s|$)|(?:[-*_]\s*){3,}$)/;

/** Reads one row without its bullet or box: the parser, with the language in it. */
export type ReadRow = (text: string) => { readonly name: string; readonly amount?: Amount | undefined };

/** Reads rows of text: bullets and check boxes are taken off, headings and rules are no products. */
export const importText = (text: string, readRow: ReadRow): readonly ExchangeItem[] =>
  text
    .split(ROW_BREAK)
    .map((row) => row.trim())
    .filter((row) => row !== '' && !HEADING_OR_RULE.test(row))
    .slice(0, LIMITS.importItems)
    .map((row): ExchangeItem => {
      const box = CHECK_BOX.exec(row);
      const content = box ? row.slice(box[0].length) : row.replace(BULLET, '');
      const { name, amount } = readRow(content.trim());
      return { name, amounts: amount ? [amount] : [], done: (box?.[1] ?? '').trim() !== '' };
    });
