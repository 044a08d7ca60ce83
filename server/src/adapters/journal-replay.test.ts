/** What lies in the journal when a relay is gone: the next start, a check and a backup bring it in. */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  cpSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewEntry } from '../core/log-store.ts';
import { JOURNAL_FILES } from './journal.ts';
import { JOURNAL_PAGE_BYTES, journalRecordBytes } from './journal-record.ts';
import { readJournal, replayJournal, ROUND_KEY } from './journal-replay.ts';
import { backUpLmdbStore } from './lmdb-backup.ts';
import { checkLmdbStore } from './lmdb-check.ts';
import type { LmdbStore } from './lmdb-store.ts';
import type { StoreEvent } from './store-event.ts';
import { openLmdbTables } from './lmdb-tables.ts';
import { SETTLED_ENTRIES } from './lmdb-writer.ts';
import { someEntry } from './log-store-contract.ts';
import { random } from '../testing/random.ts';
import { openTestStore } from '../testing/test-store.ts';

const MEBIBYTE = 1024 * 1024;
const list = randomBytes(32).toString('base64url');
const base64 = ({ envelope }: { readonly envelope: Uint8Array }): string => Buffer.from(envelope).toString('base64');

let folders: string[];
let stores: LmdbStore[];
let events: StoreEvent[];
beforeEach(() => {
  folders = [];
  stores = [];
  events = [];
});
afterEach(async () => {
  for (const store of stores) await store.close();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'tote-journal-'));
  folders.push(folder);
  return folder;
};

const open = (folder: string, bytesMax = 256 * MEBIBYTE): LmdbStore => {
  const store = openTestStore(folder, {
    bytesMax,
    onEvent: (event) => event.type !== 'committed' && events.push(event),
  });
  stores.push(store);
  return store;
};

/** The files of a folder as they are now, where nobody holds them. `dataOf`: the data file of another time. */
const imageOf = (folder: string, dataOf = folder): string => {
  const image = newFolder();
  for (const file of JOURNAL_FILES) if (existsSync(join(folder, file))) cpSync(join(folder, file), join(image, file));
  cpSync(join(dataOf, 'data.mdb'), join(image, 'data.mdb'));
  return image;
};

const appendAll = async (store: LmdbStore, entries: readonly NewEntry[]): Promise<void> => {
  for (const entry of entries) expect(await store.append(list, [entry], random(16))).toMatchObject({ ok: true });
};

const someEntries = (count: number): NewEntry[] => Array.from({ length: count }, () => someEntry());

const readAll = async (store: LmdbStore): Promise<readonly string[]> => (await store.read(list, 0, 1e9)).map(base64);

/** Writes into the journal of a folder that nobody uses. */
const overwrite = (folder: string, file: string, at: number, bytes: Uint8Array): void => {
  const handle = openSync(join(folder, file), 'r+');
  writeSync(handle, bytes, 0, bytes.length, at);
  closeSync(handle);
};

/** A store whose data file knows nothing yet of what was acknowledged. */
const acknowledged = async (count: number): Promise<{ readonly folder: string; readonly entries: NewEntry[] }> => {
  const running = newFolder();
  const store = open(running);
  const empty = imageOf(running);
  const entries = someEntries(count);
  await appendAll(store, entries);
  return { folder: imageOf(running, empty), entries };
};

