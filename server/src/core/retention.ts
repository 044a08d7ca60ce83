/** When covered entries may go (RELAY.md, L7): grace time over, and a later snapshot stands. One rule for every store. */

/** A snapshot that a log remembers. */
export interface SnapshotMark {
  readonly sequence: number;
  readonly covers: number;
  readonly storedAtMs: number;
}

/** How long entries are kept after a snapshot covers them, unless it is set otherwise: 30 days, so that a bad snapshot can still be noticed and healed. */
export const GRACE_MS = 30 * 24 * 60 * 60 * 1000;

/** Marks remembered per log. More snapshots than this within the grace time only make pruning later, never earlier. */
const MARKS_MAX = 64;

/** Adds a snapshot's mark, dropping the ones that no longer say anything. */
export const addMark = (marks: readonly SnapshotMark[], mark: SnapshotMark): readonly SnapshotMark[] => {
  const all = [...marks, mark];
  if (all.length <= MARKS_MAX) return all;
  // The newest must stay, and the oldest is the first to fall due; one in the middle is the least missed.
  all.splice(MARKS_MAX >> 1, 1);
  return all;
};

/** The snapshot that covers most, the later one of equals. */
export const bestMark = (marks: readonly SnapshotMark[]): SnapshotMark | undefined =>
  marks.reduce<SnapshotMark | undefined>((best, mark) => (best && best.covers > mark.covers ? best : mark), undefined);

/** Entries up to the answer may be dropped; 0 when none may. */
export const prunableThrough = (marks: readonly SnapshotMark[], nowMs: number, graceMs = GRACE_MS): number => {
  const best = bestMark(marks);
  if (!best) return 0;
  return marks
    .filter((mark) => mark.sequence < best.sequence && mark.covers <= best.covers)
    .filter((mark) => nowMs - mark.storedAtMs >= graceMs)
    .reduce((through, mark) => Math.max(through, mark.covers), 0);
};

/** Marks whose entry still stands after pruning. */
export const marksAfter = (marks: readonly SnapshotMark[], prunedThrough: number): readonly SnapshotMark[] =>
  marks.filter((mark) => mark.sequence > prunedThrough);
