import type { ListWays } from '../shelf/shelf-store.ts';
import type { WaysKeeper } from '../state/list-ways.svelte.ts';

/** Keeps the ways of a list in memory. */
export const createTestWays = (first: ListWays = {}): WaysKeeper => {
  let ways: ListWays = $state.raw(first);
  return {
    read: () => ways,
    change: (change) => {
      ways = { ...ways, ...change };
    },
  };
};
