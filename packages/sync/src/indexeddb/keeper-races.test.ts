/** What meets in the keeper: a lock that comes early, a page that goes, a database that answers late. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { textOf, untilSaved } from '../local-store-contract.ts';
import { mergeCopy } from '../merge-copy.ts';
import { createIndexedDbStore } from './indexeddb-store.ts';
import { resultOf, within } from './request.ts';
import { openDatabase, UPDATES } from './stored-rows.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const freshFactory = (): IDBFactory => {
  const factory = new IDBFactory();
  vi.stubGlobal('indexedDB', factory); // which y-indexeddb opens
  return factory;
};

/** Another tab has the lock, and gives it up when told. */
const lockOfAnotherTab = () => {
  let giveUp = (): void => undefined;
  const request = (_name: string, options: LockOptions, callback: (lock: Lock | null) => unknown): Promise<unknown> => {
    if (options.ifAvailable) return Promise.resolve(callback(null));
    return new Promise((resolve) => (giveUp = () => resolve(callback({ name: 'x', mode: 'exclusive' }))));
  };
  return { locks: { request } as unknown as LockManager, giveUp: () => giveUp() };
};

const rowsIn = async (factory: IDBFactory): Promise<number> => {
  const database = await openDatabase(factory, 'tote-list-list');
  const rows = await resultOf(database.transaction([UPDATES]).objectStore(UPDATES).count());
  database.close();
  return rows;
};

const textAfterReload = async (factory: IDBFactory): Promise<string> => {
  const doc = new Y.Doc();
  const copy = await createIndexedDbStore({ factory, locks: undefined }).open('list', doc, () => undefined);
  const text = textOf(doc);
  await copy.close();
  return text;
};

