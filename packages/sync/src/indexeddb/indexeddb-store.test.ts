import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { describeLocalStore, textOf, untilSaved } from '../local-store-contract.ts';
import type { LocalCopy } from '../local-store.ts';
import { createIndexedDbStore } from './indexeddb-store.ts';
import { completionOf, resultOf } from './request.ts';
import { openDatabase, UPDATES } from './stored-rows.ts';

/** y-indexeddb opens the global factory, so each test puts its own there. */
const freshFactory = (): IDBFactory => {
  const factory = new IDBFactory();
  vi.stubGlobal('indexedDB', factory);
  return factory;
};
const freshStore = (factory: IDBFactory = freshFactory()) => createIndexedDbStore({ factory, locks: undefined });
const nothing = () => undefined;

const untilFailing = async (copy: LocalCopy) => {
  await vi.waitFor(() => expect(copy.local.state).toBe('failing'), 5_000);
  return copy.local;
};

/** Lets the next `count` writes of rows fail as a full disk does. */
const failWrites = async (factory: IDBFactory, doc: Y.Doc, act: () => void) => {
  const probe = await openDatabase(factory, 'probe');
  const prototype = Object.getPrototypeOf(
    probe.transaction([UPDATES], 'readwrite').objectStore(UPDATES),
  ) as IDBObjectStore;
  probe.close();
  const add = vi.spyOn(prototype, 'add').mockImplementation(function (this: IDBObjectStore) {
    const request = this.get(1);
    this.transaction.abort();
    return request as IDBRequest<IDBValidKey>;
  });
  act();
  return () => add.mockRestore();
};

describeLocalStore('IndexedDB with its keeper', () => freshStore());

describe('keeper', () => {
  it('[S1][S7] sets a damaged row aside, shows it, and opens the rest', async () => {
    const factory = freshFactory();
    const store = freshStore(factory);
    const first = new Y.Doc();
    const copy = await store.open('list', first, nothing);
    first.getText('t').insert(0, 'good');
    await untilSaved(copy);
    await copy.close();

    const database = await openDatabase(factory, 'tote-list-list');
    const damage = database.transaction([UPDATES], 'readwrite');
    damage.objectStore(UPDATES).add(new Uint8Array([1, 1, 255, 255, 3]));
    damage.objectStore(UPDATES).add('not bytes');
    await completionOf(damage);
    database.close();

    for (let session = 0; session < 2; session++) {
      const doc = new Y.Doc();
      const opened = await store.open('list', doc, nothing);
      expect(textOf(doc)).toBe('good');
      expect(opened.setAside.map(({ where }) => where)).toEqual(['this-device', 'this-device']);
      expect(opened.local.state).toBe('saved');
      await opened.close();
    }
  });

  it('[S1] opens without its store when the browser refuses it, says so, and recovers', async () => {
    const factory = freshFactory();
    const open = vi.spyOn(factory, 'open').mockImplementation(() => {
      throw new DOMException('no', 'SecurityError');
    });
    const doc = new Y.Doc();
    const copy = await freshStore(factory).open('list', doc, nothing);
    expect(await untilFailing(copy)).toEqual({ state: 'failing', reason: 'refused' });
    doc.getText('t').insert(0, 'typed while refused');
    open.mockRestore();
    await untilSaved(copy);
    await copy.close();

    const second = new Y.Doc();
    const again = await freshStore(factory).open('list', second, nothing);
    expect(textOf(second)).toBe('typed while refused');
    await again.close();
  });

  it('[S3] a write that fails is not called saved, and the whole state is stored afterwards', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled); // y-indexeddb drops the promise of its failed write
    const factory = freshFactory();
    const store = freshStore(factory);
    const doc = new Y.Doc();
    const copy = await store.open('list', doc, nothing);
    const restore = await failWrites(factory, doc, () => doc.getText('t').insert(0, 'milk'));
    await untilFailing(copy);
    restore();
    await untilSaved(copy);
    doc.getText('t').insert(4, ' and eggs');
    await untilSaved(copy);
    await copy.close();
    process.off('unhandledRejection', unhandled);

    const second = new Y.Doc();
    const again = await store.open('list', second, nothing);
    expect(textOf(second)).toBe('milk and eggs');
    await again.close();
  });

  it('[S3] survives its database being deleted by another tab: the next edit works and is stored', async () => {
    const factory = freshFactory();
    const store = freshStore(factory);
    const doc = new Y.Doc();
    const copy = await store.open('list', doc, nothing);
    doc.getText('t').insert(0, 'before ');
    await untilSaved(copy);
    await resultOf(factory.deleteDatabase('tote-list-list'));
    await untilFailing(copy);
    doc.getText('t').insert(7, 'after');
    await untilSaved(copy);
    await copy.close();

    const second = new Y.Doc();
    const again = await store.open('list', second, nothing);
    expect(textOf(second)).toBe('before after');
    await again.close();
  });

  it('trims a long history on load', async () => {
    const factory = freshFactory();
    const store = freshStore(factory);
    const doc = new Y.Doc();
    const copy = await store.open('list', doc, nothing);
    for (let i = 0; i < 400; i++) doc.getText('t').insert(0, 'x');
    await untilSaved(copy);
    await copy.close();
    const again = await store.open('list', new Y.Doc(), nothing);
    await untilSaved(again);
    await again.close();

    const database = await openDatabase(factory, 'tote-list-list');
    const rows = await resultOf(database.transaction([UPDATES]).objectStore(UPDATES).count());
    database.close();
    expect(rows).toBeLessThan(10);
    const third = new Y.Doc();
    const last = await store.open('list', third, nothing);
    expect(textOf(third)).toBe('x'.repeat(400));
    await last.close();
  });
});
