import type { DeviceId } from './ids.ts';
import { canonicalText } from './items/canonical-text.ts';
import { amountOf } from './items/amount-register.ts';
import type { BinRecord } from './items/item-registers.ts';
import type { ItemState } from './items/item-state.ts';
import { nameOf } from './items/name-register.ts';
import { minutesToMs } from './stamps.ts';
import { compareText } from './text.ts';
import type { BinnedItem } from './view/list-view.ts';

/** What a copy in the bin says; its time last, which decides only between copies that are the same but for it (M16). */
const contentsOf = ({ entry: { values } }: BinRecord): string => canonicalText([values.slice(1), values[0]]);

/** The act that put an item into the bin last (B1). */
export const latestBin = (bins: readonly BinRecord[]): BinRecord | undefined =>
  bins.toSorted(
    (a, b) =>
      b.entry.stamp - a.entry.stamp ||
      compareText(a.entry.device, b.entry.device) ||
      compareText(b.kind, a.kind) ||
      compareText(contentsOf(b), contentsOf(a)),
  )[0];

/** Items that are gone, each with the act that put it into the bin last; newest first by stamp, of one stamp by id. */
export const binned = (
  items: Iterable<ItemState>,
): readonly { readonly item: ItemState; readonly bin: BinRecord }[] => {
  const found: { readonly item: ItemState; readonly bin: BinRecord }[] = [];
  for (const item of items) {
    const bin = item.standing === 'gone' ? latestBin(item.bins) : undefined;
    if (bin) found.push({ item, bin });
  }
  return found.sort((a, b) => b.bin.entry.stamp - a.bin.entry.stamp || compareText(a.item.id, b.item.id));
};

/** What the bin shows, newest first (B1). */
export const showBin = (items: Iterable<ItemState>, personName: (device: DeviceId) => string): readonly BinnedItem[] =>
  binned(items).map(({ item: { id, record: live }, bin: { record, entry, kind, minutes } }) => ({
    id,
    name: nameOf((live ?? record).name),
    amount: amountOf(record.amount),
    how: kind,
    by: personName(entry.device),
    atMs: minutesToMs(minutes),
    stamp: entry.stamp,
  }));
