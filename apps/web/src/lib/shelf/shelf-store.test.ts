import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
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

  it('rejects within its deadline when the browser never answers', async () => {
    const silent = { open: () => ({}) } as unknown as IDBFactory;
    await expect(openIndexedDbShelfStore({ indexedDB: silent, openDeadlineMs: 5 })).rejects.toThrow('did not answer');
  });
});
