import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { describeLocalStore, textOf } from './local-store-contract.ts';
import { createMemoryStore } from './memory-store.ts';

describeLocalStore('memory', () => createMemoryStore());
describeLocalStore('memory, slow disk', () => createMemoryStore({ flushAfterMs: 20 }));

it('a crash loses what was not flushed, and only that', async () => {
  const store = createMemoryStore({ flushAfterMs: 10_000 });
  const doc = new Y.Doc();
  await store.open('list', doc, () => undefined);
  doc.getText('t').insert(0, 'kept');
  store.flush();
  doc.getText('t').insert(0, 'lost ');
  store.crash();
  const second = new Y.Doc();
  await store.open('list', second, () => undefined);
  expect(textOf(second)).toBe('kept');
});

it('[S3] a full disk is told, and everything is stored once there is room', async () => {
  const store = createMemoryStore();
  const doc = new Y.Doc();
  const copy = await store.open('list', doc, () => undefined);
  store.setFull(true);
  doc.getText('t').insert(0, 'milk');
  expect(copy.local).toEqual({ state: 'failing', reason: 'full' });
  store.setFull(false);
  store.flush();
  expect(copy.local).toEqual({ state: 'saved' });
  const second = new Y.Doc();
  await store.open('list', second, () => undefined);
  expect(textOf(second)).toBe('milk');
});
