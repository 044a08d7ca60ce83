import 'fake-indexeddb/auto';
import { forceCloseDatabase, IDBFactory } from 'fake-indexeddb';
import { describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { describeLocalStore, describeTabsOfStore, textOf, untilSaved } from '../local-store-contract.ts';
import type { LocalCopy } from '../local-store.ts';
import { createProcessLocks } from '../testing/process-locks.ts';
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

describeTabsOfStore('IndexedDB with its keeper', () => {
  const factory = freshFactory();
  const locks = createProcessLocks();
  return () => createIndexedDbStore({ factory, locks });
});

describe('keeper', () => {
  it('[S20] a write is committed in the task of its act; what takes more than one step is left to commit itself', async () => {
    const store = createIndexedDbStore({ factory: freshFactory(), locks: createProcessLocks() });
    const [holder, other] = [new Y.Doc(), new Y.Doc()];
    const copies = [await store.open('list', holder, nothing), await store.open('list', other, nothing)] as const;
    const commit = vi.spyOn(IDBTransaction.prototype, 'commit');
    for (const doc of [holder, other]) {
      commit.mockClear();
      doc.getArray('a').push([1]);
      expect(commit).toHaveBeenCalledTimes(1); // y-indexeddb's row, and the one of a tab without the lock
    }
    for (let row = 0; row < 70; row += 1) holder.getArray('a').push([row]);
    await untilSaved(copies[0]);
    commit.mockClear();
    copies[0].fold();
    await vi.waitFor(() => expect(copies[0].local.state).toBe('saved'));
    expect(commit).not.toHaveBeenCalled();
    await Promise.all(copies.map((copy) => copy.close()));
    commit.mockRestore();
  });

  it('[S20] a copy is given when the transactions in which it was read are over: no write has to wait for them', async () => {
    const unfinished = new Set<IDBTransaction>();
    const { transaction } = IDBDatabase.prototype;
    const spy = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...how) {
      const begun = transaction.apply(this, how);
      unfinished.add(begun);
      begun.addEventListener('complete', () => unfinished.delete(begun));
      return begun;
    });
    const copy = await freshStore().open('list', new Y.Doc(), nothing);
    expect([copy.local.state, unfinished.size]).toEqual(['saved', 0]);
    await copy.close();
    spy.mockRestore();
  });

  it('[S16] a tab that takes over is exclusive only once it has read what the tab before it stored', async () => {
    const factory = freshFactory();
    const store = createIndexedDbStore({ factory, locks: createProcessLocks() });
    const [here, there] = [new Y.Doc(), new Y.Doc()];
    const first = await store.open('list', here, nothing);
    const second = await store.open('list', there, nothing);
    expect([first.exclusive, second.exclusive]).toEqual([true, false]);
    here.getText('t').insert(0, 'stored, not sent');
    await untilSaved(first);
    const seen: boolean[] = [];
    there.on('update', () => seen.push(second.exclusive));
    await first.close();
    await vi.waitFor(() => {
      // Looked at in every state in between: never exclusive without the text.
      expect(second.exclusive && textOf(there) === '').toBe(false);
      expect(second.exclusive).toBe(true);
    }, 5_000);
    expect(textOf(there)).toBe('stored, not sent');
    expect(seen).toContain(false);
    await second.close();
  });

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

  it('[S1] opens with all of the rows that gather in a storm of acts, however many', async () => {
    const factory = freshFactory();
    const act = new Y.Doc();
    act.getText('t').insert(0, 'milk');
    const rows = Array<Uint8Array>(130_000).fill(Y.encodeStateAsUpdate(act)); // more than arguments fit a call
    const getAll = vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(function (this: IDBObjectStore) {
      return Object.defineProperty(this.get(1), 'result', { get: () => rows, set: () => undefined }) as IDBRequest<
        Uint8Array[]
      >;
    });
    const doc = new Y.Doc();
    const copy = await freshStore(factory).open('list', doc, nothing);
    getAll.mockRestore();
    expect(copy.local).toEqual({ state: 'saved' });
    expect(textOf(doc)).toBe('milk');
    await copy.close();
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

  it('[S3] a note, or a folding, that meets a database of whose closing it was not told is a failure of the store like any other', async () => {
    const listening = vi.spyOn(IDBDatabase.prototype, 'addEventListener');
    for (const meet of [(copy: LocalCopy) => copy.writeMark(Uint8Array.of(1)), (copy: LocalCopy) => copy.fold()]) {
      const factory = freshFactory();
      const doc = new Y.Doc();
      const copy = await freshStore(factory).open('list', doc, nothing);
      for (let i = 0; i < 100; i++) doc.getText('t').insert(0, 'x');
      await untilSaved(copy);
      const connection = listening.mock.contexts.at(-1) as IDBDatabase;
      connection.close();
      meet(copy);
      await untilFailing(copy);
      forceCloseDatabase(connection as unknown as Parameters<typeof forceCloseDatabase>[0]);
      await untilSaved(copy);
      expect(copy.mark).toBeUndefined();
      await copy.close();
    }
    listening.mockRestore();
  });

  describe('[S19] folding', () => {
    const write = (doc: Y.Doc, count: number) => {
      for (let i = 0; i < count; i++) doc.getText('t').insert(0, 'x');
    };
    const rowsIn = async (factory: IDBFactory) => {
      const database = await openDatabase(factory, 'tote-list-list');
      const rows = await resultOf(database.transaction([UPDATES]).objectStore(UPDATES).count());
      database.close();
      return rows;
    };
    const textAfterReload = async (factory: IDBFactory) => {
      const doc = new Y.Doc();
      const copy = await freshStore(factory).open('list', doc, nothing);
      const text = textOf(doc);
      await copy.close();
      return text;
    };

    it('makes one row of many, of those of earlier sessions too, and leaves a few alone', async () => {
      const factory = freshFactory();
      for (const [written, rowsBefore, rowsAfter] of [
        [40, 41, 41], // y-indexeddb adds a row at each load
        [40, 82, 1],
        [40, 42, 42],
      ] as const) {
        const doc = new Y.Doc();
        const copy = await freshStore(factory).open('list', doc, nothing);
        write(doc, written);
        await untilSaved(copy);
        expect(await rowsIn(factory)).toBe(rowsBefore);
        copy.fold();
        await copy.close();
        expect(await rowsIn(factory)).toBe(rowsAfter);
      }
      expect(await textAfterReload(factory)).toBe('x'.repeat(120));
    });

    it('keeps what another tab added meanwhile', async () => {
      const factory = freshFactory();
      const [here, there] = [new Y.Doc(), new Y.Doc()];
      const copy = await freshStore(factory).open('list', here, nothing);
      const other = await freshStore(factory).open('list', there, nothing); // without locks both store
      write(here, 100);
      there.getText('u').insert(0, 'theirs');
      await Promise.all([untilSaved(copy), untilSaved(other)]);
      copy.fold();
      other.fold();
      await vi.waitFor(() => expect(here.getText('u').toJSON()).toBe('theirs'));
      await copy.close();
      await other.close();
      expect(await rowsIn(factory)).toBe(1);

      const doc = new Y.Doc();
      const again = await freshStore(factory).open('list', doc, nothing);
      expect([textOf(doc), doc.getText('u').toJSON()]).toEqual(['x'.repeat(100), 'theirs']);
      await again.close();
    });

    it('loses nothing when the disk fails in the middle, and says so until it is mended', async () => {
      const unhandled = vi.fn();
      process.on('unhandledRejection', unhandled); // y-indexeddb drops the promise of its failed write
      const factory = freshFactory();
      const doc = new Y.Doc();
      const copy = await freshStore(factory).open('list', doc, nothing);
      write(doc, 100);
      await untilSaved(copy);
      const restore = await failWrites(factory, doc, () => copy.fold());
      await untilFailing(copy);
      expect(await rowsIn(factory)).toBe(101);
      restore();
      await untilSaved(copy);
      await copy.close();
      process.off('unhandledRejection', unhandled);
      expect(await textAfterReload(factory)).toBe('x'.repeat(100));
    });

    it("goes together with y-indexeddb's own, which bounds what gathers while acts wait", async () => {
      const factory = freshFactory();
      const doc = new Y.Doc();
      const copy = await freshStore(factory).open('list', doc, nothing);
      write(doc, 510);
      await untilSaved(copy);
      copy.fold();
      write(doc, 510); // y-indexeddb folds a second after its 500th row
      await vi.waitFor(async () => expect(await rowsIn(factory)).toBe(1), 4_000);
      await copy.close();
      expect(await textAfterReload(factory)).toBe('x'.repeat(1_020));
    });
  });
});
