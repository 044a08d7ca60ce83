import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { ReadEntry } from './log-reader.ts';
import { inspectForeignUpdate } from './sound-update.ts';
import { takeIn } from './take-in.ts';
import { CONTRADICTION, HOSTILE_UPDATES, randomUpdate, soundUpdate } from './testing/hostile-updates.ts';

const read = (updates: readonly Uint8Array[]): ReadEntry[] =>
  updates.flatMap((update, index) => {
    const inspected = inspectForeignUpdate(update);
    return inspected.ok ? [{ position: index + 1, update, contents: inspected.value }] : [];
  });

const wordsOf = (doc: Y.Doc) => doc.getArray('words').toJSON() as unknown[];

/** What a document may be asked for at any time. */
const useEverything = (doc: Y.Doc): void => {
  doc.getArray('words').push(['mine']);
  const again = new Y.Doc();
  Y.applyUpdate(again, Y.encodeStateAsUpdate(doc));
  Y.snapshot(doc);
  wordsOf(again);
  doc.getArray('words').delete(0, doc.getArray('words').length);
};

describe('updates of a hostile member', () => {
  it.each(Object.entries(HOSTILE_UPDATES))('[S21] one that %s is refused', (_, update) => {
    expect(inspectForeignUpdate(update)).toEqual({ ok: false, error: { type: 'update-unsound' } });
  });

  it('[S21] a sound one is not refused', () => {
    expect(inspectForeignUpdate(soundUpdate())).toMatchObject({ ok: true });
  });

  it('[S21] what is not refused can be merged, taken in, and written out again', () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.array(randomUpdate, { minLength: 1, maxLength: 4 }), (updates) => {
        const entries = read(updates);
        taken += entries.length;
        const together = new Y.Doc();
        takeIn(entries, { doc: together, origin: undefined, setAside: () => undefined });
        useEverything(together);
        const apart = new Y.Doc();
        for (const entry of entries) takeIn([entry], { doc: apart, origin: undefined, setAside: () => undefined });
        useEverything(apart);
      }),
      { numRuns: Number(process.env['TOTE_HOSTILE_RUNS'] ?? 500) },
    );
    expect(taken, 'many are sound').toBeGreaterThan(200);
  });

  it('[S21] what contradicts the document is set aside, and nothing else with it', () => {
    const ann = new Y.Doc();
    ann.getArray('words').push(['eggs']);
    const [collected, present] = CONTRADICTION;
    const doc = new Y.Doc();
    const setAside: number[] = [];
    const deps = { doc, origin: undefined, setAside: ({ position }: { position: number }) => setAside.push(position) };
    takeIn(read([collected]), deps);
    takeIn(read([soundUpdate(), present, Y.encodeStateAsUpdate(ann)]), deps);
    expect(wordsOf(doc)).toContain('eggs');
    expect(setAside).toEqual([2]);
  });
});
