import { forceCloseDatabase, IDBFactory, IDBKeyRange, IDBTransaction } from 'fake-indexeddb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openIndexedDbShelfStore } from './indexeddb-shelf-store.ts';
import { createMemoryShelfStore } from './memory-shelf-store.ts';
import { describeShelfStore } from './shelf-store-contract.ts';

describe('memory shelf store', () => {
  describeShelfStore(() => {
    const store = createMemoryShelfStore();
    return Promise.resolve({ store, reopen: () => Promise.resolve(store) });
  });
});

describe('IndexedDB shelf store', () => {
  beforeAll(() => {
    vi.stubGlobal('IDBKeyRange', IDBKeyRange);
  });
  afterAll(() => {
    vi.unstubAllGlobals();
  });

  describeShelfStore(async () => {
    const indexedDB = new IDBFactory();
    const reopen = () => openIndexedDbShelfStore({ indexedDB });
    return { store: await reopen(), reopen };
  });

  it('commits in the task of the act: the page may be gone in the next', async () => {
    const store = await openIndexedDbShelfStore({ indexedDB: new IDBFactory() });
    const commit = vi.spyOn(IDBTransaction.prototype, 'commit');
    const written = store.changeSettings({ theme: 'dark' });
    expect(commit).toHaveBeenCalledTimes(1);
    await written;
    commit.mockRestore();
  });

  it('reads the book of a version that knew only whole rows', async () => {
    const indexedDB = new IDBFactory();
    const store = await openIndexedDbShelfStore({ indexedDB });
    await new Promise((resolve) => {
      indexedDB.open('tote-shelf').onsuccess = ({ target }) => {
        const { result } = target as IDBOpenDBRequest;
        const writing = result.transaction(['lists', 'settings'], 'readwrite');
        writing.objectStore('lists').put({ localId: 'k3v9', position: 1, ways: { byAisle: false } });
        writing.objectStore('settings').put({ theme: 'dark', language: 'de', leftKeyrings: ['a'] }, 'device');
        writing.objectStore('settings').put(['x', 'y'], ['', 'forgottenLists']);
        writing.oncomplete = resolve;
      };
    });
    await store.change('k3v9', { position: 2, ways: { storeId: 'corner' } });
    await store.changeSettings({ theme: undefined, forgottenLists: { z: 'z' }, leftKeyrings: { b: 'b' } });
    const { entries, settings } = await store.load();
    const { leftKeyrings = {}, forgottenLists = {}, ...others } = settings;
    expect([Object.values(leftKeyrings), Object.values(forgottenLists)]).toEqual([
      ['a', 'b'],
      ['x', 'y', 'z'],
    ]);
    expect({ entries, settings: others }).toEqual({
      entries: [{ localId: 'k3v9', position: 2, ways: { byAisle: false, storeId: 'corner' } }],
      settings: { language: 'de' },
    });
  });

  it('keeps nothing of a list that one tab forgets while another changes it', async () => {
    const indexedDB = new IDBFactory();
    const store = await openIndexedDbShelfStore({ indexedDB });
    await store.changeSettings({ theme: 'dark' });
    await store.change('k3v9', { position: 2, ways: { storeId: 'corner' } });
    await store.load();
    const keys = () =>
      new Promise((resolve, reject) => {
        indexedDB.open('tote-shelf').onsuccess = ({ target }) => {
          const { result } = target as IDBOpenDBRequest;
          const reading = result.transaction('settings').objectStore('settings').getAllKeys();
          reading.onsuccess = () => {
            resolve(reading.result);
          };
          reading.onerror = reject;
        };
      });
    await expect.poll(keys).toEqual([['', 'theme']]);
  });

  it('tells that the browser took the book away, and takes it in anew', async () => {
    let indexedDB = new IDBFactory();
    const connections: IDBDatabase[] = [];
    const factory = {
      open: (name: string, version: number) => {
        const request = indexedDB.open(name, version);
        request.addEventListener('success', () => connections.push(request.result));
        return request;
      },
    } as unknown as IDBFactory;
    const store = await openIndexedDbShelfStore({ indexedDB: factory });
    await store.changeSettings({ theme: 'dark', language: 'de' });
    const lost = vi.fn<() => void>();
    store.onLost(lost);
    indexedDB = new IDBFactory();
    for (const one of connections) forceCloseDatabase(one as unknown as Parameters<typeof forceCloseDatabase>[0]);
    await expect.poll(() => lost.mock.calls.length).toBe(1);
    await Promise.all([store.changeSettings({ theme: 'dark' }), store.changeSettings({ language: 'fr' })]);
    expect((await store.load()).settings).toEqual({ theme: 'dark', language: 'fr' });
    expect(connections, 'opened once more, not once for each write').toHaveLength(2);
  });

  it('rejects within its deadline when the browser never answers', async () => {
    const silent = { open: () => ({}) } as unknown as IDBFactory;
    await expect(openIndexedDbShelfStore({ indexedDB: silent, openDeadlineMs: 5 })).rejects.toThrow('did not answer');
  });
});
