/** A disk that is full, or that gives nothing back. */
import type * as Lmdb from 'lmdb';
import { open } from 'lmdb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { untilSaved, textOf } from '@tote/sync/local-store-contract';
import * as Y from 'yjs';
import { openDeviceStore, type DeviceStore } from './lmdb-store.ts';
import { createFolders, openTerminal } from './testing/terminals.ts';

const disk = vi.hoisted((): { refuses: 'nothing' | 'writing' | 'reading' } => ({ refuses: 'nothing' }));
vi.mock('lmdb', async (importOriginal) => {
  const original = await importOriginal<typeof Lmdb>();
  const refused = (table: string): readonly string[] => {
    if (table === 'lists' || disk.refuses === 'nothing') return [];
    return ['putSync', 'removeSync', ...(disk.refuses === 'reading' ? ['get', 'getRange'] : [])];
  };
  return {
    ...original,
    open: (options: Lmdb.RootDatabaseOptionsWithPath) => {
      const root = original.open<unknown, string>(options);
      const openDB = root.openDB.bind(root);
      root.openDB = ((table: Lmdb.DatabaseOptions & { name: string }) =>
        new Proxy(openDB(table), {
          get: (target, name) => {
            if (refused(table.name).includes(String(name))) throw new Error('Input/output error');
            const value: unknown = Reflect.get(target, name, target);
            return typeof value === 'function' ? (value.bind(target) as unknown) : value;
          },
        })) as typeof root.openDB;
      return root;
    },
  };
});

const folders = createFolders();
let folder: string;
let store: DeviceStore;
let faults: string[];
beforeEach(() => {
  faults = [];
  folder = folders.make();
  store = openDeviceStore(folder, (error) => faults.push((error as Error).message));
});
afterEach(async () => {
  disk.refuses = 'nothing';
  await store.close();
  folders.dispose();
});

const ignore = (): void => undefined;

const keep = async (...words: readonly string[]): Promise<void> => {
  const doc = new Y.Doc();
  const copy = await store.copies.open('list', doc, ignore);
  for (const word of words) {
    doc.getText('t').insert(0, word);
    await untilSaved(copy);
  }
  await copy.close();
};

describe('LMDB on a disk that fails', () => {
  it('[C13] a list opens on a full disk with all that there is, rubbish told, and closes', async () => {
    await keep('milk');
    const rows = open<unknown, string>({ path: folder, noSubdir: false, maxDbs: 8 }).openDB<
      Uint8Array,
      [string, number]
    >({ name: 'rows', encoding: 'binary' });
    rows.putSync(['list', 9], Buffer.from('rubbish'));
    const doc = new Y.Doc();
    disk.refuses = 'writing';
    const copy = await store.copies.open('list', doc, ignore);
    expect([textOf(doc), copy.local.state, copy.exclusive]).toEqual(['milk', 'saved', false]);
    expect(copy.setAside).toEqual([{ where: 'this-device', position: 9, reason: 'update-malformed' }]);
    expect(faults).toHaveLength(2); // neither could the right to the kept client id be taken, nor the rubbish be moved
    await copy.close();

    disk.refuses = 'nothing';
    const last = await store.copies.open('list', new Y.Doc(), ignore);
    disk.refuses = 'writing';
    await last.close();
    expect(faults).toHaveLength(3);
  });

  it('[C13] a list opens when its copy cannot be read, says that nothing is kept, and has everything once it can be', async () => {
    await keep('milk');
    disk.refuses = 'reading';
    const doc = new Y.Doc();
    const copy = await store.copies.open('list', doc, ignore);
    expect(copy.local).toEqual({ state: 'failing', reason: 'write-failed' });
    expect([textOf(doc), copy.exclusive]).toEqual(['', false]);
    doc.getText('u').insert(0, 'bread');
    disk.refuses = 'nothing';
    await untilSaved(copy);
    expect(textOf(doc)).toBe('milk');
    await copy.close();
    const again = new Y.Doc();
    await (await store.copies.open('list', again, ignore)).close();
    expect([textOf(again), again.getText('u').toJSON()]).toEqual(['milk', 'bread']);
  });

  it('[S19] where folding fails every row stays, it is told once, and acts are stored as before', async () => {
    await keep(...'x'.repeat(60));
    const doc = new Y.Doc();
    const copy = await store.copies.open('list', doc, ignore);
    disk.refuses = 'writing';
    copy.fold();
    copy.fold();
    disk.refuses = 'nothing';
    expect([faults, copy.local.state]).toEqual([['Input/output error'], 'saved']);
    doc.getText('t').insert(0, 'milk ');
    await untilSaved(copy);
    await copy.close();
    const again = new Y.Doc();
    const whole = await store.copies.open('list', again, ignore);
    expect(textOf(again)).toBe(`milk ${'x'.repeat(60)}`);
    expect(whole.takeLoadedUpdates()).toHaveLength(61);
    await whole.close();
  });
});

describe('a command on a disk that fails', () => {
  const withMilk = async () => {
    const ann = openTerminal(folders.make());
    await ann.run(['make', 'Groceries', '--offline']);
    await ann.run(['add', 'milk', '--offline']);
    return ann;
  };

  it('[C13] shows what there is though the disk is full, and changes nothing without saying so', async () => {
    const ann = await withMilk();
    disk.refuses = 'writing';
    const shown = await ann.run(['show', '--offline']);
    expect([shown.code, shown.out[0]?.split('\n')[1]]).toEqual([0, '[ ] milk']);
    const added = await ann.run(['add', 'bread', '--offline']);
    expect([added.code, added.out]).toEqual([1, []]);
    expect(added.notes).toContain('This could not be stored on this device.');
    const made = await openTerminal(folders.make()).run(['make', 'Hardware', '--offline']);
    expect([made.code, made.out]).toEqual([1, []]);
    disk.refuses = 'nothing';
    expect((await ann.run(['show', '--offline'])).out[0]?.split('\n').slice(1)).toEqual(['[ ] milk']);
  });

  it('[C13] a copy that cannot be read is not shown, changed or left as if it were empty', async () => {
    const ann = await withMilk();
    for (const command of [['show'], ['add', 'bread'], ['leave'], ['export']]) {
      disk.refuses = 'reading';
      await expect(ann.run([...command, '--offline'])).rejects.toThrow(
        'what this device has of the list cannot be read',
      );
      disk.refuses = 'nothing';
    }
    expect((await ann.run(['show', '--offline'])).out[0]?.split('\n').slice(1)).toEqual(['[ ] milk']);
  });
});
