import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { splitUpdate, UnsplittableUpdateError } from './split-update.ts';
import { inspectUpdate } from './update-check.ts';

const act = fc.record({
  client: fc.integer({ min: 1, max: 3 }),
  at: fc.nat(),
  remove: fc.boolean(),
  text: fc.string(),
});

/** Three documents that see each other after every act. */
const play = (acts: readonly { client: number; at: number; remove: boolean; text: string }[]) => {
  const updates: Uint8Array[] = [];
  const docs = [1, 2, 3].map((clientID) => Object.assign(new Y.Doc(), { clientID }));
  for (const { client, at, remove, text } of acts) {
    const doc = docs[client - 1];
    if (!doc) continue;
    const list = doc.getArray<unknown>(`lane-${client % 2}`);
    const before = Y.encodeStateVector(doc);
    if (remove && list.length > 0) list.delete(at % list.length, 1);
    else list.insert(at % (list.length + 1), [[text, at]]);
    const update = Y.encodeStateAsUpdate(doc, before);
    updates.push(update);
    for (const other of docs) Y.applyUpdate(other, update);
  }
  return { doc: docs[0] ?? new Y.Doc(), updates };
};

const contentOf = (doc: Y.Doc) => [doc.getArray('lane-0').toJSON(), doc.getArray('lane-1').toJSON()];

describe('splitUpdate', () => {
  it('[S6] the pieces in order say what the whole says, and each fits', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), fc.integer({ min: 120, max: 400 }), (acts, bytesMax) => {
        const { doc } = play(acts);
        const pieces = splitUpdate(Y.encodeStateAsUpdate(doc), bytesMax);
        const rebuilt = new Y.Doc();
        for (const piece of pieces) {
          expect(piece.byteLength).toBeLessThanOrEqual(bytesMax);
          expect(inspectUpdate(piece).ok).toBe(true);
          Y.applyUpdate(rebuilt, piece);
        }
        expect(rebuilt.store.pendingStructs).toBeNull();
        expect(contentOf(rebuilt)).toEqual(contentOf(doc));
        expect(Y.encodeStateVector(rebuilt)).toEqual(Y.encodeStateVector(doc));
      }),
      { numRuns: 150 },
    );
  });

  it('[S9] keeps the gaps of a merged update: two runs of one client stay two runs', () => {
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on('update', (update) => updates.push(update));
    for (let i = 0; i < 30; i++) doc.getArray('a').push([`item number ${i}`]);
    const withGap = Y.mergeUpdates(updates.filter((_, i) => i < 10 || i > 20));
    const gap = Y.mergeUpdates(updates.filter((_, i) => i >= 10 && i <= 20));
    const rebuilt = new Y.Doc();
    for (const piece of splitUpdate(withGap, 120)) Y.applyUpdate(rebuilt, piece);
    Y.applyUpdate(rebuilt, gap);
    expect(rebuilt.getArray('a').toJSON()).toEqual(doc.getArray('a').toJSON());
    expect(rebuilt.store.pendingStructs).toBeNull();
  });

  it('[S6] cuts the single struct into which Yjs joins what one client appended in a row', () => {
    const doc = new Y.Doc();
    for (let i = 0; i < 500; i++) doc.getArray('a').push([[`item ${i}`, i]]);
    doc.getArray('a').push(['tail']);
    doc.getText('t').insert(0, 'letters '.repeat(100));
    const update = Y.encodeStateAsUpdate(doc);
    expect(Y.decodeUpdate(update).structs.length).toBeLessThan(4);
    const rebuilt = new Y.Doc();
    for (const piece of splitUpdate(update, 300)) Y.applyUpdate(rebuilt, piece);
    expect(rebuilt.getArray('a').toJSON()).toEqual(doc.getArray('a').toJSON());
    expect(rebuilt.getText('t').toJSON()).toEqual(doc.getText('t').toJSON());
    expect(Y.encodeStateAsUpdate(rebuilt)).toEqual(update);
  });

  it('[S6] an element that is larger than a piece should be is a piece of its own; one that fits no envelope is an error', () => {
    const doc = new Y.Doc();
    doc.getArray('a').push(['before', 'x'.repeat(1_000), 'behind']);
    const rebuilt = new Y.Doc();
    for (const piece of splitUpdate(Y.encodeStateAsUpdate(doc), 200)) Y.applyUpdate(rebuilt, piece);
    expect(rebuilt.getArray('a').toJSON()).toEqual(doc.getArray('a').toJSON());
    doc.getArray('a').push(['x'.repeat(200 * 1024)]);
    expect(() => splitUpdate(Y.encodeStateAsUpdate(doc), 200)).toThrow(UnsplittableUpdateError);
  });
});
