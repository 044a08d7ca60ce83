import { IDBFactory, IDBTransaction } from 'fake-indexeddb';
import { describe, expect, it, vi } from 'vitest';
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
  describeShelfStore(async () => {
    const indexedDB = new IDBFactory();
    const reopen = () => openIndexedDbShelfStore({ indexedDB });
    return { store: await reopen(), reopen };
  });

  it('commits in the task of the act: the page may be gone in the next', async () => {
    const store = await openIndexedDbShelfStore({ indexedDB: new IDBFactory() });
    const commit = vi.spyOn(IDBTransaction.prototype, 'commit');
    const written = store.putSettings({ theme: 'dark' });
    expect(commit).toHaveBeenCalledTimes(1);
    await written;
    commit.mockRestore();
  });

  it('rejects within its deadline when the browser never answers', async () => {
    const silent = { open: () => ({}) } as unknown as IDBFactory;
    await expect(openIndexedDbShelfStore({ indexedDB: silent, openDeadlineMs: 5 })).rejects.toThrow('did not answer');
  });
});
