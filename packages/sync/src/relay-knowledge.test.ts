import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createRelayKnowledge, restoreRelayKnowledge, sameGeneration, type RelayKnowledge } from './relay-knowledge.ts';
import { inspectUpdate } from './update-check.ts';

const generation = (byte: number) => new Uint8Array(16).fill(byte);

const learn = (knowledge: RelayKnowledge, update: Uint8Array) => {
  const inspected = inspectUpdate(update);
  if (!inspected.ok) throw new Error(inspected.error.type);
  knowledge.learn([inspected.value]);
};

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
    const knowledge = createRelayKnowledge();
    const [milk, eggs] = updates as [Uint8Array, Uint8Array];
    learn(knowledge, milk);
    expect(knowledge.covers(milk)).toBe(true);
    expect(knowledge.covers(eggs)).toBe(false);
  });

  it('[S4] a deletion that never left is not covered, although the state vector is the same', () => {
    const { doc, list, updates } = recordedDoc();
    list.push(['milk']);
    const knowledge = createRelayKnowledge();
    learn(knowledge, Y.encodeStateAsUpdate(doc));
    list.delete(0, 1);
    const deletion = updates.at(-1) ?? new Uint8Array();
    expect(knowledge.covers(deletion)).toBe(false);
    learn(knowledge, deletion);
    expect(knowledge.covers(deletion)).toBe(true);
  });

  it('[S5] does not count what lies behind a gap', () => {
    const { list, updates } = recordedDoc();
    list.push(['a']);
    list.push(['b']);
    list.push(['c']);
    const [a, b, c] = updates as [Uint8Array, Uint8Array, Uint8Array];
    const knowledge = createRelayKnowledge();
    learn(knowledge, a);
    learn(knowledge, c);
    expect(knowledge.covers(c)).toBe(false);
    learn(knowledge, b);
    learn(knowledge, c);
    expect(knowledge.covers(c)).toBe(true);
  });

  it('[S5] is covered only by a document that holds all of it, deletions included', () => {
    const { doc, list } = recordedDoc();
    list.push(['milk', 'eggs']);
    const stale = new Y.Doc();
    Y.applyUpdate(stale, Y.encodeStateAsUpdate(doc));
    list.delete(0, 1);
    const knowledge = createRelayKnowledge();
    learn(knowledge, Y.encodeStateAsUpdate(doc));
    expect(knowledge.isCoveredBy(doc)).toBe(true);
    expect(knowledge.isCoveredBy(stale)).toBe(false);
    expect(knowledge.isCoveredBy(new Y.Doc())).toBe(false);
  });

  it('the cursor closes gaps when their last sequence arrives', () => {
    const knowledge = createRelayKnowledge();
    knowledge.reset(generation(1));
    for (const sequence of [1, 3, 4]) knowledge.noteSequence(sequence);
    expect(knowledge.cursor?.sequence).toBe(1);
    knowledge.noteSequence(2);
    expect(knowledge.cursor?.sequence).toBe(4);
    knowledge.noteSequence(9);
    knowledge.jumpTo(8);
    expect(knowledge.cursor?.sequence).toBe(9);
  });

  it('[S13] counts the tail: each entry once, no snapshot, bytes since the last one', () => {
    const knowledge = createRelayKnowledge();
    knowledge.reset(generation(1));
    for (const sequence of [1, 2, 4, 4, 3, 2]) knowledge.noteSequence(sequence, 10 ** sequence);
    expect(knowledge.tail).toEqual({ entries: 4, bytes: 11_110 });
    knowledge.noteSequence(5);
    knowledge.noteSnapshot(3);
    expect(knowledge.tail).toEqual({ entries: 2, bytes: 0 });
    knowledge.noteSequence(6, 7);
    knowledge.noteSnapshot(2);
    expect(knowledge.tail).toEqual({ entries: 3, bytes: 7 });
    knowledge.reset(generation(2));
    expect(knowledge.tail).toEqual({ entries: 0, bytes: 0 });
  });

  it('[S5] comes back from its own bytes; any other bytes know nothing', () => {
    const { doc, list } = recordedDoc();
    list.push(['milk', 'eggs']);
    list.delete(0, 1);
    const knowledge = createRelayKnowledge();
    knowledge.reset(generation(7));
    knowledge.noteSequence(1, 300);
    learn(knowledge, Y.encodeStateAsUpdate(doc));
    const mark = knowledge.encode();
    const restored = restoreRelayKnowledge(mark);
    expect(restored.cursor).toEqual({ generation: generation(7), sequence: 1 });
    expect(restored.tail).toEqual({ entries: 1, bytes: 300 });
    expect(restored.covers(Y.encodeStateAsUpdate(doc))).toBe(true);
    for (let length = 0; length < mark.length; length++) {
      const truncated = restoreRelayKnowledge(mark.subarray(0, length));
      expect(truncated.covers(Y.encodeStateAsUpdate(doc))).toBe(false);
    }
    expect(restoreRelayKnowledge(undefined).cursor).toBeUndefined();
  });

  it('two logs are the same only by all 16 bytes', () => {
    expect(sameGeneration(generation(1), generation(1))).toBe(true);
    expect(sameGeneration(generation(1), generation(2))).toBe(false);
    expect(sameGeneration(undefined, generation(1))).toBe(false);
  });
});
