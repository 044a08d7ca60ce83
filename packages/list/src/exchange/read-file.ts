/** Reads a list out of a file, whichever of the formats it is in (X1). */
import { type CsvError, importCsv } from './csv-format.ts';
import type { Incoming } from './incoming.ts';
import { importJson, type JsonError } from './json-format.ts';
import { importText, type ReadRow } from './read-text.ts';

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

/** What a file holds. */
export interface ListFile extends Incoming {
  /** Empty if it names none. */
  readonly title: string;
}

/** Why there is no list in it. */
export type FileError = CsvError | JsonError | { readonly type: 'file-too-large' };

/** A list, or why there is none. */
export type FileResult =
  { readonly ok: true; readonly value: ListFile } | { readonly ok: false; readonly error: FileError };

/** Whether rows follow a header with a column of names: our own CSV has one, and so has many a spreadsheet. */
const isCsv = (text: string): boolean => {
  const [header = '', ...rows] = text.replace(/^\uFEFF/, '').split('\n', 2);
  return rows.length > 0 && header.split(/[,;]/).some((field) => /^"?name"?$/i.test(field.trim()));
};

/** Reads a text of any of the formats; which one it is, it says itself. */
export const readListFile = (text: string, readRow: ReadRow): FileResult => {
  if (text.length > FILE_BYTES_MAX) return { ok: false, error: { type: 'file-too-large' } };
  if (text.trimStart().startsWith('{')) {
    const read = importJson(text);
    return read.ok
      ? { ok: true, value: { items: read.list.items, leftOut: read.list.leftOut, title: read.list.title ?? '' } }
      : read;
  }
  if (isCsv(text)) {
    const read = importCsv(text);
    return read.ok ? { ok: true, value: { items: read.items, leftOut: read.leftOut, title: '' } } : read;
  }
  return { ok: true, value: { ...importText(text, readRow), title: /^#\s+(.+)$/m.exec(text)?.[1]?.trim() ?? '' } };
};
