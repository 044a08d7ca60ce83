import { LIMITS } from '../limits.ts';
import type { ExchangeItem } from './exchange-item.ts';

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
