/** Checking and copying stores: sound ones, damaged ones, and ones that are being written. */
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { envelopeId } from '@tote/seal/verify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewEntry } from '../core/log-store.ts';
import { runCommand } from '../operations/commands.ts';
import { backUpLmdbStore } from './lmdb-backup.ts';
import { checkLmdbStore } from './lmdb-check.ts';
import { entryKey, headKey, idKey, idPartOf } from './log-records.ts';
import { openLmdbStore, type LmdbStore } from './lmdb-store.ts';
import { openLmdbTables, type LmdbTables } from './lmdb-tables.ts';
import { random } from '../testing/random.ts';
import { openTestStore, testStoreDeps } from '../testing/test-store.ts';

const MEBIBYTE = 1024 * 1024;
const entry = (covers?: number): NewEntry => {
  const envelope = random(200);
  return { id: envelopeId(envelope), envelope, ...(covers !== undefined && { covers }) };
};

let folder: string;
const list = randomBytes(32).toString('base64url');
const shown = `list ${list.slice(0, 6)}…`;

const open = (): LmdbStore => openTestStore(folder);

const fill = async (store: LmdbStore): Promise<readonly NewEntry[]> => {
  const entries = [entry(), entry(), entry(), entry(2), entry()];
  await store.append(list, entries, random(16));
  await store.append(randomBytes(32).toString('base64url'), [entry()], random(16));
  return entries;
};

const damageWith = async (act: (tables: LmdbTables) => Promise<unknown>): Promise<void> => {
  const tables = openLmdbTables(folder, 128 * MEBIBYTE);
  await act(tables);
  await tables.root.close();
};

const flip = (table: LmdbTables['entries'], key: Buffer, at: number): Promise<unknown> => {
  const record = Buffer.from(table.get(key) ?? []);
  record.writeUInt8(record.readUInt8(at) ^ 1, at);
  return table.put(key, record);
};

const apart = () => Promise.reject(new Error('here'));
const settings = (dataFolder: string) => ({ ok: true, value: { dataFolder } }) as const;

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tote-check-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('a check', () => {
  it('[O5] finds a store sound, closed or running, and changes nothing', async () => {
    const store = open();
    await fill(store);
    const sound = { ok: true, value: { lists: 2, entries: 6, bytes: 1_200, setAside: 0, damage: [], damageCount: 0 } };
    expect(await checkLmdbStore(folder)).toEqual(sound);
    const generation = (await store.head(list))?.generation;
    await store.close();
    expect(await checkLmdbStore(folder)).toEqual(sound);
    const again = open();
    expect((await again.head(list))?.generation).toEqual(generation);
    await again.close();
  });

  it.each([
    ['a flipped bit in an entry', (t: LmdbTables) => flip(t.entries, entryKey(list, 2), 60), 'entry 2 is damaged'],
    ['a lost entry', (t: LmdbTables) => t.entries.remove(entryKey(list, 3)), 'entry 3 is missing'],
    ['a lost end', (t: LmdbTables) => t.entries.remove(entryKey(list, 5)), 'entry 5 is missing'],
    ['a flipped bit in a head', (t: LmdbTables) => flip(t.heads, headKey(list), 10), 'its head is damaged'],
    [
      'a damaged key, and looks for nothing between it and its place',
      (t: LmdbTables) => {
        void t.entries.put(entryKey(list, 2 ** 21), t.entries.get(entryKey(list, 5)) ?? Buffer.alloc(0));
        return t.entries.remove(entryKey(list, 5));
      },
      'a record stands under a damaged key',
    ],
    ['a lost head', (t: LmdbTables) => t.heads.remove(headKey(list)), 'entry 1 belongs to no head'],
  ])('[O5] finds %s', async (_, act, line) => {
    const store = open();
    await fill(store);
    await store.close();
    await damageWith(act);
    const checked = await checkLmdbStore(folder);
    expect(checked.ok && checked.value.damage).toContain(`${shown}: ${line}`);
    const said: string[] = [];
    expect(await runCommand(['check', folder, '--here'], settings('nowhere'), (text) => said.push(text), apart)).toBe(
      1,
    );
    expect(said).toContain(`DAMAGED: ${shown}: ${line}`);
    expect(said.join('\n')).not.toContain(list);
  });

  it('[O5] finds an id that leads elsewhere, and counts what was set aside without calling it damage', async () => {
    let store = open();
    const [first] = await fill(store);
    await store.close();
    await damageWith((tables) => tables.ids.remove(idKey(list, idPartOf(first?.id ?? random(32)))));
    const checked = await checkLmdbStore(folder);
    expect(checked.ok && checked.value.damage).toEqual([`${shown}: entry 1 is not found by its id`]);
    await damageWith((tables) => flip(tables.entries, entryKey(list, 1), 60));
    store = open();
    await store.read(list, 0, 1e6);
    await store.close();
    expect(await checkLmdbStore(folder)).toMatchObject({ value: { setAside: 1, damageCount: 0 } });
  });

  it('[O5] tells of a damaged key until a relay has set its record aside, and not of another entry that is missing', async () => {
    let store = open();
    await fill(store);
    await store.close();
    await damageWith(async ({ entries }) => {
      await entries.put(entryKey(list, 2 ** 21), entries.get(entryKey(list, 5)) ?? Buffer.alloc(0));
      await entries.remove(entryKey(list, 5));
    });
    expect(await checkLmdbStore(folder)).toMatchObject({ value: { setAside: 0, damageCount: 2 } });
    store = open();
    await store.read(list, 0, 1e6);
    await store.append(list, [entry()], random(16));
    await store.close();
    expect(await checkLmdbStore(folder)).toMatchObject({ value: { setAside: 1, damage: [] } });
    await damageWith(({ entries }) => entries.remove(entryKey(list, 3)));
    const checked = await checkLmdbStore(folder);
    expect(checked.ok && checked.value.damage).toEqual([`${shown}: entry 3 is missing`]);
  });

  it('[O5] says so when there is nothing to read, or something else, or only a part', async () => {
    const said: string[] = [];
    const check = () => runCommand(['check', '--here'], settings(folder), (line) => said.push(line), apart);
    expect(await check()).toBe(2);
    writeFileSync(join(folder, 'data.mdb'), randomBytes(100_000));
    expect(await check()).toBe(2);
    rmSync(join(folder, 'data.mdb'));
    const store = open();
    for (let i = 0; i < 20; i++) await fill(store);
    await store.close();
    truncateSync(join(folder, 'data.mdb'), 16_384);
    expect(await check()).toBe(2);
    expect(openLmdbStore(testStoreDeps(folder))).toMatchObject({ ok: false, error: { type: 'folder-unusable' } });
    expect(said.at(-1)).toContain('was cut off');
  });
});