describe('the journal after a crash', () => {
  it('[P2] has what was acknowledged and LMDB never had, at its sequences', async () => {
    const { folder, entries } = await acknowledged(20);
    const store = open(folder);
    expect(events).toEqual([{ type: 'replayed', entries: 20, missing: 0 }]);
    expect(await readAll(store)).toEqual(entries.map(base64));
    expect(await store.append(list, [someEntry()], random(16))).toMatchObject({ value: { sequences: [21] } });
  });

  it('[P2] is brought in once, and what comes then is not taken for it', async () => {
    const { folder, entries } = await acknowledged(3);
    const [fourth, fifth] = someEntries(2);
    let image = folder;
    for (const next of [fourth, fifth]) {
      const store = open(image);
      await appendAll(store, next ? [next] : []);
      image = imageOf(image);
    }
    const all = [...entries, fourth, fifth].flatMap((entry) => (entry ? [base64(entry)] : []));
    expect(await readAll(open(image))).toEqual(all);
  });

  it('[P2] is brought in over several rounds, also after a start that ended in the middle', async () => {
    const running = newFolder();
    const store = open(running);
    const empty = imageOf(running);
    const entries = someEntries(SETTLED_ENTRIES + 50);
    await Promise.all(entries.map((entry) => store.append(list, [entry], random(16))));
    // The first round has been turned: that many at once are given to LMDB.
    const late = someEntries(3);
    await appendAll(store, late);
    const folder = imageOf(running, empty);
    const all = [...entries, ...late].map(base64);
    const records = readJournal(folder);
    const rounds = new Set(records.map(({ own }) => Buffer.from(own).toString('hex')));
    expect(rounds.size).toBe(2);

    const tables = openLmdbTables(folder, 64 * MEBIBYTE);
    const firstRound = records.filter(({ after }) => after.every((byte) => byte === 0));
    const deps = { folder, tables, random, onDamage: () => undefined };
    const first = replayJournal(firstRound, deps);
    expect(first.entries).toBeGreaterThanOrEqual(SETTLED_ENTRIES);
    await tables.root.close();

    expect(await readAll(open(folder))).toEqual(all);
    expect(events).toEqual([{ type: 'replayed', entries: all.length - first.entries, missing: 0 }]);
    expect(await readAll(open(imageOf(running, empty)))).toEqual(all);
  });

  it('[L1] without the end of a record that was being written has all the others', async () => {
    const { folder, entries } = await acknowledged(4);
    const at = 3 * journalRecordBytes([{ list, generation: random(16), entries: entries.slice(3) }]);
    overwrite(folder, JOURNAL_FILES[0], at + 150, Buffer.alloc(JOURNAL_PAGE_BYTES - 150));
    expect(await readAll(open(folder))).toEqual(entries.slice(0, 3).map(base64));
    expect(events).toEqual([{ type: 'replayed', entries: 3, missing: 0 }]);
  });

  it('[L6] with a damaged record in the middle has all the others, and says so', async () => {
    const { folder, entries } = await acknowledged(4);
    overwrite(folder, JOURNAL_FILES[0], JOURNAL_PAGE_BYTES + 200, random(8));
    expect(await checkLmdbStore(folder)).toMatchObject({
      value: { entries: 3, damage: ['1 records of the journal cannot be read'], damageCount: 1 },
    });
    const store = open(folder);
    expect(await readAll(store)).toEqual([0, 2, 3].map((index) => base64(entries[index] ?? someEntry())));
    expect(events).toEqual([{ type: 'replayed', entries: 3, missing: 1 }]);
    // A device that has it brings it back, as from any log of another generation.
    expect(await store.append(list, entries, random(16))).toMatchObject({ value: { sequences: [1, 4, 2, 3] } });
  });

  it('[L1] takes no record of an earlier round in a file that was used again', async () => {
    const running = newFolder();
    let store = open(running);
    const old = someEntries(6);
    await appendAll(store, old);
    await store.close();
    // The third life writes over the file of the first one.
    store = open(running);
    await appendAll(store, someEntries(1));
    await store.close();
    store = open(running);
    const last = someEntries(2);
    await appendAll(store, last);
    const folder = imageOf(running);
    const rounds = new Set(readJournal(folder).map(({ own }) => Buffer.from(own).toString('hex')));
    expect(rounds.size).toBeGreaterThan(1);
    const expected = await readAll(store);
    expect(await readAll(open(folder))).toEqual(expected);
    expect(events).toEqual([{ type: 'replayed', entries: 2, missing: 0 }]);
  });

  it('[L5] of another store, or of an older copy of this one, is left alone', async () => {
    const running = newFolder();
    const store = open(running);
    await appendAll(store, someEntries(1));
    await store.close();
    const older = imageOf(running);
    const again = open(running);
    await appendAll(again, someEntries(1));
    await again.close();
    const last = open(running);
    await appendAll(last, someEntries(1));
    expect((await readAll(open(imageOf(running, older)))).length).toBe(1);
    const { folder: other } = await acknowledged(2);
    expect(await readAll(open(imageOf(other, older)))).toHaveLength(1);
    expect(events).toEqual([]);
  });

  it('[L6] takes an envelope back whose entry was damaged, at the sequence that was acknowledged', async () => {
    const running = newFolder();
    const store = open(running);
    const entries = someEntries(3);
    await appendAll(store, entries);
    await store.close();
    const bytes = readFileSync(join(running, 'data.mdb'));
    const needle = Buffer.from(entries[1]?.envelope ?? []).subarray(20, 60);
    for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + 1))
      bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    writeFileSync(join(running, 'data.mdb'), bytes);
    const again = open(running);
    expect(await again.append(list, entries, random(16))).toMatchObject({ value: { sequences: [1, 4, 3] } });
    const crashed = open(imageOf(running));
    expect((await crashed.read(list, 3, 1e6)).map(base64)).toEqual([base64(entries[1] ?? someEntry())]);
  });
});

describe('a store without a journal', () => {
  it('[P2] of the version before opens as it is, and gets one', async () => {
    const running = newFolder();
    const store = open(running);
    const entries = someEntries(5);
    await appendAll(store, entries);
    await store.close();
    const folder = newFolder();
    cpSync(join(running, 'data.mdb'), join(folder, 'data.mdb'));
    const tables = openLmdbTables(folder, 512 * MEBIBYTE);
    await tables.meta.remove(ROUND_KEY);
    await tables.root.close();

    const updated = open(folder);
    expect(await readAll(updated)).toEqual(entries.map(base64));
    const more = someEntry();
    await appendAll(updated, [more]);
    expect(await readAll(open(imageOf(folder)))).toEqual([...entries, more].map(base64));
  });
});

describe('beside a running relay', () => {
  it('[O5] a check counts what only the journal has', async () => {
    const folder = newFolder();
    const store = open(folder);
    await appendAll(store, [someEntry(undefined, 100), someEntry(undefined, 100)]);
    expect(readJournal(folder)).toHaveLength(2);
    expect(await checkLmdbStore(folder)).toMatchObject({ value: { lists: 1, entries: 2, bytes: 200, damageCount: 0 } });
  });

  it('[O4] a backup has everything that was acknowledged before it began', async () => {
    const folder = newFolder();
    const store = open(folder);
    const entries = someEntries(10);
    await appendAll(store, entries);
    const to = join(newFolder(), 'copy');
    expect(await backUpLmdbStore(folder, to)).toMatchObject({
      ok: true,
      value: { lists: 1, entries: 10, damageCount: 0 },
    });
    expect(await readAll(open(to))).toEqual(entries.map(base64));
    expect(events).toEqual([]);
  });
});
