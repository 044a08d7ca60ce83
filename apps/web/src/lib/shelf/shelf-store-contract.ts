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
    await store.putSettings({ theme: 'dark', language: 'de' });
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
};
