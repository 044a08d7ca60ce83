import { changed, type Settings, type ShelfEntry, type ShelfStore } from './shelf-store.ts';

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
    change(localId, change) {
      const entry = entriesById.get(localId);
      if (entry) entriesById.set(localId, changed(entry, change));
      return Promise.resolve();
    },
    remove(localId) {
      entriesById.delete(localId);
      return Promise.resolve();
    },
    changeSettings(change) {
      settings = changed(settings, change);
      return Promise.resolve();
    },
    onOutsideChange() {
      // Nothing else can write to this memory.
    },
    onLost() {
      // It is lost with the page.
    },
  };
};
