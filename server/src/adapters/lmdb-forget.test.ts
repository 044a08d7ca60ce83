/** Erasing lists from a closed store, and listing what a store holds. */
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewEntry } from '../core/log-store.ts';
import { checkLmdbStore } from './lmdb-check.ts';
import type { LmdbStoreDeps } from './lmdb-folder.ts';
import { forgetInLmdbStore } from './lmdb-forget.ts';
import { listLmdbStore } from './lmdb-lists.ts';
import { headKey } from './log-records.ts';
import type { LmdbStore } from './lmdb-store.ts';
import { openLmdbTables } from './lmdb-tables.ts';
import { someEntry } from './log-store-contract.ts';
import { random } from '../testing/random.ts';
import { openTestStore } from '../testing/test-store.ts';

const MEBIBYTE = 1024 * 1024;
const NOW_MS = Date.UTC(2026, 10, 28);
const listName = (): string => randomBytes(32).toString('base64url');

let folder: string;
let [bread, milk] = [listName(), listName()];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tote-forget-'));
  [bread, milk] = [listName(), listName()];
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (deps: Partial<LmdbStoreDeps> = {}): LmdbStore => openTestStore(folder, { nowMs: () => NOW_MS, ...deps });

const append = async (store: LmdbStore, list: string, entries: readonly NewEntry[]): Promise<void> => {
  const appended = await store.append(list, entries, random(16));
  if (!appended.ok) throw new Error(appended.error.type);
};

/** A store of two lists, closed in order; gives what was appended to each. */
const fill = async (): Promise<Readonly<Record<'ofBread' | 'ofMilk', readonly NewEntry[]>>> => {
  const store = open();
  const entries = () => Array.from({ length: 700 }, (_, index) => someEntry(index % 100 === 99 ? index : undefined));
  const [ofBread, ofMilk] = [entries(), entries()];
  for (let at = 0; at < 700; at += 70) {
    await append(store, bread, ofBread.slice(at, at + 70));
    await append(store, milk, ofMilk.slice(at, at + 70));
  }
  await store.close();
  return { ofBread, ofMilk };
};

const envelopesOf = async (store: LmdbStore, list: string): Promise<readonly Buffer[]> =>
  (await store.read(list, 0, Number.MAX_SAFE_INTEGER)).map(({ envelope }) => Buffer.from(envelope));
const buffersOf = (entries: readonly NewEntry[]): readonly Buffer[] =>
  entries.map(({ envelope }) => Buffer.from(envelope));

/** Whether any file of the data folder holds these bytes. */
const isOnDisk = (bytes: Uint8Array): boolean =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .some((path) => statSync(path).isFile() && readFileSync(path).includes(Buffer.from(bytes)));

