import { expect, it } from 'vitest';
import * as Y from 'yjs';
import type { App } from './app.svelte.ts';
import { changeLock } from './change-lock.ts';
import type { ListState } from './list-state.svelte.ts';

it('[B7] what many sessions wrote goes on under new keys as if one hand had written it', async () => {
  const doc = new Y.Doc();
  for (let session = 1; session <= 50; session += 1) {
    const one = new Y.Doc();
    one.clientID = session;
    one.getArray('hostile0').push([[`i000000${session % 10}`, session, 0, `item ${session}`]]);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(one));
  }
  const merged: Uint8Array[] = [];
  const places = ['old', 'fresh'].map((localId) => ({ localId, role: 'edit', glance: {} }));
  const list = { localId: 'old', edit: { perform: () => undefined } } as unknown as ListState;
  const app = {
    shelf: {
      settings: {},
      byLocalId: (id: string) => places.find(({ localId }) => localId === id),
      add: () => places[1],
      change: () => undefined,
      leave: () => undefined,
    },
    engine: () =>
      Promise.resolve({
        read: () => Promise.resolve({ document: Y.encodeStateAsUpdate(doc) }),
        createList: () => Promise.resolve({}),
        merge: (_: unknown, document: Uint8Array) => Promise.resolve(merged.push(document)),
      }),
    lists: { open: () => ({ ready: Promise.resolve(list) }) },
    router: { replace: () => undefined },
  } as unknown as App;
  await changeLock(app, list);
  const [document = new Uint8Array()] = merged;
  expect(Y.decodeUpdate(document).structs.length).toBeLessThan(5);
  const fresh = new Y.Doc();
  Y.applyUpdate(fresh, document);
  expect(fresh.getArray('hostile0')).toHaveLength(50);
});
