import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GRACE_MS } from '../core/retention.ts';
import { JOURNAL_FILES } from './journal.ts';
import { checkLmdbStore } from './lmdb-check.ts';
import { openLmdbStore, type LmdbStore } from './lmdb-store.ts';
import type { LmdbStoreDeps } from './lmdb-folder.ts';
import type { StoreEvent } from './store-event.ts';
import { entryKey, headKey } from './log-records.ts';
import { openLmdbTables, type LmdbTables } from './lmdb-tables.ts';
import { describeLogStore, someEntry } from './log-store-contract.ts';
import { random } from '../testing/random.ts';
import { openTestStore, testStoreDeps } from '../testing/test-store.ts';

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'tote-lmdb-'));
const MEBIBYTE = 1024 * 1024;

/** What the disk would show after a power cut now: the files as they are, in a folder of its own. */
const crashImage = (folder: string): string => {
  const image = newFolder();
  for (const file of [...JOURNAL_FILES, 'data.mdb'])
    if (existsSync(join(folder, file))) cpSync(join(folder, file), join(image, file));
  return image;
};

describeLogStore('LMDB', () => {
  const folders = [newFolder()];
  let nowMs = 1_700_000_000_000;
  const openLast = (): LmdbStore => openTestStore(folders.at(-1) ?? '', { nowMs: () => nowMs });
  let store = openLast();
  return Promise.resolve({
    store: () => store,
    restart: async (how) => {
      if (how === 'crash') folders.push(crashImage(folders.at(-1) ?? ''));
      await store.close();
      store = openLast();
    },
    advance: (ms) => (nowMs += ms),
    dispose: async () => {
      await store.close();
      for (const folder of folders) rmSync(folder, { recursive: true });
    },
  });
});

