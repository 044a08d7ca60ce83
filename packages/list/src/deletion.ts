/**
 * Deleting the list for everyone (M13). The mark says, lane by lane, what its writer had seen; anything written beyond
 * that was not seen, and brings the list back. To leave a list is another act: it stays on this device and writes nothing.
 */
import type { DeviceId } from './ids.ts';
import { decodeSeen, joinSeen, NOTHING_SEEN, type SeenActs } from './items/seen-acts.ts';
import type { Entry } from './lanes/entry.ts';
import type { Lanes } from './lanes/lanes.ts';
import { LIST_KEY } from './lanes/single-value.ts';
import { LIMITS } from './limits.ts';
import { isMinutes } from './stamps.ts';
import { compareText } from './text.ts';

/** Registers that say nothing about what is on the list: writing them does not bring it back. */
const NO_EDITS: ReadonlySet<string> = new Set([LIST_KEY.person, LIST_KEY.schema, LIST_KEY.deletion, LIST_KEY.lock]);

/** Whether the list is deleted, or was and came back. */
export type DeletionState =
  | { readonly type: 'never' }
  | { readonly type: 'deleted'; readonly device: DeviceId; readonly minutes: number }
  | { readonly type: 'came-back'; readonly deletedBy: readonly DeviceId[] };

/** Everything that stands and that brings a deleted list back to whoever did not see it. */
export const liveEdits = function* (lanes: Lanes): Iterable<Entry> {
  for (const key of lanes.keys()) if (!NO_EDITS.has(key)) yield* lanes.entries(key);
};

/** Of marks that several left, the one that is told: the latest by stamp, then by device. Their times decide nothing (M16). */
export const latestMark = (marks: readonly Entry[]): Entry | undefined =>
  marks.toSorted((a, b) => b.stamp - a.stamp || compareText(b.device, a.device))[0];

/** Reads the deletion marks. */
export const readDeletion = (lanes: Lanes): DeletionState => {
  const marks = lanes.entries(LIST_KEY.deletion);
  const latest = latestMark(marks);
  if (!latest) return { type: 'never' };
  let seen: SeenActs = NOTHING_SEEN;
  for (const mark of marks) seen = joinSeen(seen, decodeSeen(mark.values[1], mark.stamp, LIMITS.lanes));
  for (const { device, stamp } of liveEdits(lanes))
    if ((seen.get(device) ?? 0) < stamp)
      return { type: 'came-back', deletedBy: [...new Set(marks.map((mark) => mark.device))].sort() };
  const minutes = latest.values[0];
  return { type: 'deleted', device: latest.device, minutes: isMinutes(minutes) ? minutes : 0 };
};
