/**
 * The bin of lists: those that were left here, and those deleted for everyone (B6 in packages/list/SPEC.md). A clock can
 * jump, so what counts is not how late it is, but on how many days of this device's calendar the app was started. Fetched
 * with what shows or empties the bin.
 */
import type { ShelfEntry } from '../shelf/shelf-store.ts';
import { binnedAtMs, type Shelf } from './shelf.svelte.ts';

/** Whole days that a list stays in the bin, at least (PRODUCT.md, M13). */
const DAYS_KEPT = 30;

const DAY_MS = 86_400_000;

const dayOf = (ms: number): number => Math.floor(ms / DAY_MS);

/** The days that count for a list since it came into the bin this time; the first was no whole one. */
const daysIn = (entry: ShelfEntry): readonly number[] =>
  entry.binDays?.sinceMs === binnedAtMs(entry) ? (entry.binDays?.days ?? []) : [];

/** How many more days a list stays in the bin, at least. */
export const daysLeft = (entry: ShelfEntry): number =>
  Math.min(Math.max(DAYS_KEPT + 1 - daysIn(entry).length, 1), DAYS_KEPT);

/** Counts this day for every list in the bin, once. */
export const countDay = (shelf: Shelf): void => {
  const today = dayOf(shelf.nowMs());
  for (const entry of shelf.binned) {
    const sinceMs = binnedAtMs(entry) ?? 0;
    const days = daysIn(entry);
    if (today === dayOf(sinceMs) || days.includes(today)) continue;
    shelf.change(entry.localId, { binDays: { sinceMs, days: [...days, today] } });
  }
};

/** Lists so long in the bin that they are due to be forgotten, and hold nothing that still has to be sent. */
export const overdue = (shelf: Shelf): readonly ShelfEntry[] =>
  shelf.binned.filter((entry) => daysIn(entry).length > DAYS_KEPT && entry.glance.waiting === 0);
