/**
 * Items and the lines they make, kept up to date key by key: what did not change is neither read again nor built again.
 *
 * Invariants: `items` holds every item that has an entry; `groups` the ids of those on the list, by product; `slots` one
 * built line per group, sorted by place. A line that came out equal keeps its old object.
 */
import type { ItemId } from '../ids.ts';
import { itemOfKey } from '../items/item-registers.ts';
import { isForgotten, type ItemState, readItem } from '../items/item-state.ts';
import type { Lanes } from '../lanes/lanes.ts';
import { productOfKey } from '../products.ts';
import { type ProductKey, productKeyOf } from '../product-key.ts';
import type { Line } from '../view/list-view.ts';
import { isSameValue } from '../view/same-value.ts';
import { buildLine, type BuiltLine, type LineSurroundings } from './build-line.ts';

/** Above so many changed lines the whole order is sorted anew instead of line by line. */
const RESORT_FROM = 64;

/** What an update changed. */
export interface IndexChange {
  /** A line, a notice or the order. */
  readonly lines: boolean;
  /** An item that is, or was, in the bin. */
  readonly bin: boolean;
}

/** The items and lines of one list. */
export interface LineIndex {
  item(id: ItemId): ItemState | undefined;
  /** Every item that the document knows, on the list or in the bin. */
  items(): Iterable<ItemState>;
  /** How many items are on the list. */
  liveCount(): number;
  /** The items on the list of the line that this item belongs to, oldest first; empty if it is not on the list. */
  itemsOnLineOf(id: ItemId): readonly ItemState[];
  lineOf(id: ItemId): Line | undefined;
  lineOfProduct(key: ProductKey): Line | undefined;
  /** Lines in list order with their places and notices. */
  slots(): readonly BuiltLine[];
  /** Takes over changed registers. */
  update(changedKeys: Iterable<string>): IndexChange;
  /** Builds every line again, after something changed that they all show. */
  rebuild(): boolean;
}

const slotAt = (slots: readonly BuiltLine[], place: string): number => {
  let low = 0;
  let high = slots.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((slots[middle]?.place ?? '') < place) low = middle + 1;
    else high = middle;
  }
  return low;
};

const replaceSlots = (
  slots: readonly BuiltLine[],
  changes: readonly { readonly old: BuiltLine | undefined; readonly new: BuiltLine | undefined }[],
): readonly BuiltLine[] => {
  if (changes.length >= RESORT_FROM) {
    const gone = new Set(changes.map((change) => change.old));
    const added = changes.flatMap((change) => (change.new ? [change.new] : []));
    return [...slots.filter((slot) => !gone.has(slot)), ...added].sort((a, b) => (a.place < b.place ? -1 : 1));
  }
  const next = [...slots];
  // What goes leaves first: a line may take the place that another one gives up in the same change.
  for (const { old, new: fresh } of changes) {
    if (!old) continue;
    if (fresh?.place === old.place) next[slotAt(next, old.place)] = fresh;
    else next.splice(slotAt(next, old.place), 1);
  }
  for (const { old, new: fresh } of changes)
    if (fresh && fresh.place !== old?.place) next.splice(slotAt(next, fresh.place), 0, fresh);
  return next;
};

/** The notices and lines of a document's items. */
export const createLineIndex = (lanes: Lanes, surroundings: LineSurroundings): LineIndex => {
  const items = new Map<ItemId, ItemState>();
  const groups = new Map<ProductKey, Set<ItemId>>();
  const keys = new Map<ItemId, ProductKey>();
  const built = new Map<ProductKey, BuiltLine>();
  let slots: readonly BuiltLine[] = [];

  const regroup = (id: ItemId, key: ProductKey | undefined, dirty: Set<ProductKey>): void => {
    const old = keys.get(id);
    if (old !== undefined) dirty.add(old);
    if (key !== undefined) dirty.add(key);
    if (old === key) return;
    if (old !== undefined) {
      const group = groups.get(old);
      group?.delete(id);
      if (group?.size === 0) groups.delete(old);
      keys.delete(id);
    }
    if (key === undefined) return;
    const group = groups.get(key);
    if (group) group.add(id);
    else groups.set(key, new Set([id]));
    keys.set(id, key);
  };

  /** Says whether the bin may show something else now. */
  const readAgain = (id: ItemId, dirty: Set<ProductKey>): boolean => {
    const old = items.get(id);
    const state = readItem(lanes, id);
    if (isForgotten(state)) items.delete(id);
    else items.set(id, state);
    regroup(id, state.standing === 'gone' ? undefined : productKeyOf(state.name), dirty);
    return state.bins.length > 0 || (old !== undefined && old.bins.length > 0);
  };

  const build = (key: ProductKey): BuiltLine | undefined => {
    const states = [...(groups.get(key) ?? [])].flatMap((id) => items.get(id) ?? []);
    const [first, ...rest] = states;
    return first && buildLine(key, [first, ...rest], surroundings);
  };

  const rebuildLines = (dirty: Iterable<ProductKey>): boolean => {
    const changes: { old: BuiltLine | undefined; new: BuiltLine | undefined }[] = [];
    for (const key of dirty) {
      const old = built.get(key);
      const fresh = build(key);
      if (isSameValue(old, fresh)) continue;
      // Only a notice or the place changed: the row itself stays the object it was.
      const kept = old && fresh && isSameValue(old.line, fresh.line) ? { ...fresh, line: old.line } : fresh;
      if (kept) built.set(key, kept);
      else built.delete(key);
      changes.push({ old, new: kept });
    }
    if (changes.length === 0) return false;
    slots = replaceSlots(slots, changes);
    return true;
  };

  return {
    item: (id) => items.get(id),
    items: () => items.values(),
    liveCount: () => keys.size,
    itemsOnLineOf: (id) => {
      const line = built.get(keys.get(id) ?? ('' as ProductKey))?.line;
      return line ? line.itemIds.flatMap((itemId) => items.get(itemId) ?? []) : [];
    },
    lineOf: (id) => built.get(keys.get(id) ?? ('' as ProductKey))?.line,
    lineOfProduct: (key) => built.get(key)?.line,
    slots: () => slots,
    update: (changedKeys) => {
      const ids = new Set<ItemId>();
      const dirty = new Set<ProductKey>();
      for (const key of changedKeys) {
        const id = itemOfKey(key);
        if (id) ids.add(id);
        const product = productOfKey(key);
        if (product && groups.has(product)) dirty.add(product);
      }
      let bin = false;
      for (const id of ids) bin = readAgain(id, dirty) || bin;
      return { lines: rebuildLines(dirty), bin };
    },
    rebuild: () => rebuildLines([...groups.keys()]),
  };
};
