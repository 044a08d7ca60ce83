/** Commands on stores and the order of their aisles (M12, rule O5). */
import { overwrite } from '../lanes/single-value.ts';
import { LIMITS } from '../limits.ts';
import { POSITION_LENGTH_MAX, positionBetween } from '../order/position.ts';
import { aislePlace } from '../stores/aisle-place.ts';
import { createStoreId, orderAisles, type Store, STORE_KEY, type StoreId } from '../stores/stores.ts';
import { cleanLabel } from '../text.ts';
import type { CommandContext } from './command-context.ts';
import { staysInPlace } from './stays-in-place.ts';

/** Stores of one list. */
const STORES_MAX = 50;
/** Aisles whose order one command may set. */
const AISLES_MAX = 200;

const storeOf = ({ view }: CommandContext, id: StoreId): Store | undefined =>
  view().stores.find((store) => store.id === id);

/** Adds a store; undefined if its name is empty or the list has too many. */
export const addStore = (context: CommandContext, name: string): StoreId | undefined => {
  const clean = cleanLabel(name, LIMITS.labelLength);
  if (clean === '' || context.view().stores.length >= STORES_MAX) return undefined;
  const id = createStoreId(context.random);
  context.run('store', ({ draft }) => {
    overwrite(context.lanes, draft, STORE_KEY.store + id, clean);
    return [];
  });
  return id;
};

/** Renames a store. */
export const renameStore = (context: CommandContext, id: StoreId, name: string): void => {
  const clean = cleanLabel(name, LIMITS.labelLength);
  const store = storeOf(context, id);
  if (clean === '' || !store || store.name === clean) return;
  context.run('store', ({ draft }) => {
    overwrite(context.lanes, draft, STORE_KEY.store + id, clean);
    return [];
  });
};

/** Takes a store away, with its order. */
export const removeStore = ({ lanes, run }: CommandContext, id: StoreId): void => {
  run('store', ({ draft }) => {
    for (const key of lanes.keys())
      if (key === STORE_KEY.store + id || key.startsWith(STORE_KEY.aisle + id))
        for (const entry of lanes.entries(key)) draft.remove(entry);
    return [];
  });
};

/**
 * Gives the aisles of a store this order. `defaultOrder` is the one they have in a store that nobody arranged. Only those that
 * have to move are written, as few as possible, so that two people who move different aisles both have their way.
 */
export const setAisleOrder = (
  context: CommandContext,
  id: StoreId,
  order: readonly string[],
  defaultOrder: readonly string[],
): void => {
  const { lanes, random, run } = context;
  const store = storeOf(context, id);
  const wanted = [...new Set(order.map((aisle) => cleanLabel(aisle, LIMITS.labelLength)))]
    .filter((aisle) => aisle !== '')
    .slice(0, AISLES_MAX);
  if (!store) return;
  const now = orderAisles(wanted, store, defaultOrder);
  const stays = staysInPlace(wanted.map((aisle) => now.indexOf(aisle)));
  const places = wanted.map((aisle, i) =>
    stays.has(i) ? aislePlace(aisle, store.positions.get(aisle), defaultOrder) : undefined,
  );
  run('store', ({ draft, stamp }) => {
    wanted.forEach((aisle, i) => {
      if (stays.has(i)) return;
      const above = places.slice(i + 1).find((place) => place !== undefined);
      const position = positionBetween(places[i - 1], above, stamp, random);
      if (position.length > POSITION_LENGTH_MAX) return;
      overwrite(lanes, draft, STORE_KEY.aisle + id + aisle, position);
      places[i] = aislePlace(aisle, position, defaultOrder);
    });
    return [];
  });
};
