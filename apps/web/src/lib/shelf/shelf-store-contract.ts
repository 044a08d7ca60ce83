import { expect, it } from 'vitest';
import type { ShelfEntry, ShelfStore } from './shelf-store.ts';

const entry: ShelfEntry = {
  localId: 'k3v9',
  listId: 'list',
  link: 'secret',
  role: 'edit',
  device: 'abcd1234',
  addedAtMs: 1,
  position: 0,
  glance: { title: 'Weekly shop', emoji: '🥕', colour: 'leaf', openCount: 2, doneCount: 1, waiting: 0 },
};

/** What every adapter of {@link ShelfStore} must do. `reopen` opens the same book again, as a reload would. */
export const describeShelfStore = (
  open: () => Promise<{ store: ShelfStore; reopen: () => Promise<ShelfStore> }>,
): void => {
  it('is empty at first', async () => {
    const { store } = await open();
    expect(await store.load()).toEqual({ entries: [], settings: {} });
  });

  it('keeps entries and settings over a reload', async () => {
    const { store, reopen } = await open();
    await store.put(entry);
    await store.changeSettings({ theme: 'dark', language: 'de' });
    expect(await (await reopen()).load()).toEqual({ entries: [entry], settings: { theme: 'dark', language: 'de' } });
  });

  it('replaces an entry of the same local id and removes only the one asked for', async () => {
    const { store, reopen } = await open();
    const other = { ...entry, localId: 'm4q2' };
    await store.put(entry);
    await store.put(other);
    await store.put({ ...entry, leftAtMs: 5 });
    await store.remove(other.localId);
    expect((await (await reopen()).load()).entries).toEqual([{ ...entry, leftAtMs: 5 }]);
  });

  it('keeps both of two acts of one moment that change a list, its ways or the settings, each from an old picture', async () => {
    const { store, reopen } = await open();
    const other = await reopen();
    await store.put(entry);
    await Promise.all([
      store.change(entry.localId, { archivedAtMs: 7, ways: { byAisle: false } }),
      other.change(entry.localId, { position: 3, ways: { storeId: 'corner' } }),
      store.changeSettings({ theme: 'dark' }),
      other.changeSettings({ language: 'de' }),
    ]);
    await store.change(entry.localId, { archivedAtMs: undefined });
    expect(await (await reopen()).load()).toEqual({
      entries: [{ ...entry, position: 3, ways: { byAisle: false, storeId: 'corner' } }],
      settings: { theme: 'dark', language: 'de' },
    });
  });

  it('keeps both of two acts of one moment that add to the same of the settings, and what a third takes away', async () => {
    const { store, reopen } = await open();
    const other = await reopen();
    const formers = Object.fromEntries(['a', 'b', 'c'].map((listId) => [listId, { listId, link: 'secret' }]));
    const former = (key: string) => ({ formerKeyrings: { [key]: formers[key] } });
    await store.changeSettings({ ...former('a'), forgottenLists: { x: 'x' } });
    await Promise.all([
      store.changeSettings({ ...former('b'), forgottenLists: { y: 'y' } }),
      other.changeSettings({ ...former('c'), forgottenLists: { z: 'z' } }),
      other.changeSettings({ formerKeyrings: { a: undefined } }),
    ]);
    expect((await (await reopen()).load()).settings).toEqual({
      formerKeyrings: { b: formers.b, c: formers.c },
      forgottenLists: { x: 'x', y: 'y', z: 'z' },
    });
  });

  it('takes a list that is put whole as it is put, and nothing of one that was removed', async () => {
    const { store, reopen } = await open();
    const other = { ...entry, localId: 'm4q2', position: 4 };
    await store.put(other);
    await store.change(other.localId, { archivedAtMs: 7 });
    await store.put({ ...entry, position: 2 });
    await store.change(entry.localId, { ways: { byAisle: false } });
    await store.remove(entry.localId);
    await store.change(entry.localId, { leftAtMs: 5 });
    expect((await (await reopen()).load()).entries).toEqual([{ ...other, archivedAtMs: 7 }]);
    await store.put(entry);
    await store.change(entry.localId, { position: 9 });
    await store.put(entry);
    const { entries } = await (await reopen()).load();
    expect(entries.toSorted((a, b) => a.position - b.position)).toEqual([entry, { ...other, archivedAtMs: 7 }]);
  });
};
