/** Log entries as frames: split by the wire's limits, a snapshot's body replaced by a note (RELAY.md, R9). */
import { encodeRelayFrame, LIMITS } from '@tote/wire';
import type { StoredEntry } from './log-store.ts';

/** More than the opcode, channel and first sequence of an entries frame take. */
const FRAME_OVERHEAD_BYTES = 24;
/** More than an entry's delta, covers and length take. */
const ENTRY_OVERHEAD_BYTES = 20;

const entriesFrame = (channel: number, entries: readonly StoredEntry[]): Uint8Array =>
  encodeRelayFrame({ type: 'entries', channel, entries });

/**
 * Frames for a follower that has everything before the first entry: it knows all that a snapshot among them stands for, so
 * that it is told of the snapshot without its body.
 */
export const followingFrames = (channel: number, entries: readonly StoredEntry[]): readonly Uint8Array[] => {
  const frames: Uint8Array[] = [];
  let run: StoredEntry[] = [];
  let runBytes = FRAME_OVERHEAD_BYTES;
  const flush = (): void => {
    if (run.length > 0) frames.push(entriesFrame(channel, run));
    run = [];
    runBytes = FRAME_OVERHEAD_BYTES;
  };
  for (const entry of entries) {
    if (entry.covers !== undefined) {
      flush();
      frames.push(
        encodeRelayFrame({ type: 'snapshot-noted', channel, sequence: entry.sequence, covers: entry.covers }),
      );
      continue;
    }
    const entryBytes = entry.envelope.length + ENTRY_OVERHEAD_BYTES;
    if (run.length >= LIMITS.entriesPerFrameMax || runBytes + entryBytes > LIMITS.frameBytesMax) flush();
    run.push(entry);
    runBytes += entryBytes;
  }
  flush();
  return frames;
};

/** The frame of a snapshot with its body, for a follower that starts from it. */
export const snapshotFrame = (channel: number, snapshot: StoredEntry): Uint8Array => entriesFrame(channel, [snapshot]);
