import type { Amount } from '../amounts/index.ts';
import type { ItemId } from '../ids.ts';
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
