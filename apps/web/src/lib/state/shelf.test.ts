import { describe, expect, it } from 'vitest';
import type { LinkFacts } from '../engine/list-engine.ts';
import { createMemoryShelfStore } from '../shelf/memory-shelf-store.ts';
import type { OwnKeyring, ShelfStore } from '../shelf/shelf-store.ts';
import { createHandClock } from '../testing/hand-clock.ts';
import { countDay, daysLeft, overdue } from './shelf-bin.ts';
import { placeList } from './shelf-places.ts';
import { Shelf } from './shelf.svelte.ts';

const setUp = (store: ShelfStore = createMemoryShelfStore()) => {
  let now = 1_000;
  let byte = 0;
  const failures: unknown[] = [];
  const clock = createHandClock();
  const shelf = new Shelf({
    store,
    random: (length) => Uint8Array.from({ length }, () => (byte += 7) % 256),
    nowMs: () => now,
    schedule: clock.schedule,
    onFailure: (error) => failures.push(error),
    onWritten: () => void failures.splice(0),
    onOutsideChange: () => undefined,
  });
  const passDays = (days: number) => (now += days * 86_400_000);
  /** The app is started on each of the next days. */
  const useDaily = (days: number) => {
    for (let day = 0; day < days; day += 1) {
      passDays(1);
      countDay(shelf);
    }
  };
  return { shelf, store, failures, clock, passDays, useDaily };
};

const facts = (listId: string, role: 'edit' | 'view' = 'edit'): LinkFacts => ({
  listId,
  role,
  link: `${role}-${listId}`,
});

