import { openIndexedDbShelfStore } from './indexeddb-shelf-store.ts';
import { untilFetched } from '../until-fetched.ts';
import type { ShelfStore } from './shelf-store.ts';

/** Where this browser keeps the book of lists; in memory, and told, where it keeps nothing. */
export const openShelf = async (onRefused: () => void): Promise<ShelfStore> => {
  try {
    return await openIndexedDbShelfStore({ indexedDB, channel: new BroadcastChannel('tote-shelf') });
  } catch (error) {
    console.warn('This browser keeps nothing for the page', error);
    onRefused();
    const { createMemoryShelfStore } = await untilFetched(() => import('./memory-shelf-store.ts'));
    return createMemoryShelfStore();
  }
};
