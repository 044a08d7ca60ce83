/** Shops with an order of aisles of their own. */
import { randomDigits, type RandomBytes } from '../ids.ts';
import type { Lanes } from '../lanes/lanes.ts';
import { readText, winningEntry } from '../lanes/single-value.ts';
import { LIMITS } from '../limits.ts';
import { isPosition } from '../order/position.ts';
import { compareText, cut } from '../text.ts';
import { aislePlace } from './aisle-place.ts';

declare const brand: unique symbol;

/** A store's id: 5 characters of base 62. */
export type StoreId = string & { readonly [brand]: 'StoreId' };

/** A shop as the list knows it. */
export interface Store {
  readonly id: StoreId;
  readonly name: string;
  /** Positions of the aisles that were moved in this store. */
  readonly positions: ReadonlyMap<string, string>;
}

/** First letters of the keys that belong to stores: `S` + store id, `A` + store id + aisle. */
export const STORE_KEY = { store: 'S', aisle: 'A' } as const;

const STORE_ID_LENGTH = 5;
const STORE_KEY_FORM = /^S[0-9A-Za-z]{5}$/;

/** Whether a register belongs to stores. */
export const isStoreKey = (key: string): boolean => key.startsWith(STORE_KEY.store) || key.startsWith(STORE_KEY.aisle);

/** A new random store id. */
export const createStoreId = (random: RandomBytes): StoreId => randomDigits(STORE_ID_LENGTH, random) as StoreId;

const readPositions = (lanes: Lanes, id: StoreId): ReadonlyMap<string, string> => {
  const prefix = STORE_KEY.aisle + id;
  const positions = new Map<string, string>();
  for (const key of lanes.keys()) {
    if (!key.startsWith(prefix) || key.length === prefix.length) continue;
    const position = winningEntry(lanes.entries(key))?.values[0];
    if (isPosition(position)) positions.set(key.slice(prefix.length), position);
  }
  return positions;
};

/** The stores of a list, by name. */
export const readStores = (lanes: Lanes): readonly Store[] => {
  const stores: Store[] = [];
  for (const key of lanes.keys()) {
    if (!STORE_KEY_FORM.test(key)) continue;
    const id = key.slice(1) as StoreId;
    const name = readText(lanes, key);
    if (name) stores.push({ id, name: cut(name, LIMITS.labelLength), positions: readPositions(lanes, id) });
  }
  return stores.sort((a, b) => compareText(a.name, b.name) || compareText(a.id, b.id));
};

/**
 * Aisles in the order of a store; without a store, in the default order. Aisles that the default order does not know come
 * last, by name, unless they were moved.
 */
export const orderAisles = (
  aisles: Iterable<string>,
  store: Pick<Store, 'positions'> | undefined,
  defaultOrder: readonly string[],
): readonly string[] => {
  const placed = [...new Set(aisles)].map((aisle) => ({
    aisle,
    place: aislePlace(aisle, store?.positions.get(aisle), defaultOrder),
  }));
  return placed
    .sort((a, b) => compareText(a.place, b.place) || compareText(a.aisle, b.aisle))
    .map(({ aisle }) => aisle);
};
