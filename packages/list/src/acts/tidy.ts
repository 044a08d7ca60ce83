/** Keeps the document small (rule D6). Counts and stamps decide what goes, never a clock (M16). */
import { binned } from '../bin.ts';
import { isItemId } from '../ids.ts';
import { ITEM_KEY } from '../items/item-registers.ts';
import type { ItemState } from '../items/item-state.ts';
import type { Draft, Lanes } from '../lanes/lanes.ts';
import { LIMITS } from '../limits.ts';

/** Stamps after which a tick or move of an item that nobody knows is dropped: by then the item it belongs to has arrived. */
const ORPHAN_AGE = 2_000;

const dropItem = (draft: Draft, { entries }: ItemState): void => {
  for (const entry of [...entries.items, ...entries.bins, ...entries.ticks, ...entries.positions]) draft.remove(entry);
};

/** Drops what the bin holds beyond its limits, oldest first, and ticks and moves that belong to nothing. */
export const tidy = (lanes: Lanes, draft: Draft, items: Iterable<ItemState>): void => {
  const gone = binned(items);
  const drop = (kind: 'cleared' | 'deleted', limit: number): void => {
    for (const { item } of gone.filter(({ bin }) => bin.kind === kind).slice(limit)) dropItem(draft, item);
  };
  drop('cleared', LIMITS.binCleared);
  drop('deleted', LIMITS.binDeleted);
  for (const key of lanes.keys()) {
    const id = key.slice(1);
    if (!isItemId(id) || (!key.startsWith(ITEM_KEY.tick) && !key.startsWith(ITEM_KEY.position))) continue;
    if (lanes.entries(ITEM_KEY.item + id).length > 0 || lanes.entries(ITEM_KEY.bin + id).length > 0) continue;
    for (const entry of lanes.entries(key)) if (entry.stamp + ORPHAN_AGE < draft.stamp) draft.remove(entry);
  }
};
