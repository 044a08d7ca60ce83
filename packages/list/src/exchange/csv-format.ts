/** CSV (RFC 4180), for spreadsheets: one row for each unit of a line, with a header. */
import type { Amount } from '../amounts/index.ts';
import { cleanAmount } from '../items/amount-codec.ts';
import { isPrice } from '../items/record.ts';
import type { ListView } from '../view/list-view.ts';
import { type ExchangeItem, exchangeItems } from './exchange-item.ts';
import { firstOf, type Incoming } from './incoming.ts';

const COLUMNS = ['name', 'amount', 'unit', 'note', 'aisle', 'price', 'done'] as const;
type Column = (typeof COLUMNS)[number];

/** What a spreadsheet computes instead of showing it: whoever can name an item could make it fetch or send something. */
const FORMULA = /^'*[=+\-@\t\r\n]/;

/** Text as a spreadsheet shows it. */
const asText = (field: string): string => (FORMULA.test(field) ? `'${field}` : field);

/** What {@link asText} was given. */
const fromText = (field: string): string => (field.startsWith("'") && FORMULA.test(field) ? field.slice(1) : field);

const quote = (field: string): string => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

const rowOf = (item: ExchangeItem, amount: Amount | undefined): string => {
  const fields: Record<Column, string> = {
    name: asText(item.name),
    amount: amount ? String(amount.value) : '',
    unit: asText(amount?.unit ?? ''),
    note: asText(item.note ?? ''),
    aisle: asText(item.aisle ?? ''),
    price: item.price === undefined ? '' : String(item.price),
    done: item.done ? 'yes' : 'no',
  };
  return COLUMNS.map((column) => quote(fields[column])).join(',');
};

/** All lines as CSV. Prices in the smallest coin, numbers with a decimal point, rows end in CR LF. */
export const exportCsv = (view: ListView): string => {
  const rows = exchangeItems(view).flatMap((item) =>
    item.amounts.length === 0 ? [rowOf(item, undefined)] : item.amounts.map((amount) => rowOf(item, amount)),
  );
  return [COLUMNS.join(','), ...rows, ''].join('\r\n');
};

/** Why a CSV text cannot be read. */
export type CsvError =
  /** A quoted field is not closed, or something stands behind its closing quote. */
  { readonly type: 'csv-quote'; readonly row: number };

type Rows =
  | { readonly ok: true; readonly rows: readonly (readonly string[])[] }
  | { readonly ok: false; readonly error: CsvError };

/** What stands between fields: spreadsheets write semicolons where the comma is the decimal mark. */
type Separator = ',' | ';';

const separatorOf = (text: string): Separator => {
  const [header = ''] = text.split('\n', 1);
  return header.split(';').length > header.split(',').length ? ';' : ',';
};

/** A quoted or a plain field, and what ends it. */
const fieldBefore = (separator: Separator): RegExp =>
  new RegExp(`(?:"([^"]*(?:""[^"]*)*)"|([^"${separator}\\r\\n]*))(${separator}|\\r\\n|\\n|\\r|$)`, 'y');

/** Splits CSV into fields. */
const splitCsv = (text: string, separator: Separator): Rows => {
  const rows: string[][] = [];
  const next = fieldBefore(separator);
  let row: string[] = [];
  while (next.lastIndex < text.length) {
    const field = next.exec(text);
    if (!field) return { ok: false, error: { type: 'csv-quote', row: rows.length + 1 } };
    const [, quoted, plain = '', end] = field;
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === separator) {
      if (next.lastIndex === text.length) row.push('');
      continue;
    }
    rows.push(row);
    row = [];
  }
  if (row.length > 0) rows.push(row);
  return { ok: true, rows };
};

const isYes = (field: string): boolean => ['yes', 'true', '1', 'x'].includes(field.trim().toLowerCase());

const itemOf = (get: (column: Column) => string, separator: Separator): ExchangeItem | undefined => {
  const name = get('name').trim();
  if (name === '') return undefined;
  const number = separator === ';' ? get('amount').replace(',', '.') : get('amount');
  const value = number.trim() === '' ? undefined : Number(number);
  const amount = value === undefined ? undefined : cleanAmount({ value, unit: get('unit').trim() });
  const price = get('price').trim() === '' ? undefined : Number(get('price'));
  return {
    name,
    amounts: amount ? [amount] : [],
    ...(get('note') === '' ? {} : { note: get('note') }),
    ...(get('aisle') === '' ? {} : { aisle: get('aisle') }),
    ...(isPrice(price) ? { price } : {}),
    done: isYes(get('done')),
  };
};

/** What reading a file gave. */
export type CsvResult = (Incoming & { readonly ok: true }) | { readonly ok: false; readonly error: CsvError };

/** Reads CSV, also with semicolons and decimal commas. Columns are found by their names in the first row; without any known name, the first column holds names. */
export const importCsv = (text: string): CsvResult => {
  const content = text.replace(/^\uFEFF/, '');
  const separator = separatorOf(content);
  const split = splitCsv(content, separator);
  if (!split.ok) return split;
  const [header = [], ...body] = split.rows;
  const names = header.map((field) => field.trim().toLowerCase());
  const hasHeader = names.includes('name');
  const positionOf = (column: Column): number => (hasHeader ? names.indexOf(column) : COLUMNS.indexOf(column));
  const rows = hasHeader ? body : split.rows;
  const items = rows.flatMap((row) => itemOf((column) => fromText(row[positionOf(column)] ?? ''), separator) ?? []);
  return { ok: true, ...firstOf(items) };
};