describe('a backup', () => {
  it('[O4] of a store that is being written is one moment of it, and opens as another generation', async () => {
    const store = open();
    await fill(store);
    let writing = true;
    const written = (async () => {
      while (writing) await store.append(list, [entry()], random(16));
    })();
    const to = join(folder, 'copies', 'today');
    const backed = await backUpLmdbStore(folder, to);
    writing = false;
    await written;
    expect(backed).toMatchObject({ ok: true, value: { lists: 2, damageCount: 0 } });
    expect(readdirSync(to)).toEqual(['data.mdb']);
    const generation = (await store.head(list))?.generation;
    const read = await store.read(list, 0, 1e6);
    await store.close();
    for (const file of readdirSync(folder)) if (file !== 'copies') rmSync(join(folder, file));
    cpSync(to, folder, { recursive: true });
    const restored = open();
    const copied = await restored.read(list, 0, 1e6);
    expect(copied.length).toBeGreaterThanOrEqual(5);
    expect(copied).toEqual(read.slice(0, copied.length));
    expect((await restored.head(list))?.generation).not.toEqual(generation);
    await restored.close();
  });

  it('[O4] overwrites no store, and leaves nothing behind when it fails', async () => {
    const store = open();
    await fill(store);
    const to = join(folder, 'copy');
    expect((await backUpLmdbStore(folder, to)).ok).toBe(true);
    expect(await backUpLmdbStore(folder, to)).toMatchObject({ ok: false });
    expect((await checkLmdbStore(to)).ok).toBe(true);
    expect(await backUpLmdbStore(join(folder, 'nowhere'), join(folder, 'other'))).toMatchObject({ ok: false });
    expect(existsSync(join(folder, 'other'))).toBe(false);
    const file = join(folder, 'copy', 'data.mdb');
    expect(await backUpLmdbStore(folder, join(file, 'inside'))).toMatchObject({ ok: false });
    await store.close();
  });
});
