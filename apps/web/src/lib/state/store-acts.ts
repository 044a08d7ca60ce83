import { addStore, setAisleOrder } from '@tote/list/store-commands';
import { OTHER_AISLE } from '@tote/list';
import type { ListState } from './list-state.svelte.ts';

/**
 * Gives the aisles of the chosen store this order. Without a store there is nothing to keep an order: one is made, under
 * `firstName`. Returns the store's name.
 */
export const arrangeAisles = (
  list: ListState,
  defaultOrder: readonly string[],
  order: readonly string[],
  firstName: string,
): string | undefined => {
  const known = list.aisles.store;
  const storeId = known?.id ?? list.edit.perform((one) => one.give((at) => addStore(at, firstName)));
  if (storeId === undefined) return undefined;
  if (!known) list.ways.set({ storeId });
  list.edit.perform((one) => {
    one.give((at) =>
      setAisleOrder(
        at,
        storeId,
        order.filter((aisle) => aisle !== OTHER_AISLE),
        defaultOrder,
      ),
    );
  });
  return known?.name ?? firstName;
};
