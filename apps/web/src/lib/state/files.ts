/** Lists as files that other programs read. Fetched with the sheets that offer it. */
import {
  type Amount,
  exportCsv,
  exportJson,
  exportMarkdown,
  exportText,
  formatAmount,
  type ListView,
} from '@tote/list';
import { type FileError, type ListFile, readListFile } from '@tote/list/read-file';
import type { LaterMessages } from '../messages/messages.ts';

/** What a list can be written as: extension and media type. */
export const FILE_FORMATS = {
  text: { extension: 'txt', type: 'text/plain' },
  markdown: { extension: 'md', type: 'text/markdown' },
  csv: { extension: 'csv', type: 'text/csv' },
  json: { extension: 'json', type: 'application/json' },
} as const;

/** Name of a format. */
export type FileFormat = keyof typeof FILE_FORMATS;

/** Writes a list. */
export const writeFile = (view: ListView, format: FileFormat, language: string): string => {
  switch (format) {
    case 'text':
      return exportText(view, language);
    case 'markdown':
      return exportMarkdown(view, language);
    case 'csv':
      return exportCsv(view);
    case 'json':
      return exportJson(view);
  }
};

/** Amounts of one line as a person writes them. */
export const amountsText = (amounts: readonly Amount[], language: string): string =>
  amounts.map((amount) => formatAmount(amount, language)).join(' + ');

/** What a text holds: lines, or why there are none to read. */
export type ReadFile = (ListFile & { readonly ok: true }) | { readonly ok: false; readonly reason: string };

type Words = LaterMessages['shelf']['files'];

const reasonText = (error: FileError, words: Words): string => {
  switch (error.type) {
    case 'csv-quote':
      return words.csvQuote(error.row);
    case 'json-syntax':
      return words.unreadable;
    case 'json-not-a-list':
      return words.notAList;
    case 'json-version':
      return words.newer;
    case 'json-value':
      return words.wrongValue(error.where);
    case 'file-too-large':
      return words.tooLarge;
  }
};

/** Reads a text of any of the formats; which one it is, it says itself. */
export const readFile = async (
  text: string,
  language: string,
  words: Words,
  isProduct: (name: string) => boolean,
): Promise<ReadFile> => {
  const { parseItemText } = await import('@tote/list/parsing');
  const read = readListFile(text, (row) => parseItemText(row, language, { isProduct }));
  return read.ok ? { ok: true, ...read.value } : { ok: false, reason: reasonText(read.error, words) };
};
