/** Lists as files that other programs read. Fetched with the sheets that offer it. */
import {
  type Amount,
  exportCsv,
  exportJson,
  exportMarkdown,
  exportText,
  formatAmount,
  importCsv,
  importJson,
  importText,
  type Incoming,
  type ListView,
} from '@tote/list';
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

/** Larger files are no shopping lists, in bytes; nor are texts of as many characters. */
export const FILE_BYTES_MAX = 2 * 1024 * 1024;

/** Characters that no text has: what holds them is a picture, a program, an archive. */
// eslint-disable-next-line no-control-regex -- these are what is looked for
const NO_TEXT = /[\u0000-\u0008\u000e-\u001f]/;

const decode = (bytes: Uint8Array<ArrayBuffer>, encoding: string): string | undefined => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

/** The text of a file, as the spreadsheets and editors of these languages write it; undefined if it holds none. */
export const textOfFile = (bytes: Uint8Array<ArrayBuffer>): string | undefined => {
  const [first, second] = bytes;
  const isWide = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  const text = isWide
    ? decode(bytes, first === 0xff ? 'utf-16le' : 'utf-16be')
    : (decode(bytes, 'utf-8') ?? decode(bytes, 'windows-1252'));
  return text === undefined || NO_TEXT.test(text) ? undefined : text;
};

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
export type ReadFile =
  (Incoming & { readonly ok: true; readonly title: string }) | { readonly ok: false; readonly reason: string };

type Words = LaterMessages['shelf']['files'];

const readJson = (text: string, words: Words): ReadFile => {
  const read = importJson(text);
  if (read.ok) return { ok: true, ...read.list, title: read.list.title ?? '' };
  switch (read.error.type) {
    case 'json-syntax':
      return { ok: false, reason: words.unreadable };
    case 'json-not-a-list':
      return { ok: false, reason: words.notAList };
    case 'json-version':
      return { ok: false, reason: words.newer };
    case 'json-value':
      return { ok: false, reason: words.wrongValue(read.error.where) };
  }
};

/** Whether rows follow a header with a column of names: our own CSV has one, and so has many a spreadsheet. */
const isCsv = (text: string): boolean => {
  const [header = '', ...rows] = text.replace(/^\uFEFF/, '').split('\n', 2);
  return rows.length > 0 && header.split(/[,;]/).some((field) => /^"?name"?$/i.test(field.trim()));
};

/** Reads a text of any of the formats; which one it is, it says itself. */
export const readFile = async (
  text: string,
  language: string,
  words: Words,
  isProduct: (name: string) => boolean,
): Promise<ReadFile> => {
  if (text.length > FILE_BYTES_MAX) return { ok: false, reason: words.tooLarge };
  if (text.trimStart().startsWith('{')) return readJson(text, words);
  if (isCsv(text)) {
    const read = importCsv(text);
    return read.ok ? { ...read, title: '' } : { ok: false, reason: words.csvQuote(read.error.row) };
  }
  const { parseItemText } = await import('@tote/list/parsing');
  const read = importText(text, (row) => parseItemText(row, language, { isProduct }));
  return { ok: true, ...read, title: /^#\s+(.+)$/m.exec(text)?.[1]?.trim() ?? '' };
};
