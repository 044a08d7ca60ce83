import { createMemoryStore, type LocalStore } from '@tote/sync';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { type CopyDeps, mergeInto, readCopy } from './list-copies.ts';

const place = { listId: 'list', role: 'edit' } as const;

const setUp = (store: LocalStore): CopyDeps => ({
  store,
  random: (length) => crypto.getRandomValues(new Uint8Array(length)),
  nowMs: () => 0,
  openReplicaOf: () => undefined,
});

const document = (): Uint8Array => {
  const doc = new Y.Doc();
  doc.getMap('a').set('b', 'c');
  return Y.encodeStateAsUpdate(doc);
};

const kept = (copy: Uint8Array): unknown => {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, copy);
  return doc.getMap('a').get('b');
};

describe("this device's copy of a list", () => {
  it('is what was merged into it', async () => {
    const deps = setUp(createMemoryStore({ flushAfterMs: 20 }));
    await mergeInto(deps, place, document());
    expect(kept((await readCopy(deps, place)).document)).toBe('c');
  });

  it('that does not load is not taken for a list without lines', async () => {
    const store = createMemoryStore();
    const refusing: LocalStore = {
      ...store,
      open: async (name, doc, onChange) =>
        Object.create(await store.open(name, doc, onChange), {
          local: { value: { state: 'failing', reason: 'refused' } },
        }) as Awaited<ReturnType<LocalStore['open']>>,
    };
    await expect(readCopy(setUp(refusing), place)).rejects.toThrow('refused');
  });

  it('has nothing merged into it that the disk has no room for', async () => {
    const store = createMemoryStore();
    store.setFull(true);
    await expect(mergeInto(setUp(store), place, document())).rejects.toThrow('full');
    store.setFull(false);
    expect(kept((await readCopy(setUp(store), place)).document)).toBeUndefined();
  });
});
