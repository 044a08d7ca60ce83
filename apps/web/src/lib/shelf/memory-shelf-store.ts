import type { Settings, ShelfEntry, ShelfStore } from './shelf-store.ts';

/** A book that is forgotten with the tab: for tests, and for browsers that let a page keep nothing. */
export const createMemoryShelfStore = (): ShelfStore => {
  const entriesById = new Map<string, ShelfEntry>();
  let settings: Settings = {};
  return {
    load: () => Promise.resolve({ entries: [...entriesById.values()], settings }),
    put(entry) {
      entriesById.set(entry.localId, entry);
      return Promise.resolve();
    },
    remove(localId) {
      entriesById.delete(localId);
      return Promise.resolve();
    },
    putSettings(next) {
      settings = next;
      return Promise.resolve();
    },
    onOutsideChange() {
      // Nothing else can write to this memory.
    },
  };
};
