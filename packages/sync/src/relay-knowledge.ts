/**
 * What a relay is known to hold of one list: proven by its acknowledgements and by entries that it sent and that
 * opened. It is a lower bound at all times: forgetting something costs some bytes, claiming too much would lose an act.
 * "Waiting" and "at the relay" on the screen are computed from this, never from an open socket.
 */
import { equalFlat } from 'lib0/array';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import type { UpdateContents } from './update-check.ts';

/** Place in a relay's log: a random id of the log (16 bytes) and the last sequence number that was seen of it. */
export interface RelayCursor {
  readonly generation: Uint8Array;
  readonly sequence: number;
}

/** Two cursors point into the same log. */
export const sameGeneration = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a !== undefined && b !== undefined && equalFlat(a, b);

/** Mutable record of what one relay holds of one list. */
export interface RelayKnowledge {
  readonly cursor: RelayCursor | undefined;
  /** Entries after what the newest snapshot covers, up to the cursor, and the bytes of those seen since that snapshot was. */
  readonly tail: { readonly entries: number; readonly bytes: number };
  /** Every struct and every deletion of the update is at the relay. */
  covers(update: Uint8Array): boolean;
  /** The document holds everything that this record says: only then may its cursor be used to resume. */
  isCoveredBy(doc: Y.Doc): boolean;
  /** Takes in updates that were acknowledged or received. Runs that start beyond a gap are not counted. */
  learn(contents: readonly UpdateContents[]): void;
  /**
   * Moves the cursor; sequences are contiguous, so one ahead of the next is remembered until the gap closes.
   * @param tailBytes of its envelope, unless that is a snapshot
   */
  noteSequence(sequence: number, tailBytes?: number): void;
  /** A snapshot stands at the relay for everything up to here. */
  noteSnapshot(covers: number): void;
  /** Puts the cursor at a place that the relay vouched for (caught up, or covered by a snapshot). */
  jumpTo(sequence: number): void;
  /** Forgets everything: another log, or the whole log will be read again. */
  reset(generation: Uint8Array | undefined): void;
  /** State vector, encoded as Yjs does, of what the relay holds. */
  stateVector(): Uint8Array;
  /** Bytes for the local store; read back by {@link restoreRelayKnowledge}. */
  encode(): Uint8Array;
}

/** Sequences kept beyond a gap. The relay sends in order, so more than this is a fault, and dropping them only costs bytes. */
const SEQUENCES_AHEAD_MAX = 1024;
/** Format of {@link RelayKnowledge.encode}; another value reads as "nothing known". */
const MARK_VERSION = 2;
/** How far a log is covered by a snapshot, and the bytes that were seen of it after that snapshot was. */
const NO_TAIL: { readonly covered: number; readonly bytes: number } = { covered: 0, bytes: 0 };

/** A record of a relay of which nothing is known yet. */
export const createRelayKnowledge = (): RelayKnowledge =>
  knowledgeFrom(undefined, NO_TAIL, new Map(), Y.createDeleteSet());

/** Reads what `encode` wrote. Anything else gives a record that knows nothing, which is always safe. */
export const restoreRelayKnowledge = (mark: Uint8Array | undefined): RelayKnowledge => {
  if (!mark) return createRelayKnowledge();
  try {
    const decoder = decoding.createDecoder(mark);
    if (decoding.readVarUint(decoder) !== MARK_VERSION) return createRelayKnowledge();
    const generation = decoding.readVarUint8Array(decoder).slice();
    const sequence = decoding.readVarUint(decoder);
    const covered = decoding.readVarUint(decoder);
    const bytes = decoding.readVarUint(decoder);
    const { sv, ds } = Y.decodeSnapshot(decoding.readVarUint8Array(decoder));
    const tail = { covered, bytes };
    return knowledgeFrom(generation.length === 16 ? { generation, sequence } : undefined, tail, sv, ds);
  } catch {
    return createRelayKnowledge();
  }
};

const knowledgeFrom = (
  startCursor: RelayCursor | undefined,
  startTail: typeof NO_TAIL,
  startVector: Map<number, number>,
  startDeletes: ReturnType<typeof Y.createDeleteSet>,
): RelayKnowledge => {
  let cursor = startCursor;
  let tail = startTail;
  let held = Y.createSnapshot(startDeletes, startVector);
  const ahead = new Set<number>();

  const advance = () => {
    while (cursor && ahead.delete(cursor.sequence + 1)) cursor = { ...cursor, sequence: cursor.sequence + 1 };
  };

  return {
    get cursor() {
      return cursor;
    },
    get tail() {
      return { entries: Math.max(0, (cursor?.sequence ?? 0) - tail.covered), bytes: tail.bytes };
    },
    covers: (update) => Y.snapshotContainsUpdate(held, update),
    isCoveredBy: (doc) => {
      const own = Y.snapshot(doc);
      for (const [client, clock] of held.sv) if ((own.sv.get(client) ?? 0) < clock) return false;
      return Y.equalDeleteSets(own.ds, Y.mergeDeleteSets([own.ds, held.ds]));
    },
    learn: (contents) => {
      const vector = held.sv;
      for (const { runs } of contents)
        for (const { client, from, to } of runs) {
          const known = vector.get(client) ?? 0;
          if (from <= known && to > known) vector.set(client, to);
        }
      held = Y.createSnapshot(Y.mergeDeleteSets([held.ds, ...contents.map(({ deletes }) => deletes)]), vector);
    },
    noteSequence: (sequence, tailBytes = 0) => {
      if (!cursor || sequence <= cursor.sequence || ahead.size >= SEQUENCES_AHEAD_MAX) return;
      if (!ahead.has(sequence)) tail = { ...tail, bytes: tail.bytes + tailBytes };
      ahead.add(sequence);
      advance();
    },
    noteSnapshot: (covers) => {
      if (covers > tail.covered) tail = { covered: covers, bytes: 0 };
    },
    jumpTo: (sequence) => {
      if (!cursor || sequence <= cursor.sequence) return;
      cursor = { ...cursor, sequence };
      for (const seen of ahead) if (seen <= sequence) ahead.delete(seen);
      advance();
    },
    reset: (generation) => {
      cursor = generation && { generation, sequence: 0 };
      held = Y.createSnapshot(Y.createDeleteSet(), new Map());
      ahead.clear();
      tail = NO_TAIL;
    },
    stateVector: () => Y.encodeStateVector(held.sv),
    encode: () => {
      const encoder = encoding.createEncoder();
      encoding.writeVarUint(encoder, MARK_VERSION);
      encoding.writeVarUint8Array(encoder, cursor?.generation ?? new Uint8Array(0));
      encoding.writeVarUint(encoder, cursor?.sequence ?? 0);
      encoding.writeVarUint(encoder, tail.covered);
      encoding.writeVarUint(encoder, tail.bytes);
      encoding.writeVarUint8Array(encoder, Y.encodeSnapshot(held));
      return encoding.toUint8Array(encoder);
    },
  };
};
