import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { describeLocalStore, describeTabsOfStore, textOf } from './local-store-contract.ts';
import { createMemoryStore } from './memory-store.ts';
import { createProcessLocks } from './testing/process-locks.ts';

describeLocalStore('memory', () => createMemoryStore());
describeLocalStore('memory, slow disk', () => createMemoryStore({ flushAfterMs: 20 }));
describeLocalStore('memory, in a tab', () => createMemoryStore().inTab(undefined));
describeTabsOfStore('memory, slow disk', () => {
  const disk = createMemoryStore({ flushAfterMs: 20 });
  const locks = createProcessLocks();
  return () => disk.inTab(locks);
});

it("[S20] what a tab wrote before it died is the browser's to store; it writes nothing more", async () => {
  const disk = createMemoryStore({ flushAfterMs: 10_000 });
  const tab = disk.inTab(undefined);
  const doc = new Y.Doc();
  await tab.open('list', doc, () => undefined);
  doc.getText('t').insert(0, 'kept');
  tab.die();
  doc.getText('t').insert(0, 'never written ');
  const second = new Y.Doc();
  await disk.open('list', second, () => undefined);
  expect(textOf(second)).toBe('kept');
});

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
