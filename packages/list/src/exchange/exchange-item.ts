import type { Amount } from '../amounts/index.ts';
import type { ItemId } from '../ids.ts';
import { LIMITS } from '../limits.ts';
import type { ListView } from '../view/list-view.ts';

/** A line as it leaves the list or comes in: what every format can say, or a part of it. */
export interface ExchangeItem {
  /** The line's id, where the format keeps it. */
  readonly id?: ItemId | undefined;
  readonly name: string;
  /** One for each unit; none if no amount was given. */
  readonly amounts: readonly Amount[];
  readonly note?: string | undefined;
  readonly aisle?: string | undefined;
  /** For one, in the smallest coin. */
  readonly price?: number | undefined;
  readonly done: boolean;
}

/** The lines of a list, ready to be written in any format. */
export const exchangeItems = ({ lines }: ListView): readonly ExchangeItem[] =>
  lines.map(({ id, name, amounts, note, aisle, price, ticked }) => ({
    id,
    name,
    amounts: amounts.map(({ total }) => total),
    ...(note === '' ? {} : { note }),
    ...(aisle === undefined ? {} : { aisle }),
    ...(price === undefined ? {} : { price }),
    done: ticked,
  }));

/** What a text or a file holds, as far as it may come in at once (X5). */
export interface Incoming {
  readonly items: readonly ExchangeItem[];
  /** How many more it holds: beyond `LIMITS.importItems`, and not among the items. */
  readonly leftOut: number;
}

/** The first of them, as many as may come in at once: each amount of a line is an item of the list. */
export const firstOf = (items: readonly ExchangeItem[]): Incoming => {
  let room: number = LIMITS.importItems;
  const end = items.findIndex(({ amounts }) => (room -= Math.max(1, amounts.length)) < 0);
  return end === -1 ? { items, leftOut: 0 } : { items: items.slice(0, end), leftOut: items.length - end };
};
