/** Lets what is known of a relay grow by what it acknowledges and by what is read of its log (S4, S5). */
import { equalFlat } from 'lib0/array';
import * as Y from 'yjs';
import { createRelayKnowledge, type RelayKnowledge } from './relay-knowledge.ts';
import type { UpdateContents } from './update-check.ts';

/** Whoever learns what one relay holds of one list. */
export interface RelayLearner {
  readonly knowledge: Readonly<RelayKnowledge>;
  /** Entries after what the newest snapshot covers, up to the cursor, and the bytes of those seen since that snapshot was. */
  readonly tail: { readonly entries: number; readonly bytes: number };
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
  /** All that is pending in the document was read in this log too: a snapshot may say it again (S13). */
  hasPendingOf(doc: Y.Doc): boolean;
  /** Forgets everything: another log, or the whole log will be read again. */
  reset(generation: Uint8Array | undefined): void;
}

/** Sequences kept beyond a gap. The relay sends in order, so more than this is a fault, and dropping them only costs bytes. */
const SEQUENCES_AHEAD_MAX = 1024;

/** Runs beyond a gap that are remembered. Each act that builds on a lost one is one; more are somebody's intent, and make no snapshots. */
const RUNS_BEYOND_MAX = 1024;

/** Two cursors point into the same log. */
export const sameGeneration = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a !== undefined && b !== undefined && equalFlat(a, b);

/** Creates the one learner of a record. */
export const createRelayLearner = (knowledge: RelayKnowledge): RelayLearner => {
  const ahead = new Set<number>();
  /** Read, but beyond a gap. */
  let beyond: UpdateContents['runs'] = [];

  const moveTo = (sequence: number) => {
    if (knowledge.cursor) knowledge.cursor = { ...knowledge.cursor, sequence };
  };
  const advance = () => {
    while (knowledge.cursor && ahead.delete(knowledge.cursor.sequence + 1)) moveTo(knowledge.cursor.sequence + 1);
  };

  return {
    knowledge,
    get tail() {
      const { cursor, tail } = knowledge;
      return { entries: Math.max(0, (cursor?.sequence ?? 0) - tail.covered), bytes: tail.bytes };
    },
    learn: (contents) => {
      const { sv, ds } = knowledge.held;
      for (const { runs } of contents)
        for (const run of runs) {
          const { client, from, to } = run;
          const known = sv.get(client) ?? 0;
          if (from > known && beyond.length < RUNS_BEYOND_MAX) beyond = [...beyond, run];
          else if (from <= known && to > known) sv.set(client, to);
        }
      knowledge.held = Y.createSnapshot(Y.mergeDeleteSets([ds, ...contents.map(({ deletes }) => deletes)]), sv);
    },
    noteSequence: (sequence, tailBytes = 0) => {
      const { cursor, tail } = knowledge;
      if (!cursor || sequence <= cursor.sequence || ahead.size >= SEQUENCES_AHEAD_MAX) return;
      if (!ahead.has(sequence)) knowledge.tail = { ...tail, bytes: tail.bytes + tailBytes };
      ahead.add(sequence);
      advance();
    },
    noteSnapshot: (covers) => {
      if (covers > knowledge.tail.covered) knowledge.tail = { covered: covers, bytes: 0 };
    },
    jumpTo: (sequence) => {
      if (!knowledge.cursor || sequence <= knowledge.cursor.sequence) return;
      moveTo(sequence);
      for (const seen of ahead) if (seen <= sequence) ahead.delete(seen);
      advance();
    },
    hasPendingOf: ({ store: { pendingStructs, pendingDs } }) => {
      const { sv, ds } = knowledge.held;
      const structs = pendingStructs ? Y.decodeUpdateV2(pendingStructs.update).structs : [];
      const deletes = pendingDs ? Y.decodeUpdateV2(pendingDs).ds : Y.createDeleteSet();
      const isKnown = (client: number, from: number, to: number) =>
        to <= (sv.get(client) ?? 0) || beyond.some((run) => run.client === client && run.from <= from && to <= run.to);
      return (
        structs.every((struct) => {
          const { id, length } = struct;
          return struct instanceof Y.Skip || isKnown(id.client, id.clock, id.clock + length);
        }) && Y.equalDeleteSets(ds, Y.mergeDeleteSets([ds, deletes]))
      );
    },
    reset: (generation) => {
      Object.assign(knowledge, createRelayKnowledge(generation));
      ahead.clear();
      beyond = [];
    },
  };
};
