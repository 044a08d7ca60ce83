import { expect, it } from 'vitest';
import { emptyLogState, headOf, withEntry, withPruned, type LogState } from './log-state.ts';

const ENVELOPE_BYTES = 100;
const envelope = new Uint8Array(ENVELOPE_BYTES);
const bytesThrough = (sequence: number): number => sequence * ENVELOPE_BYTES;

/** A log of entries; those with a number are snapshots that say to cover so much. */
const logOf = (entries: readonly (number | undefined)[], start = emptyLogState(new Uint8Array(16))): LogState =>
  entries.reduce<LogState>(
    (state, covers) => withEntry(state, { envelope, ...(covers !== undefined && { covers }) }, 0, bytesThrough),
    start,
  );

it('[R12] a snapshot that says to cover more than the log has covers what it has: nothing that comes later is taken for covered', () => {
  // So it is when the disk lost the log's end, and the room had not noticed when the snapshot came.
  const state = logOf([undefined, undefined, 100, undefined]);
  expect(headOf(state)).toMatchObject({
    sequence: 4,
    snapshot: { sequence: 3, covers: 2 },
    tailBytes: bytesThrough(2),
  });
});

it('[L7] a snapshot of what was dropped already needs none of the dropped entries to count by', () => {
  const pruned = withPruned(logOf([undefined, undefined, undefined, 2, 2]), 2, bytesThrough);
  const asked: number[] = [];
  const state = withEntry(pruned, { envelope, covers: 2 }, 0, (sequence) => {
    asked.push(sequence);
    return 0;
  });
  expect(asked).toEqual([]);
  expect(headOf(state)).toMatchObject({ snapshot: { sequence: 6, covers: 2 }, tailBytes: bytesThrough(4) });
  // One that covers more asks for what it covers.
  withEntry(pruned, { envelope, covers: 3 }, 0, (sequence) => asked.push(sequence));
  expect(asked).toEqual([3]);
});
