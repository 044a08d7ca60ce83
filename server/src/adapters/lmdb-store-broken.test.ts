/** A disk on which LMDB is slow, or that is full for the journal alone, or dying: a write to the journal or of LMDB itself fails, though there was room. */
import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { JOURNAL_FILES } from './journal.ts';
import type * as JournalModule from './journal.ts';
import { openTestStore } from '../testing/test-store.ts';
import type { LmdbStore } from './lmdb-store.ts';
import type { StoreEvent } from './store-event.ts';
import type * as Tables from './lmdb-tables.ts';
import { SETTLED_ENTRIES } from './lmdb-writer.ts';
import { someEntry } from './log-store-contract.ts';

const disk = vi.hoisted(() => {
  const state: { refuses: 'nothing' | 'room' | 'journal' | 'LMDB'; held: Promise<void> | undefined } = {
    refuses: 'nothing',
    held: undefined,
  };
  return state;
});
vi.mock('./lmdb-tables.ts', async (importOriginal) => {
  const original = await importOriginal<typeof Tables>();
  return {
    ...original,
    openLmdbTables: (...args: Parameters<typeof original.openLmdbTables>) => {
      const tables = original.openLmdbTables(...args);
      const batch = tables.root.batch.bind(tables.root);
      tables.root.batch = async (act: () => unknown) => {
        await disk.held;
        if (disk.refuses !== 'LMDB') return batch(act);
        const commitError = Promise.reject(new Error('Input/output error'));
        return Promise.reject(Object.assign(new Error('Commit failed'), { commitError }));
      };
      return tables;
    },
  };
});
vi.mock('./journal.ts', async (importOriginal) => {
  const original = await importOriginal<typeof JournalModule>();
  return {
    ...original,
    openJournal: (...args: Parameters<typeof original.openJournal>) => {
      const journal = original.openJournal(...args);
      const write: typeof journal.write = (content) =>
        disk.refuses === 'journal' ? Promise.reject(new Error('Input/output error')) : journal.write(content);
      const reserve: typeof journal.reserve = (appends) => disk.refuses !== 'room' && journal.reserve(appends);
      return { ...journal, write, reserve };
    },
  };
});

