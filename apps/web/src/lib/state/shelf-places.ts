/** Which list stands where on the home screen. Fetched with what moves one. */
import type { Shelf } from './shelf.svelte.ts';

/** Moves a list to a place among those of the home screen, from 0. */
export const placeList = (shelf: Shelf, localId: string, to: number): void => {
  const moved = shelf.lists.find((entry) => entry.localId === localId);
  if (!moved) return;
  const others = shelf.lists.filter((entry) => entry !== moved);
  for (const [position, entry] of others.toSpliced(to, 0, moved).entries())
    if (entry.position !== position) shelf.change(entry.localId, { position });
};

/** A list that has new keys stands where it stood under the old ones, which go to the bin. */
export const takePlace = (shelf: Shelf, oldLocalId: string, newLocalId: string): void => {
  const old = shelf.byLocalId(oldLocalId);
  if (!old) return;
  const { position, archivedAtMs, ways } = old;
  shelf.change(newLocalId, { position, archivedAtMs, ways });
  shelf.leave(oldLocalId);
};
