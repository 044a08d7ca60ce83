/** JSON, version 1: the form is in SPEC.md (X1). */
import type { Amount } from '../amounts/index.ts';
import { isItemId } from '../ids.ts';
import { cleanAmount } from '../items/amount-codec.ts';
import { isPrice } from '../items/record.ts';
import { LIMITS } from '../limits.ts';
import type { ListView } from '../view/list-view.ts';
import { type ExchangeItem, exchangeItems } from './exchange-item.ts';
import { firstOf, type Incoming } from './incoming.ts';

const FORMAT = 'tote-list';
const VERSION = 1;

/** A list as JSON says it. */
export interface ExchangeList extends Incoming {
  readonly title: string | undefined;
  readonly emoji: string | undefined;
  readonly colour: string | undefined;
}

/** Why a JSON text cannot be read. `where` is a path such as `items[3].amounts[0].value`. */
export type JsonError =
  | { readonly type: 'json-syntax' }
  | { readonly type: 'json-not-a-list' }
  | { readonly type: 'json-version'; readonly version: unknown }
  | { readonly type: 'json-value'; readonly where: string };

/** What reading a file gave. */
export type JsonResult =
  { readonly ok: true; readonly list: ExchangeList } | { readonly ok: false; readonly error: JsonError };

/** The list as JSON. */
export const exportJson = (view: ListView): string => {
  const { title, look } = view;
  const list = { format: FORMAT, version: VERSION, title, ...look, items: exchangeItems(view) };
  return `${JSON.stringify(list, undefined, 2)}\n`;
};

/** Thrown and caught in this file only: says which value is wrong. */
class WrongValue extends Error {
  readonly where: string;
  constructor(where: string) {
    super(where);
    this.where = where;
  }
}

type Fields = ReadonlyMap<string, unknown>;

const fieldsOf = (value: unknown, where: string): Fields => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new WrongValue(where);
  return new Map<string, unknown>(Object.entries(value));
};

const optional = <Value>(
  fields: Fields,
  name: string,
  where: string,
  is: (value: unknown) => value is Value,
): Value | undefined => {
  const value = fields.get(name);
  if (value === undefined || value === null) return undefined;
  if (!is(value)) throw new WrongValue(`${where}${name}`);
  return value;
};

const isText = (value: unknown): value is string => typeof value === 'string';
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isFewAmounts = (value: unknown): value is readonly unknown[] => isList(value) && value.length <= LIMITS.pairs;

const readAmount = (value: unknown, where: string): Amount => {
  const fields = fieldsOf(value, where);
  const number = fields.get('value');
  const unit = optional(fields, 'unit', `${where}.`, isText) ?? '';
  const amount = typeof number === 'number' ? cleanAmount({ value: number, unit }) : undefined;
  if (!amount) throw new WrongValue(`${where}.value`);
  return amount;
};

const readItem = (value: unknown, position: number): ExchangeItem => {
  const where = `items[${position}]`;
  const fields = fieldsOf(value, where);
  const text = (name: string): string | undefined => optional(fields, name, `${where}.`, isText);
  const name = text('name');
  if (name === undefined || name.trim() === '') throw new WrongValue(`${where}.name`);
  const id = text('id');
  if (id !== undefined && !isItemId(id)) throw new WrongValue(`${where}.id`);
  const amounts = optional(fields, 'amounts', `${where}.`, isFewAmounts) ?? [];
  return {
    id,
    name,
    amounts: amounts.map((amount, i) => readAmount(amount, `${where}.amounts[${i}]`)),
    note: text('note'),
    aisle: text('aisle'),
    price: optional(fields, 'price', `${where}.`, isPrice),
    done: optional(fields, 'done', `${where}.`, isFlag) ?? false,
  };
};

const readList = (value: unknown): JsonResult => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { ok: false, error: { type: 'json-not-a-list' } };
  const fields = fieldsOf(value, '');
  if (fields.get('format') !== FORMAT) return { ok: false, error: { type: 'json-not-a-list' } };
  const version = fields.get('version');
  if (version !== VERSION) return { ok: false, error: { type: 'json-version', version } };
  const items = optional(fields, 'items', '', isList) ?? [];
  const text = (name: string): string | undefined => optional(fields, name, '', isText);
  return {
    ok: true,
    list: { title: text('title'), emoji: text('emoji'), colour: text('colour'), ...firstOf(items.map(readItem)) },
  };
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** Reads and checks a list in JSON. */
export const importJson = (text: string): JsonResult => {
  const value = parse(text);
  if (value === undefined) return { ok: false, error: { type: 'json-syntax' } };
  try {
    return readList(value);
  } catch (error) {
    if (error instanceof WrongValue) return { ok: false, error: { type: 'json-value', where: error.where } };
    throw error;
  }
};