describe('keeper', () => {
  it('[S15] the lock may come while the copy is being read: each act is stored once, and the copy can be removed', async () => {
    const factory = freshFactory();
    const { locks, giveUp } = lockOfAnotherTab();
    const store = createIndexedDbStore({ factory, locks });
    const doc = new Y.Doc();
    const open = vi.spyOn(factory, 'open').mockImplementationOnce((name) => {
      giveUp();
      return factory.open(name);
    });
    const copy = await store.open('list', doc, () => undefined);
    await vi.waitFor(() => expect(copy.exclusive).toBe(true));
    open.mockRestore();
    await untilSaved(copy);
    const before = await rowsIn(factory);
    doc.getText('t').insert(0, 'milk');
    await untilSaved(copy);
    expect(await rowsIn(factory)).toBe(before + 1);
    await copy.close();
    await within(1_000, store.remove('list'));
  });

  it('[S3] what is done while the copy changes hands is stored, and said to be', async () => {
    const factory = freshFactory();
    const { locks, giveUp } = lockOfAnotherTab();
    const doc = new Y.Doc();
    const copy = await createIndexedDbStore({ factory, locks }).open('list', doc, () => undefined);
    giveUp();
    doc.getText('t').insert(0, 'milk');
    await untilSaved(copy);
    await copy.close();
    expect(await textAfterReload(factory)).toBe('milk');
  });

  it('[S3] what is done while the whole state is stored again is not called saved before it is', async () => {
    const factory = freshFactory();
    const doc = new Y.Doc();
    const open = vi.spyOn(factory, 'open').mockImplementationOnce(() => {
      throw new DOMException('no', 'SecurityError');
    });
    let edit: IDBTransaction | undefined;
    let isStored = false;
    const storedWhenSaid: boolean[] = [];
    const copy = await createIndexedDbStore({ factory, locks: undefined }).open('list', doc, () => {
      if (copy.local.state === 'saved') storedWhenSaid.push(isStored);
    });
    open.mockRestore();
    let writes = 0;
    const { transaction } = IDBDatabase.prototype;
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...how) {
      const made = transaction.apply(this, how);
      if (how[1] !== 'readwrite') return made;
      writes += 1;
      // The first is y-indexeddb's when it loads, the second holds the whole state.
      if (writes === 2) made.addEventListener('complete', () => doc.getText('t').insert(0, 'milk'));
      if (writes === 3) (edit = made).addEventListener('complete', () => (isStored = true));
      return made;
    });
    await vi.waitFor(() => expect(copy.local.state).toBe('saved'), 5_000);
    expect([edit !== undefined, storedWhenSaid]).toEqual([true, [true]]);
    await copy.close();
  });

  it('[S3] an act whose write fails while the whole state is stored again is not called saved before it is stored, too', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled); // y-indexeddb drops the promise of its failed write
    const factory = freshFactory();
    const doc = new Y.Doc();
    const open = vi.spyOn(factory, 'open').mockImplementationOnce(() => {
      throw new DOMException('no', 'SecurityError');
    });
    const copy = await createIndexedDbStore({ factory, locks: undefined }).open('list', doc, () => undefined);
    open.mockRestore();
    const { add } = IDBObjectStore.prototype;
    let writes = 0;
    vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (this: IDBObjectStore, ...what) {
      writes += 1;
      // The first is y-indexeddb's when it loads, the second holds the whole state, the third is that of the act.
      if (writes === 2) queueMicrotask(() => doc.getText('t').insert(0, 'milk'));
      if (writes !== 3) return add.apply(this, what);
      const request = this.get(1);
      this.transaction.abort();
      return request as IDBRequest<IDBValidKey>;
    });
    await vi.waitFor(() => expect([writes >= 3, copy.local.state]).toEqual([true, 'saved']), 8_000);
    expect(await textAfterReload(factory)).toBe('milk');
    await copy.close();
    process.off('unhandledRejection', unhandled);
  }, 10_000);

  it(
    '[S1] a database that opens too late is let go, so that its list can be removed',
    { timeout: 20_000 },
    async () => {
      const factory = freshFactory();
      const store = createIndexedDbStore({ factory, locks: undefined });
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      const late = factory.open('tote-list-list');
      const answer = new Promise<void>((resolve) => late.addEventListener('success', () => resolve()));
      late.onupgradeneeded = () => {
        late.result.createObjectStore('updates', { autoIncrement: true });
        late.result.createObjectStore('custom');
      };
      await answer;
      const request = {} as IDBOpenDBRequest;
      vi.spyOn(factory, 'open').mockImplementationOnce(() => request);
      const opening = store.open('list', new Y.Doc(), () => undefined);
      await vi.advanceTimersByTimeAsync(5_000);
      const copy = await opening;
      expect(copy.local).toEqual({ state: 'failing', reason: 'slow' });
      await copy.close();
      vi.useRealTimers();
      Object.defineProperty(request, 'result', { value: late.result });
      request.onsuccess?.(new Event('success'));
      await within(1_000, store.remove('list'));
    },
  );

  it('[S3] what is merged into a list is stored also by a tab that is not the one that stores it', async () => {
    const factory = freshFactory();
    const { locks } = lockOfAnotherTab();
    const backup = new Y.Doc();
    backup.getText('t').insert(0, 'from the backup');
    const doc = new Y.Doc();
    const copy = await createIndexedDbStore({ factory, locks }).open('list', doc, () => undefined);
    expect(mergeCopy(doc, Y.encodeStateAsUpdate(backup))).toBeUndefined();
    await copy.close();
    expect(await textAfterReload(factory)).toBe('from the backup');
  });

  it('[S7] a list is as large on this device as its household makes it: what one frame can carry is no limit for it', async () => {
    const factory = freshFactory();
    const doc = new Y.Doc();
    const copy = await createIndexedDbStore({ factory, locks: undefined }).open('list', doc, () => undefined);
    doc.getText('t').insert(0, 'note '.repeat(300_000)); // a large import is one act
    await untilSaved(copy);
    await copy.close();
    expect((await textAfterReload(factory)).length).toBe(1_500_000);
  });
});