describe('forgetting', () => {
  it('[O9] leaves nothing of a list in any file, and every other one as it was, under its generation', async () => {
    const { ofBread, ofMilk } = await fill();
    const [first, last] = [ofBread[0], ofBread.at(-1)].map((entry) => entry?.envelope ?? random(1));
    let store = open();
    const before = await store.head(milk);
    await store.close();
    expect([first, last, headKey(bread)].map((bytes) => isOnDisk(bytes ?? random(1)))).toEqual([true, true, true]);

    const forgotten = await forgetInLmdbStore(folder, [bread]);
    expect(forgotten).toMatchObject({ ok: true, value: { lists: [{ list: bread, entries: 700 }] } });
    expect(forgotten.ok && forgotten.value.bytesAfter).toBe(statSync(join(folder, 'data.mdb')).size);
    expect([first, last, headKey(bread)].map((bytes) => isOnDisk(bytes ?? random(1)))).toEqual([false, false, false]);
    expect(await checkLmdbStore(folder)).toMatchObject({ value: { lists: 1, entries: 700, damageCount: 0 } });

    store = open();
    expect(await store.head(bread)).toBeUndefined();
    expect(await store.head(milk)).toEqual(before);
    expect(await envelopesOf(store, milk)).toEqual(buffersOf(ofMilk));
    await store.close();
  });

  it('[O9] lets a device bring a forgotten list back, as another log', async () => {
    const { ofBread } = await fill();
    let store = open();
    const before = await store.head(bread);
    await store.close();
    await forgetInLmdbStore(folder, [bread]);
    store = open();
    await append(store, bread, ofBread.slice(0, 3));
    expect(await store.head(bread)).toMatchObject({ sequence: 3 });
    expect((await store.head(bread))?.generation).not.toEqual(before?.generation);
    await store.close();
  });

  it('[O9] loses nothing that the journal alone held of others after an unclean stop, and brings nothing back from it', async () => {
    await fill();
    const store = open();
    const [ofBread, ofMilk] = [someEntry(), someEntry()];
    await append(store, bread, [ofBread]);
    await append(store, milk, [ofMilk]);
    const image = mkdtempSync(join(tmpdir(), 'tote-forget-'));
    for (const name of ['data.mdb', 'journal-0', 'journal-1']) cpSync(join(folder, name), join(image, name));
    await store.close();
    rmSync(folder, { recursive: true });
    folder = image;
    expect(isOnDisk(ofBread.envelope)).toBe(true);
    expect(await forgetInLmdbStore(folder, [bread])).toMatchObject({ value: { lists: [{ entries: 701 }] } });
    expect(isOnDisk(ofBread.envelope)).toBe(false);
    // What devices knew before that stop is not to be trusted afterwards either (L5).
    expect(existsSync(join(folder, 'closed-in-order'))).toBe(false);
    const next = open();
    expect((await envelopesOf(next, milk)).at(-1)).toEqual(Buffer.from(ofMilk.envelope));
    expect(await next.head(bread)).toBeUndefined();
    await next.close();
  });

  it('[O9] is refused while a relay has the folder, with what to do, and changes nothing', async () => {
    await fill();
    // The process that runs the tests started us, so it lives.
    writeFileSync(join(folder, 'relay.pid.9'), String(process.ppid));
    const before = readFileSync(join(folder, 'data.mdb'));
    const refused = await forgetInLmdbStore(folder, [bread]);
    expect(!refused.ok && refused.error).toMatch(/^process \d+ \(a relay.*stop it, do this, start it again$/);
    expect(readFileSync(join(folder, 'data.mdb')).equals(before)).toBe(true);
  });

  it('[O9] does nothing at all when one of the lists is not there', async () => {
    await fill();
    const unknown = listName();
    const before = readFileSync(join(folder, 'data.mdb'));
    const refused = await forgetInLmdbStore(folder, [bread, unknown]);
    expect(refused).toEqual({ ok: false, error: `the store has no list ${unknown}; nothing was done` });
    expect(readFileSync(join(folder, 'data.mdb')).equals(before)).toBe(true);
    expect(existsSync(join(folder, 'closed-in-order'))).toBe(true);
    const nowhere = join(folder, 'nowhere');
    expect(await forgetInLmdbStore(nowhere, [bread])).toMatchObject({ ok: false });
    expect(existsSync(nowhere)).toBe(false);
  });

  it('[O9] gives a full store its room back', async () => {
    const bytesMax = 16 * MEBIBYTE;
    let store = open({ bytesMax });
    const isTaken = async (list: string): Promise<boolean> =>
      (await store.append(list, [someEntry(undefined, 200_000)], random(16))).ok;
    await append(store, milk, [someEntry()]);
    while (await isTaken(bread));
    await store.close();
    store = open({ bytesMax });
    expect(await isTaken(milk)).toBe(false);
    await store.close();
    await forgetInLmdbStore(folder, [bread]);
    store = open({ bytesMax });
    expect([await isTaken(milk), await isTaken(listName())]).toEqual([true, true]);
    await store.close();
  });

  it.runIf(process.getuid?.() === 0)('[O9] leaves the file to the user that it belonged to', async () => {
    await fill();
    const [file, lock] = [join(folder, 'data.mdb'), join(folder, 'lock.mdb')];
    chownSync(file, 4_680, 4_681);
    chmodSync(file, 0o600);
    await forgetInLmdbStore(folder, [bread]);
    for (const { uid, gid, mode } of [file, lock].map((path) => statSync(path)))
      expect([uid, gid, mode & 0o777]).toEqual([4_680, 4_681, 0o600]);
  });
});

describe('lists of a store', () => {
  it('[O8] are told largest first while a relay runs, with what only its journal has', async () => {
    const store = open();
    await append(store, milk, [someEntry(undefined, 100), someEntry(1, 50), someEntry(undefined, 30)]);
    await append(store, bread, [someEntry(undefined, 500)]);
    const listed = await listLmdbStore(folder);
    expect(listed.ok && listed.value.lists).toEqual([
      { list: bread, entries: 1, bytes: 500, isDamaged: false },
      { list: milk, entries: 3, bytes: 180, snapshot: { storedAtMs: NOW_MS, entriesAfter: 1 }, isDamaged: false },
    ]);
    await store.close();
    const closed = await listLmdbStore(folder);
    expect(closed.ok && closed.value.lists).toEqual(listed.ok && listed.value.lists);
    expect(closed.ok && closed.value.usedBytes).toBe(store.usedBytes);
  });

  it('[O8] whose head is damaged are told by their entries', async () => {
    const store = open();
    await append(store, milk, [someEntry(undefined, 100), someEntry(1, 50)]);
    await store.close();
    const tables = openLmdbTables(folder, 128 * MEBIBYTE);
    await tables.heads.put(headKey(milk), Buffer.alloc(60));
    await tables.root.close();
    const listed = await listLmdbStore(folder);
    expect(listed.ok && listed.value.lists).toEqual([{ list: milk, entries: 2, bytes: 150, isDamaged: true }]);
    expect(await listLmdbStore(join(folder, 'nowhere'))).toMatchObject({ ok: false });
  });
});
