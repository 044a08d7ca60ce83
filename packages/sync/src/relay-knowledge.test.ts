import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  createRelayKnowledge,
  encodeRelayKnowledge,
  isAtRelay,
  isKnowledgeIn,
  restoreRelayKnowledge,
} from './relay-knowledge.ts';
import { createRelayLearner, sameGeneration, type RelayLearner } from './relay-learner.ts';
import { inspectUpdate, type UpdateContents } from './update-check.ts';

const generation = (byte: number) => new Uint8Array(16).fill(byte);

const valueOf = (inspected: ReturnType<typeof inspectUpdate>): UpdateContents => {
  if (!inspected.ok) throw new Error(inspected.error.type);
  return inspected.value;
};

const learn = (learner: RelayLearner, update: Uint8Array) => learner.learn([valueOf(inspectUpdate(update))]);

/** A document and every update that it emitted. */
const recordedDoc = () => {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update) => updates.push(update));
  return { doc, list: doc.getArray<string>('a'), updates };
};

describe('relay knowledge', () => {
  it('[S4] covers what was acknowledged and nothing more', () => {
    const { list, updates } = recordedDoc();
    list.push(['milk']);
    list.push(['eggs']);
    const learner = createRelayLearner(createRelayKnowledge());
    const [milk, eggs] = updates as [Uint8Array, Uint8Array];
    learn(learner, milk);
    expect(isAtRelay(learner.knowledge, milk)).toBe(true);
    expect(isAtRelay(learner.knowledge, eggs)).toBe(false);
  });

  it('[S4] a deletion that never left is not covered, although the state vector is the same', () => {
    const { doc, list, updates } = recordedDoc();
    list.push(['milk']);
    const learner = createRelayLearner(createRelayKnowledge());
    learn(learner, Y.encodeStateAsUpdate(doc));
    list.delete(0, 1);
    const deletion = updates.at(-1) ?? new Uint8Array();
    expect(isAtRelay(learner.knowledge, deletion)).toBe(false);
    learn(learner, deletion);
    expect(isAtRelay(learner.knowledge, deletion)).toBe(true);
  });

  it('[S5] does not count what lies behind a gap', () => {
    const { list, updates } = recordedDoc();
    list.push(['a']);
    list.push(['b']);
    list.push(['c']);
    const [a, b, c] = updates as [Uint8Array, Uint8Array, Uint8Array];
    const learner = createRelayLearner(createRelayKnowledge());
    learn(learner, a);
    learn(learner, c);
    expect(isAtRelay(learner.knowledge, c)).toBe(false);
    learn(learner, b);
    learn(learner, c);
    expect(isAtRelay(learner.knowledge, c)).toBe(true);
  });

  it('[S5] nor if so much lies behind gaps that it is not remembered any more', () => {
    const learner = createRelayLearner(createRelayKnowledge());
    const { deletes } = valueOf(inspectUpdate(new Uint8Array([0, 0])));
    const behindGaps = Array.from({ length: 1_025 }, (_, client) => ({ client, from: 1, to: 2 }));
    learner.learn([{ runs: behindGaps, deletes }]);
    expect(learner.knowledge.held.sv.size).toBe(0);
  });

  it('[S5] is not covered by a document that lacks the last of what was done', () => {
    const { doc, list } = recordedDoc();
    list.push(['milk']);
    const stale = new Y.Doc();
    Y.applyUpdate(stale, Y.encodeStateAsUpdate(doc));
    list.push(['eggs']);
    const learner = createRelayLearner(createRelayKnowledge());
    learn(learner, Y.encodeStateAsUpdate(doc));
    expect([doc, stale].map((one) => isKnowledgeIn(learner.knowledge, one))).toEqual([true, false]);
  });

  it('[S5] is covered only by a document that holds all of it, deletions included', () => {
    const { doc, list } = recordedDoc();
    list.push(['milk', 'eggs']);
    const stale = new Y.Doc();
    Y.applyUpdate(stale, Y.encodeStateAsUpdate(doc));
    list.delete(0, 1);
    const learner = createRelayLearner(createRelayKnowledge());
    learn(learner, Y.encodeStateAsUpdate(doc));
    expect(isKnowledgeIn(learner.knowledge, doc)).toBe(true);
    expect(isKnowledgeIn(learner.knowledge, stale)).toBe(false);
    expect(isKnowledgeIn(learner.knowledge, new Y.Doc())).toBe(false);
  });

  it('the cursor closes gaps when their last sequence arrives', () => {
    const learner = createRelayLearner(createRelayKnowledge());
    learner.reset(generation(1));
    for (const sequence of [1, 3, 4]) learner.noteSequence(sequence);
    expect(learner.knowledge.cursor?.sequence).toBe(1);
    learner.noteSequence(2);
    expect(learner.knowledge.cursor?.sequence).toBe(4);
    learner.noteSequence(9);
    learner.jumpTo(8);
    expect(learner.knowledge.cursor?.sequence).toBe(9);
  });

  it('[S5] [S13] nothing that was read of one log counts for another', () => {
    const { list, updates } = recordedDoc();
    for (const word of ['a', 'b', 'c']) list.push([word]);
    const learner = createRelayLearner(createRelayKnowledge(generation(1)));
    const [, , c = new Uint8Array()] = updates;
    learn(learner, c);
    learner.noteSequence(3);
    const gapped = new Y.Doc();
    Y.applyUpdate(gapped, c);
    expect(learner.hasPendingOf(gapped)).toBe(true);
    learner.reset(generation(2));
    expect(learner.hasPendingOf(gapped)).toBe(false);
    for (const sequence of [1, 2]) learner.noteSequence(sequence);
    expect(learner.knowledge.cursor?.sequence).toBe(2);
  });

  it('[S13] counts the tail: each entry once, no snapshot, bytes since the last one', () => {
    const learner = createRelayLearner(createRelayKnowledge());
    learner.reset(generation(1));
    for (const sequence of [1, 2, 4, 4, 3, 2]) learner.noteSequence(sequence, 10 ** sequence);
    expect(learner.tail).toEqual({ entries: 4, bytes: 11_110 });
    learner.noteSequence(5);
    learner.noteSnapshot(3);
    expect(learner.tail).toEqual({ entries: 2, bytes: 0 });
    learner.noteSequence(6, 7);
    for (const covers of [2, 3]) learner.noteSnapshot(covers); // an older one, and the same again
    expect(learner.tail).toEqual({ entries: 3, bytes: 7 });
    learner.reset(generation(2));
    expect(learner.tail).toEqual({ entries: 0, bytes: 0 });
  });

  it('[S5] comes back from its own bytes; any other bytes know nothing', () => {
    const { doc, list } = recordedDoc();
    list.push(['milk', 'eggs']);
    list.delete(0, 1);
    const learner = createRelayLearner(createRelayKnowledge());
    learner.reset(generation(7));
    learner.noteSequence(1, 300);
    learn(learner, Y.encodeStateAsUpdate(doc));
    const mark = encodeRelayKnowledge(learner.knowledge);
    const restored = restoreRelayKnowledge(mark);
    expect(restored.cursor).toEqual({ generation: generation(7), sequence: 1 });
    expect(createRelayLearner(restored).tail).toEqual({ entries: 1, bytes: 300 });
    expect(isAtRelay(restored, Y.encodeStateAsUpdate(doc))).toBe(true);
    for (let length = 0; length < mark.length; length++) {
      const truncated = restoreRelayKnowledge(mark.subarray(0, length));
      expect(isAtRelay(truncated, Y.encodeStateAsUpdate(doc))).toBe(false);
    }
    expect(restoreRelayKnowledge(undefined).cursor).toBeUndefined();
  });

  it('two logs are the same only by all 16 bytes', () => {
    expect(sameGeneration(generation(1), generation(1))).toBe(true);
    expect(sameGeneration(generation(1), generation(2))).toBe(false);
    expect(sameGeneration(undefined, generation(1))).toBe(false);
  });
});
