/** Reads lists as people write them to each other. Apart from writing them, which takes the words of all languages. */
import type { Amount } from '../amounts/index.ts';
import { LIMITS } from '../limits.ts';
import type { ExchangeItem } from './exchange-item.ts';

const ROW_BREAK = /\r\n|[\n\r\u2028\u2029]/;
const CHECK_BOX = /^\s*(?:[-*+•]|\d+[.)])?\s*\[([ xX✓✔]?)\]\s*/;
const BULLET = /^\s*[-*+•‣–]\s+/;
const HEADING_OR_RULE = /^\s*(?:#{1,6}\s|(?:[-*_]\s*){3,}$)/;

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
