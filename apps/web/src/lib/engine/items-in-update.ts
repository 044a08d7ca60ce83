/** Which items the acts in an update are about. A chunk of its own: only a list with unsent acts needs it. */
import { type ItemId, itemOfKey } from '@tote/list';
import { ContentAny, decodeUpdate, Item } from 'yjs';

/** Acts that are looked through; more are counted in the pill, and not marked line by line. */
const UPDATES_MAX = 2_000;

const keyOf = (value: unknown): string => {
  const key: unknown = Array.isArray(value) ? value[0] : undefined;
  return typeof key === 'string' ? key : '';
};

/** Ids of the items that these Yjs updates write to; what they only delete is not told. */
export const itemsIn = (updates: readonly Uint8Array[]): readonly ItemId[] => {
  const ids = new Set<ItemId>();
  for (const update of updates.slice(0, UPDATES_MAX)) {
    for (const struct of decodeUpdate(update).structs) {
      const entries: readonly unknown[] =
        struct instanceof Item && struct.content instanceof ContentAny ? struct.content.arr : [];
      for (const entry of entries) {
        const id = itemOfKey(keyOf(entry));
        if (id) ids.add(id);
      }
    }
  }
  return [...ids];
};