const list = randomBytes(32).toString('base64url');
const generation = new Uint8Array(randomBytes(16));
const failed = { ok: false, error: { type: 'store-failed', detail: 'Input/output error' } };
let folder: string;
let events: StoreEvent[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tote-lmdb-'));
  events = [];
  disk.refuses = 'nothing';
  disk.held = undefined;
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (at = folder): LmdbStore =>
  openTestStore(at, { onEvent: (event) => event.type !== 'committed' && events.push(event) });
const append = (store: LmdbStore) => store.append(list, [someEntry()], generation);
const sequencesIn = async (store: LmdbStore) => (await store.read(list, 0, 1e9)).map(({ sequence }) => sequence);

it('[L9] refuses while the journal gets no room, goes on reading, and takes more when it does', async () => {
  disk.refuses = 'room';
  const store = open();
  const full = { ok: false, error: { type: 'store-full', bound: 'disk' } };
  expect(await append(store)).toEqual(full);
  expect(await store.probe()).toEqual(full.error);
  disk.refuses = 'nothing';
  expect(await append(store)).toMatchObject({ value: { sequences: [1] } });
  disk.refuses = 'room';
  expect(await append(store)).toEqual(full);
  expect(await sequencesIn(store)).toEqual([1]);
  expect(store.isSound).toBe(true);
  disk.refuses = 'nothing';
  expect(await append(store)).toMatchObject({ value: { sequences: [2] } });
  await store.close();
});

it('[L9] [P6] takes no more writes after one to the journal failed, says why, and goes on reading', async () => {
  const store = open();
  await append(store);
  disk.refuses = 'journal';
  expect(await append(store)).toEqual(failed);
  disk.refuses = 'nothing';
  expect(await append(store)).toEqual(failed);
  expect(store.isSound).toBe(false);
  expect(events).toEqual([{ type: 'store-broken', detail: 'Input/output error' }]);
  expect(await sequencesIn(store)).toEqual([1]);
  await store.close();
  const next = open();
  expect(await sequencesIn(next)).toEqual([1]);
  expect(await append(next)).toMatchObject({ value: { sequences: [2] } });
  await next.close();
});

it('[P2] [P6] keeps what it acknowledged when LMDB cannot take it: read at once, and brought in by the next start', async () => {
  const store = open();
  await append(store);
  disk.refuses = 'LMDB';
  expect(await append(store)).toMatchObject({ value: { sequences: [2] } });
  // The journal's file is not so long that LMDB would not be asked now.
  const big = someEntry(undefined, 3 * 1024 * 1024);
  expect(await store.append(list, [big], generation)).toMatchObject({ value: { sequences: [3] } });
  await expect.poll(() => store.isSound).toBe(false);
  expect(await append(store)).toEqual(failed);
  expect(events).toEqual([{ type: 'store-broken', detail: 'Input/output error' }]);
  expect(await sequencesIn(store)).toEqual([1, 2, 3]);
  await store.close();
  disk.refuses = 'nothing';
  const next = open();
  expect(events.slice(1)).toEqual([{ type: 'replayed', entries: 3, missing: 0 }]);
  expect(await sequencesIn(next)).toEqual([1, 2, 3]);
  await next.close();
});

it('[L5] has another generation after it broke', async () => {
  const store = open();
  await append(store);
  const before = (await store.head(list))?.generation;
  disk.refuses = 'LMDB';
  await store.close();
  cpSync(join(folder, 'data.mdb'), join(folder, 'kept'));
  disk.refuses = 'nothing';
  const next = open();
  expect((await next.head(list))?.generation).not.toEqual(before);
  await next.close();
});

/** LMDB's transactions do not end until `end` is called. */
const holdLmdb = (): { end(): void } => {
  let end = (): void => undefined;
  disk.held = new Promise((resolve) => (end = resolve));
  return { end };
};
const appendMany = async (store: LmdbStore, count: number): Promise<void> => {
  const answers = await Promise.all(Array.from({ length: count }, () => append(store)));
  expect(answers.every(({ ok }) => ok)).toBe(true);
};
const sequencesTo = (last: number): readonly number[] => Array.from({ length: last }, (_, index) => index + 1);

it('[P2] keeps both rounds while LMDB is slow: everything is read in order, and nothing is lost by a crash', async () => {
  const store = open();
  const held = holdLmdb();
  // So many begin a transaction; as many again would begin the next one, had the first ended.
  await appendMany(store, SETTLED_ENTRIES + 50);
  await appendMany(store, SETTLED_ENTRIES + 50);
  await append(store);
  const all = sequencesTo(2 * (SETTLED_ENTRIES + 50) + 1);
  expect(await sequencesIn(store)).toEqual(all);
  const image = mkdtempSync(join(tmpdir(), 'tote-lmdb-'));
  for (const file of [...JOURNAL_FILES, 'data.mdb']) cpSync(join(folder, file), join(image, file));
  held.end();
  await store.close();
  const after = open(image);
  expect(await sequencesIn(after)).toEqual(all);
  await after.close();
  rmSync(image, { recursive: true });
});

it('[P2] [P6] loses no round when LMDB fails while an append waits for it', async () => {
  const store = open();
  const held = holdLmdb();
  await appendMany(store, SETTLED_ENTRIES + 50);
  await appendMany(store, 2 * SETTLED_ENTRIES - 150);
  // More than the journal's other file is to hold: these are planned at the end of the turn, and wait.
  const waiting = Array.from({ length: 300 }, () => append(store));
  for (let turns = 0; turns < 3; turns++) await setImmediate();
  disk.refuses = 'LMDB';
  held.end();
  const answers = await Promise.all(waiting);
  const taken = answers.filter(({ ok }) => ok).length;
  expect(taken).toBeLessThan(300);
  await store.close();
  disk.refuses = 'nothing';
  const next = open();
  expect((await sequencesIn(next)).length).toBeGreaterThanOrEqual(3 * SETTLED_ENTRIES - 100 + taken);
  await next.close();
});
