/** How long the lists in the bin stay there. Fetched with what shows or empties it. */
import type { ShelfEntry } from '../shelf/shelf-store.ts';
import { binnedAtMs, type Shelf } from './shelf.svelte.ts';

/** A list that was left, or deleted for everyone, stays this long in the bin (PRODUCT.md, M13). */
const BIN_KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** How long a list stays in the bin from now on, in milliseconds. */
export const msLeft = (shelf: Shelf, entry: ShelfEntry): number =>
  (binnedAtMs(entry) ?? 0) + BIN_KEPT_MS - shelf.nowMs();

/** Lists so long in the bin that they are due to be forgotten; the caller deletes their copies and drops them. */
export const overdue = (shelf: Shelf): readonly ShelfEntry[] =>
  shelf.binned.filter((entry) => msLeft(shelf, entry) < 0);
