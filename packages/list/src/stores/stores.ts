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

/** Where a key of an aisle's position goes on with the aisle. */
const AISLE_AT = 1 + STORE_ID_LENGTH;

/** Whether a register belongs to stores. */
export const isStoreKey = (key: string): boolean => key.startsWith(STORE_KEY.store) || key.startsWith(STORE_KEY.aisle);

/** A new random store id. */
export const createStoreId = (random: RandomBytes): StoreId => randomDigits(STORE_ID_LENGTH, random) as StoreId;

/** The stores of a list, by name. */
export const readStores = (lanes: Lanes): readonly Store[] => {
  const stores = new Map<string, Store & { readonly positions: Map<string, string> }>();
  for (const key of lanes.keys()) {
    const name = STORE_KEY_FORM.test(key) && readText(lanes, key);
    const id = key.slice(1) as StoreId;
    if (name) stores.set(id, { id, name: cut(name, LIMITS.labelLength), positions: new Map() });
  }
  for (const key of lanes.keys()) {
    const aisle = key.slice(AISLE_AT);
    const positions = key.startsWith(STORE_KEY.aisle) && stores.get(key.slice(1, AISLE_AT))?.positions;
    if (!positions || aisle === '') continue;
    const position = winningEntry(lanes.entries(key))?.values[0];
    if (isPosition(position)) positions.set(aisle, position);
  }
  return [...stores.values()].sort((a, b) => compareText(a.name, b.name) || compareText(a.id, b.id));
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
