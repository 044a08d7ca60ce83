import type { DeviceId } from './ids.ts';
import { canonicalText } from './items/canonical-text.ts';
import { amountOf } from './items/amount-register.ts';
import type { BinRecord } from './items/item-registers.ts';
import type { ItemState } from './items/item-state.ts';
import { nameOf } from './items/name-register.ts';
import { LIMITS } from './limits.ts';
import { minutesToMs } from './stamps.ts';
import { compareText } from './text.ts';
import type { BinnedItem } from './view/list-view.ts';

/** How long what was deleted can be had back, by the looking device's clock: items, and whole lists. */
export const BIN_MS = LIMITS.binDays * 86_400_000;

/** The act that put an item into the bin last (B1). */
export const latestBin = (bins: readonly BinRecord[]): BinRecord | undefined =>
  bins.toSorted(
    (a, b) =>
      b.entry.stamp - a.entry.stamp ||
      compareText(a.entry.device, b.entry.device) ||
      compareText(b.kind, a.kind) ||
      compareText(canonicalText(b.entry.values), canonicalText(a.entry.values)),
  )[0];

/**
 * What the bin shows, newest first. Items older than `binDays` by this device's clock are hidden; only how many there are
 * decides what is dropped from the document (M16).
 */
export const showBin = (
  items: Iterable<ItemState>,
  personName: (device: DeviceId) => string,
  nowMs: number,
): readonly BinnedItem[] => {
  const shown: { readonly item: BinnedItem; readonly stamp: number }[] = [];
  for (const { id, standing, bins, record: live } of items) {
    const bin = standing === 'gone' ? latestBin(bins) : undefined;
    if (!bin) continue;
    const atMs = minutesToMs(bin.minutes);
    if (nowMs - atMs > BIN_MS) continue;
    const { record, entry, kind } = bin;
    const item: BinnedItem = {
      id,
      name: nameOf((live ?? record).name),
      amount: amountOf(record.amount),
      how: kind,
      by: personName(entry.device),
      atMs,
    };
    shown.push({ item, stamp: entry.stamp });
  }
  return shown.sort((a, b) => b.stamp - a.stamp || compareText(a.item.id, b.item.id)).map(({ item }) => item);
};