describe('LMDB store', () => {
  const list = randomBytes(32).toString('base64url');
  let folder: string;
  let stores: LmdbStore[];
  let events: StoreEvent[];
  beforeEach(() => {
    folder = newFolder();
    stores = [];
    events = [];
  });
  afterEach(async () => {
    for (const store of stores) await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const start = (deps: Partial<LmdbStoreDeps> = {}): LmdbStore => {
    const store = openTestStore(folder, {
      onEvent: (event) => event.type !== 'committed' && events.push(event),
      ...deps,
    });
    stores.push(store);
    return store;
  };
  const generationOf = async (store: LmdbStore) => (await store.head(list))?.generation;

  /** Changes one byte wherever these bytes stand in the closed file. */
  const damage = (needle: Uint8Array, at: number): void => {
    const path = join(folder, 'data.mdb');
    const bytes = readFileSync(path);
    let found = bytes.indexOf(needle);
    expect(found).toBeGreaterThan(0);
    while (found >= 0) {
      bytes.writeUInt8((bytes[found + at] ?? 0) ^ 0x10, found + at);
      found = bytes.indexOf(needle, found + 1);
    }
    writeFileSync(path, bytes);
  };

  it('[L6] sets a damaged entry aside, serves the rest, says so, and takes another generation', async () => {
    let store = start();
    const entries = Array.from({ length: 5 }, () => someEntry());
    await store.append(list, entries, random(16));
    await store.close();
    damage(entries[2]?.envelope.subarray(10, 60) ?? random(1), 5);
    store = start();
    const before = await generationOf(store);
    const sound = [1, 2, 4, 5];
    expect((await store.read(list, 0, 1e6)).map(({ sequence }) => sequence)).toEqual(sound);
    expect(events).toEqual([{ type: 'damaged', list: `${list.slice(0, 6)}…`, sequence: 3 }]);
    expect(await store.append(list, [someEntry()], random(16))).toMatchObject({ value: { sequences: [6] } });
    const after = await generationOf(store);
    expect(after).not.toEqual(before);
    expect((await store.read(list, 0, 1e6)).map(({ sequence }) => sequence)).toEqual([...sound, 6]);
    await store.close();
    store = start();
    expect((await store.read(list, 2, 1e6)).map(({ sequence }) => sequence)).toEqual([4, 5, 6]);
    expect(await generationOf(store)).toEqual(after);
    expect(events).toHaveLength(1);
  });

  it('[L6] takes an envelope back that was damaged', async () => {
    let store = start();
    const entries = [someEntry(), someEntry(), someEntry()];
    await store.append(list, entries, random(16));
    await store.close();
    await tamper((tables) => flip(tables, entryKey(list, 2)));
    store = start();
    await store.read(list, 0, 1e6);
    await expect.poll(async () => (await store.append(list, entries, random(16))).ok).toBe(true);
    expect(await store.append(list, entries, random(16))).toMatchObject({ value: { sequences: [1, 4, 3] } });
    expect((await store.read(list, 0, 1e6)).map(({ sequence }) => sequence)).toEqual([1, 3, 4]);
  });

  /** Opens the closed store's tables for a hand on the disk. */
  const tamper = async (act: (tables: LmdbTables) => Promise<unknown>): Promise<void> => {
    const tables = openLmdbTables(folder, 256 * MEBIBYTE);
    await act(tables);
    await tables.root.close();
  };

  const flip = ({ entries, heads }: LmdbTables, key: Buffer): Promise<unknown> => {
    const table = key.length === 32 ? heads : entries;
    const record = Buffer.from(table.get(key) ?? []);
    record.writeUInt8(record.readUInt8(24) ^ 1, 24);
    return table.put(key, record);
  };

  it('[L6] takes an envelope back that was damaged, also when a snapshot made without it has covered and dropped its place', async () => {
    let nowMs = 0;
    let store = start();
    const entries = [someEntry(), someEntry(), someEntry()];
    await store.append(list, entries, random(16));
    await store.close();
    await tamper((tables) => flip(tables, entryKey(list, 2)));
    store = start({ nowMs: () => nowMs });
    await store.append(list, [someEntry(2)], random(16));
    nowMs = GRACE_MS;
    await store.append(list, [someEntry(3)], random(16));
    expect(await store.head(list)).toMatchObject({ sequence: 5, prunedThrough: 2, bytes: 450, tailBytes: 300 });
    await store.close();
    expect(await checkLmdbStore(folder)).toMatchObject({ value: { entries: 3, damageCount: 0 } });
    store = start();
    expect(await store.append(list, entries, random(16))).toMatchObject({ value: { sequences: [6, 7, 3] } });
  });

  it('[L6] takes an envelope back that was lost and whose number is another one since', async () => {
    let store = start();
    const entries = [someEntry(), someEntry(), someEntry()];
    await store.append(list, entries, random(16));
    await store.close();
    await tamper((tables) => tables.entries.remove(entryKey(list, 3)).then(() => flip(tables, headKey(list))));
    store = start();
    expect(await store.append(list, [someEntry()], random(16))).toMatchObject({ value: { sequences: [3] } });
    expect(await store.append(list, entries, random(16))).toMatchObject({ value: { sequences: [1, 2, 4] } });
  });

  it('[O2] can be asked for a write that means nothing', async () => {
    const store = start();
    await store.append(list, [someEntry()], random(16));
    const before = await store.head(list);
    expect(await store.probe()).toBeUndefined();
    expect(await store.head(list)).toEqual(before);
    await store.close();
    expect(await store.probe()).toMatchObject({ type: 'store-failed' });
    expect(await start({ diskFreeBytesMin: Number.MAX_SAFE_INTEGER }).probe()).toEqual({
      type: 'store-full',
      bound: 'disk-floor',
    });
  });

  it('[L6] makes a damaged head again from the entries', async () => {
    let store = start();
    await store.append(list, [someEntry(), someEntry(), someEntry()], random(16));
    await store.append(list, [someEntry(2)], random(16));
    await store.append(list, [someEntry(1)], random(16));
    const before = await store.head(list);
    await store.close();
    await tamper((tables) => flip(tables, headKey(list)));
    store = start();
    const after = await store.head(list);
    expect(after).toEqual({ ...before, generation: after?.generation });
    expect(after?.generation).not.toEqual(before?.generation);
    expect(await store.append(list, [someEntry()], random(16))).toMatchObject({ value: { sequences: [6] } });
    expect(events).toContainEqual({ type: 'damaged', list: `${list.slice(0, 6)}…`, sequence: undefined });
  });

  it('[L6] believes no damaged key when it makes a damaged head again: numbers go on where the entries end', async () => {
    let store = start();
    await store.append(list, [someEntry(), someEntry(), someEntry()], random(16));
    await store.close();
    await tamper(async (tables) => {
      await tables.entries.put(entryKey(list, 2 ** 40), tables.entries.get(entryKey(list, 3)) ?? Buffer.alloc(0));
      await tables.entries.remove(entryKey(list, 3));
      await flip(tables, headKey(list));
    });
    store = start();
    expect(await store.head(list)).toMatchObject({ sequence: 2, prunedThrough: 0 });
    expect(await store.append(list, [someEntry()], random(16))).toMatchObject({ value: { sequences: [3] } });
    expect((await store.read(list, 0, 1e6)).map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  });

  it.each([
    ['a copy of the folder was put in its place', (backup: string) => rmSync(backup, { recursive: true })],
    ['its files were overwritten with a copy', () => undefined],
  ])('[L5] takes another generation when %s, times and all', async (_, before) => {
    const store = start();
    await store.append(list, [someEntry()], random(16));
    const generation = await generationOf(store);
    await store.close();
    const backup = newFolder();
    cpSync(folder, backup, { recursive: true, preserveTimestamps: true });
    before(folder);
    cpSync(backup, folder, { recursive: true, preserveTimestamps: true });
    rmSync(backup, { recursive: true });
    expect(await generationOf(start())).not.toEqual(generation);
  });

  it('[L5] counts a stop as unclean from the first acknowledgement on, before LMDB was written', async () => {
    let store = start();
    await store.append(list, [someEntry()], random(16));
    await store.close();
    const proof = join(folder, 'closed-in-order');
    store = start();
    const written = statSync(join(folder, 'data.mdb')).mtimeMs;
    expect(existsSync(proof)).toBe(true);
    await store.append(list, [someEntry()], random(16));
    expect(existsSync(proof)).toBe(false);
    expect(statSync(join(folder, 'data.mdb')).mtimeMs).toBe(written);
  });

  it('[L5] keeps the generation over a stop in order also when nothing was written since a crash', async () => {
    const store = start();
    await store.append(list, [someEntry()], random(16));
    const image = crashImage(folder);
    const generations: (Uint8Array | undefined)[] = [await generationOf(store)];
    for (let life = 0; life < 3; life += 1) {
      const next = start({ folder: image });
      generations.push(await generationOf(next));
      await next.close();
    }
    const [before, after, ...later] = generations;
    expect(after).not.toEqual(before);
    expect(later).toEqual([after, after]);
    rmSync(image, { recursive: true });
  });

  it('[L5] keeps the generation over a life in which nothing was written', async () => {
    let store = start();
    await store.append(list, [someEntry()], random(16));
    const generation = await generationOf(store);
    for (let life = 0; life < 3; life++) {
      await store.close();
      store = start();
      expect(await generationOf(store)).toEqual(generation);
    }
  });

  it('[L9] [O7] refuses new lists first, then everything, says which, and goes on reading', async () => {
    const store = start({ bytesMax: 16 * MEBIBYTE });
    const big = () => someEntry(undefined, 200_000);
    const outcomeOf = (appended: Awaited<ReturnType<LmdbStore['append']>>): string =>
      appended.ok ? 'ok' : 'bound' in appended.error ? appended.error.bound : appended.error.type;
    const outcomes: string[] = [];
    for (let i = 0; i < 120; i++) {
      const appended = await store.append(list, [big()], random(16));
      const other = await store.append(randomBytes(32).toString('base64url'), [someEntry()], random(16));
      outcomes.push(`${outcomeOf(appended)}/${outcomeOf(other)}`);
    }
    expect(outcomes[0]).toBe('ok/ok');
    expect(outcomes.at(-1)).toBe('store-bytes/new-lists');
    expect([...new Set(outcomes)]).toEqual(['ok/ok', 'ok/new-lists', 'store-bytes/new-lists']);
    expect([...new Set(events.map((event) => 'bound' in event && event.bound))]).toEqual(['new-lists', 'store-bytes']);
    const kept = (await store.read(list, 0, 1e9)).length;
    expect(kept).toBe((await store.head(list))?.sequence);
    expect(store.usedBytes).toBeLessThanOrEqual(16 * MEBIBYTE);
  });

  it('[L9] takes nothing when too little of the disk would be left, and opens all the same', async () => {
    let store = start();
    await store.append(list, [someEntry()], random(16));
    await store.close();
    store = start({ diskFreeBytesMin: Number.MAX_SAFE_INTEGER });
    expect(await store.append(list, [someEntry()], random(16))).toEqual({
      ok: false,
      error: { type: 'store-full', bound: 'disk-floor' },
    });
    expect(await store.read(list, 0, 1e6)).toHaveLength(1);
    expect(events).toEqual([{ type: 'store-full', bound: 'disk-floor' }]);
  });

  it('lies in a folder whose name has a dot, as a host name has', async () => {
    const named = join(folder, 'lists.example.org');
    mkdirSync(named);
    const store = start({ folder: named });
    expect(await store.append(list, [someEntry()], random(16))).toMatchObject({ ok: true });
    expect(existsSync(join(named, 'data.mdb'))).toBe(true);
  });

  it('[P5] does not open a folder that a living process uses', () => {
    // The process that runs the tests started us, so it lives.
    writeFileSync(join(folder, 'relay.pid.1'), String(process.ppid));
    expect(openLmdbStore(testStoreDeps(folder))).toEqual({
      ok: false,
      error: { type: 'folder-in-use', folder, pid: process.ppid },
    });
  });

  it('[P5] takes the folder of a process that is gone', async () => {
    writeFileSync(join(folder, 'relay.pid.1'), '4194304999');
    expect(await start().head(list)).toBeUndefined();
  });

  it('[L1] refuses after it was closed', async () => {
    const store = start();
    await store.close();
    expect(await store.append(list, [someEntry()], random(16))).toMatchObject({ ok: false });
  });
});