describe('the shelf of this device', () => {
  it('puts new lists on top and keeps them over a reload', async () => {
    const { shelf, store } = setUp();
    shelf.add(facts('one'), { title: 'One' });
    shelf.add(facts('two'), { title: 'Two' });
    const reloaded = setUp(store).shelf;
    await reloaded.load();
    expect(reloaded.lists.map(({ glance }) => glance.title)).toEqual(['Two', 'One']);
  });

  it('writes a list again until the store has room for it, and complains once until then', async () => {
    const store = createMemoryShelfStore();
    let isFull = true;
    const put: ShelfStore['put'] = (entry) =>
      isFull ? Promise.reject(new Error('QuotaExceededError')) : store.put(entry);
    const { shelf, failures, clock } = setUp({ ...store, put });
    const settle = () => new Promise((resolve) => setTimeout(resolve));
    shelf.add(facts('one'), { title: 'One' });
    for (let tries = 0; tries < 3; tries += 1) {
      await settle();
      clock.pass(2_000);
    }
    await settle();
    expect(failures).toHaveLength(1);
    isFull = false;
    clock.pass(2_000);
    await settle();
    expect(failures).toEqual([]);
    const reloaded = setUp(store).shelf;
    await reloaded.load();
    expect(reloaded.lists.map(({ glance }) => glance.title)).toEqual(['One']);
  });

  it('writes the settings again until the store has room for them, and keeps them meanwhile', async () => {
    const store = createMemoryShelfStore();
    let isFull = true;
    const changeSettings: ShelfStore['changeSettings'] = (settings) =>
      isFull ? Promise.reject(new Error('QuotaExceededError')) : store.changeSettings(settings);
    const { shelf, failures, clock } = setUp({ ...store, changeSettings });
    const settle = () => new Promise((resolve) => setTimeout(resolve));
    shelf.set({ personName: 'Ann' });
    await settle();
    await shelf.load(); // another tab wrote
    expect(shelf.settings.personName).toBe('Ann');
    expect(failures).toHaveLength(1);
    isFull = false;
    clock.pass(2_000);
    await settle();
    expect(failures).toEqual([]);
    expect((await store.load()).settings.personName).toBe('Ann');
  });

  it('keeps a list that could not be written when another tab has written something', async () => {
    const store = createMemoryShelfStore();
    let tellOthers = (): void => undefined;
    const { shelf } = setUp({
      ...store,
      put: () => Promise.reject(new Error('QuotaExceededError')),
      onOutsideChange: (listener) => {
        tellOthers = listener;
      },
    });
    shelf.add(facts('one'), { title: 'One' });
    await new Promise((resolve) => setTimeout(resolve));
    tellOthers();
    await new Promise((resolve) => setTimeout(resolve));
    expect(shelf.lists.map(({ glance }) => glance.title)).toEqual(['One']);
  });

  it('keeps what is changed while it reads what another tab has written', async () => {
    const { shelf } = setUp();
    const { localId } = shelf.add(facts('gone'));
    const loaded = shelf.load();
    shelf.set({ theme: 'dark' });
    shelf.add(facts('one'));
    shelf.drop(localId);
    await loaded;
    expect(shelf.settings.theme).toBe('dark');
    expect(shelf.lists.map(({ listId }) => listId)).toEqual(['one']);
  });

  it('keeps what two tabs change of one list in the same moment', async () => {
    const store = createMemoryShelfStore();
    const [here, there] = [setUp(store).shelf, setUp(store).shelf];
    const { localId, glance } = here.add(facts('one'));
    await there.load();
    here.setWays(localId, { byAisle: false });
    there.setWays(localId, { storeId: 'corner' });
    there.glance(localId, { ...glance, openCount: 3 });
    here.set({ theme: 'dark' });
    there.set({ language: 'de' });
    await here.load();
    expect(here.byLocalId(localId)).toMatchObject({
      glance: { openCount: 3 },
      ways: { byAisle: false, storeId: 'corner' },
    });
    expect(here.settings).toEqual({ theme: 'dark', language: 'de' });
  });

  it('writes what could not be written until it can, with what came later, and over nothing of another tab', async () => {
    const store = createMemoryShelfStore();
    const settle = () => new Promise((resolve) => setTimeout(resolve));
    let isFull = false;
    const whileThereIsRoom = <Args extends unknown[]>(write: (...args: Args) => Promise<void>) => {
      return (...args: Args) => (isFull ? Promise.reject(new Error('QuotaExceededError')) : write(...args));
    };
    const change = whileThereIsRoom(store.change);
    const { shelf, failures, clock } = setUp({
      ...store,
      change,
      changeSettings: whileThereIsRoom(store.changeSettings),
    });
    const other = setUp(store).shelf;
    const { localId } = shelf.add(facts('one'), { title: 'One' });
    shelf.set({ language: 'de', theme: 'light' });
    await settle();
    await other.load();
    isFull = true;
    shelf.archive(localId);
    shelf.set({ theme: 'dark' });
    await settle();
    expect(failures).toHaveLength(2);
    other.setWays(localId, { storeId: 'corner' });
    other.set({ language: 'fr' });
    await shelf.load();
    expect(shelf.settings).toEqual({ language: 'fr', theme: 'dark' });
    expect(shelf.archived).toMatchObject([{ ways: { storeId: 'corner' } }]);
    other.setWays(localId, { storeId: 'market' });
    other.set({ language: 'es' });
    isFull = false;
    shelf.setWays(localId, { byAisle: false });
    clock.pass(2_000);
    await settle();
    expect(failures).toEqual([]);
    const { entries, settings } = await store.load();
    expect(entries).toMatchObject([{ archivedAtMs: 1_000, ways: { byAisle: false, storeId: 'market' } }]);
    expect(settings).toEqual({ language: 'es', theme: 'dark' });
  });

  it('forgets a list that could not be written', async () => {
    const store = createMemoryShelfStore();
    const settle = () => new Promise((resolve) => setTimeout(resolve));
    let isFull = true;
    const put: ShelfStore['put'] = (entry) =>
      isFull ? Promise.reject(new Error('QuotaExceededError')) : store.put(entry);
    const { shelf, failures, clock } = setUp({ ...store, put });
    const { localId } = shelf.add(facts('one'));
    await settle();
    shelf.drop(localId);
    isFull = false;
    clock.pass(2_000);
    await settle();
    expect(failures).toEqual([]);
    expect([shelf.lists, (await store.load()).entries]).toEqual([[], []]);
  });

  it('knows a list whose link is opened again', () => {
    const { shelf } = setUp();
    const first = shelf.add(facts('one'));
    expect(shelf.add(facts('one')).localId).toBe(first.localId);
    expect(shelf.lists).toHaveLength(1);
  });

  it('takes an edit link in the place of a view link, and never the other way', () => {
    const { shelf } = setUp();
    const { localId, device } = shelf.add(facts('one', 'view'));
    expect(shelf.add(facts('one', 'edit'))).toMatchObject({ localId, device, role: 'edit', link: 'edit-one' });
    expect(shelf.add(facts('one', 'view'))).toMatchObject({ role: 'edit', link: 'edit-one' });
  });

  it('[B6] lets a person come back to a list that was left, for thirty whole days of the app', () => {
    const { shelf, passDays, useDaily } = setUp();
    const { localId } = shelf.add(facts('one'));
    const left = () => shelf.binned.map(daysLeft);
    shelf.leave(localId);
    countDay(shelf);
    expect([shelf.lists, left()]).toEqual([[], [30]]);
    useDaily(30);
    expect([overdue(shelf), left()]).toEqual([[], [1]]);
    shelf.comeBack(localId);
    expect(shelf.lists).toHaveLength(1);
    passDays(1);
    shelf.leave(localId);
    expect(left()).toEqual([30]);
    useDaily(31);
    expect(overdue(shelf).map((entry) => entry.localId)).toEqual([localId]);
  });

  it('[B6] [M16] takes one day off for each date that a clock shows which jumps by years, there and back', () => {
    const { shelf, passDays, useDaily } = setUp();
    shelf.leave(shelf.add(facts('one')).localId);
    useDaily(1);
    for (const years of [20, -20, -20, 20, 20, -20]) {
      passDays(years * 365);
      for (let starts = 0; starts < 3; starts += 1) countDay(shelf);
    }
    expect(shelf.binned.map(daysLeft)).toEqual([28]);
  });

  it('[B6] keeps a list in the bin, however long, while something of it waits to be sent', () => {
    const { shelf, useDaily } = setUp();
    const { localId, glance } = shelf.add(facts('one'));
    shelf.glance(localId, { ...glance, waiting: 1 });
    shelf.leave(localId);
    useDaily(100);
    expect(overdue(shelf)).toEqual([]);
    shelf.glance(localId, glance);
    expect(overdue(shelf)).toHaveLength(1);
  });

  it('[B6] a list that was left and forgotten is kept away from the keyring; one that was deleted for everyone may come back', () => {
    const { shelf } = setUp();
    shelf.set({ keyring: {} as OwnKeyring });
    const [left, deleted] = [shelf.add(facts('left')), shelf.add(facts('deleted'))];
    shelf.leave(left.localId);
    shelf.glance(deleted.localId, { ...deleted.glance, deletedBy: 'Ben' });
    for (const { localId } of [left, deleted]) shelf.drop(localId);
    expect(shelf.settings.forgottenLists).toEqual({ left: 'left' });
  });

  it('brings a left list back, as it was, when its link is opened again', () => {
    const { shelf } = setUp();
    const { localId, device } = shelf.add(facts('one'));
    shelf.leave(localId);
    expect(shelf.add(facts('one'))).toMatchObject({ localId, device });
    expect(shelf.lists).toHaveLength(1);
  });

  it('goes on in memory and tells when the store fails', async () => {
    const broken: ShelfStore = { ...createMemoryShelfStore(), put: () => Promise.reject(new Error('full')) };
    const { shelf, failures } = setUp(broken);
    shelf.add(facts('one'));
    await Promise.resolve();
    expect(shelf.lists).toHaveLength(1);
    expect(failures).toHaveLength(1);
  });

  it('moves a list to another place and keeps the order over a reload', async () => {
    const { shelf, store } = setUp();
    for (const title of ['C', 'B', 'A']) shelf.add(facts(title), { title });
    const [first] = shelf.lists;
    placeList(shelf, first?.localId ?? '', 2);
    const order = ({ lists }: Shelf) => lists.map(({ glance }) => glance.title).join('');
    expect(order(shelf)).toBe('BCA');
    const reloaded = setUp(store).shelf;
    await reloaded.load();
    expect(order(reloaded)).toBe('BCA');
  });

  it('keeps an archived list off the home screen, but not off its address', () => {
    const { shelf } = setUp();
    const { localId } = shelf.add(facts('one'));
    shelf.archive(localId);
    expect([shelf.lists, shelf.archived.length]).toEqual([[], 1]);
    expect(shelf.byLocalId(localId)).toBeDefined();
    shelf.unarchive(localId);
    expect([shelf.lists.length, shelf.archived]).toEqual([1, []]);
  });

  it('[M13] [B6] keeps a list that was deleted for everyone in the bin for 30 days, unless it comes back', () => {
    const { shelf, useDaily } = setUp();
    const { localId, glance } = shelf.add(facts('one'));
    shelf.glance(localId, { ...glance, deletedBy: 'Ben' });
    expect([shelf.lists, shelf.binned.length]).toEqual([[], 1]);
    useDaily(30);
    shelf.glance(localId, { ...glance, deletedBy: 'Ben', openCount: 3 });
    expect(overdue(shelf)).toEqual([]);
    useDaily(1);
    expect(overdue(shelf)).toHaveLength(1);
    shelf.glance(localId, glance);
    expect([shelf.lists.length, shelf.binned]).toEqual([1, []]);
  });
});
