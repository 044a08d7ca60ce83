/** The arithmetic of one log, the same for every store: sequences, bytes, snapshots, what may be dropped. Pure. */
import type { LogHead } from './log-store.ts';
import { addMark, bestMark, marksAfter, prunableThrough, type SnapshotMark } from './retention.ts';

/** All that a store keeps of a log beside its entries. */
export interface LogState {
  /** 16 bytes. */
  readonly generation: Uint8Array;
  readonly sequence: number;
  readonly prunedThrough: number;
  /** Bytes of all envelopes that were ever appended, pruned ones included. */
  readonly appendedBytes: number;
  /** Of these, up to `prunedThrough`. */
  readonly prunedBytes: number;
  /** Of these, up to what the best snapshot covers. */
  readonly coveredBytes: number;
  readonly marks: readonly SnapshotMark[];
}

/** A log without entries. */
export const emptyLogState = (generation: Uint8Array): LogState => ({
  generation,
  sequence: 0,
  prunedThrough: 0,
  appendedBytes: 0,
  prunedBytes: 0,
  coveredBytes: 0,
  marks: [],
});

/**
 * What an entry covers of a log, if it is a snapshot: no more than there is. The relay refuses one that says more (R12), but by what it knows of a log that
 * may have lost its end meanwhile; what comes later in that place must not be taken for covered.
 */
export const coversIn = (
  { sequence }: LogState,
  { covers }: { readonly covers?: number },
): { readonly covers?: number } => (covers === undefined ? {} : { covers: Math.min(covers, sequence) });

/** State after one more entry. `appendedBytesAt` tells the total of bytes up to and including an entry. */
export const withEntry = (
  state: LogState,
  entry: { readonly envelope: Uint8Array; readonly covers?: number },
  storedAtMs: number,
  appendedBytesAt: (sequence: number) => number,
): LogState => {
  const sequence = state.sequence + 1;
  const next = { ...state, sequence, appendedBytes: state.appendedBytes + entry.envelope.length };
  const { covers } = coversIn(state, entry);
  if (covers === undefined) return next;
  const marks = addMark(state.marks, { sequence, covers, storedAtMs });
  if (bestMark(marks)?.sequence !== sequence) return { ...next, marks };
  const coveredBytes = covers <= state.prunedThrough ? state.prunedBytes : appendedBytesAt(covers);
  return { ...next, marks, coveredBytes };
};

/** How far entries may be dropped now; `prunedThrough` if none may. */
export const pruneTarget = (state: LogState, nowMs: number, graceMs?: number): number =>
  Math.max(state.prunedThrough, prunableThrough(state.marks, nowMs, graceMs));

/** State after entries up to `through` were dropped. */
export const withPruned = (
  state: LogState,
  through: number,
  appendedBytesAt: (sequence: number) => number,
): LogState => ({
  ...state,
  prunedThrough: through,
  prunedBytes: appendedBytesAt(through),
  marks: marksAfter(state.marks, through),
});

/** What the relay is told. */
export const headOf = (state: LogState): LogHead => {
  const { generation, sequence, prunedThrough } = state;
  const best = bestMark(state.marks);
  return {
    generation,
    sequence,
    prunedThrough,
    bytes: state.appendedBytes - state.prunedBytes,
    tailBytes: state.appendedBytes - state.coveredBytes,
    ...(best && { snapshot: { sequence: best.sequence, covers: best.covers } }),
  };
};
