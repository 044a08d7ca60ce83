import { spawnSync } from 'node:child_process';
import { describeLocalStore, textOf, untilSaved } from '@tote/sync/local-store-contract';
import { open } from 'lmdb';
import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { type DeviceStore, openDeviceStore } from './lmdb-store.ts';
import { type ProcessMark, thisProcess } from './process-mark.ts';
import { createFolders } from './testing/terminals.ts';

const folders = createFolders();
const stores: DeviceStore[] = [];

const openAt = (folder: string): DeviceStore => {
  const store = openDeviceStore(folder, (error) => {
    throw error;
  });
  stores.push(store);
  return store;
};

const ignore = (): void => undefined;

afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
  folders.dispose();
});

describeLocalStore('LMDB', () => openAt(folders.make()).copies);

/** A table of a store, from outside. */
const tableOf = <Value, Key extends string | [string, number]>(
  folder: string,
  name: string,
  encoding: 'json' | 'binary',
) => open<unknown, string>({ path: folder, noSubdir: false, maxDbs: 8 }).openDB<Value, Key>({ name, encoding });

const markWriter = (folder: string, mark: ProcessMark): void =>
  void tableOf<ProcessMark, string>(folder, 'writers', 'json').putSync('list', mark);

describe('LMDB as the store of several processes', () => {
  it('[C8] what two copies stored at once is there, and one of them may write under the kept client id', async () => {
    const { copies } = openAt(folders.make());
    const docs = [new Y.Doc(), new Y.Doc()];
    const opened = await Promise.all(docs.map((doc) => copies.open('list', doc, ignore)));
    expect(opened.map(({ exclusive }) => exclusive)).toEqual([true, false]);
    docs.forEach((doc, index) => doc.getText('t').insert(0, `[${index}]`));
    await Promise.all(opened.map(untilSaved));
    for (const copy of opened) copy.fold();
    await Promise.all(opened.map((copy) => copy.close()));
    const both = new Y.Doc();
    const third = await copies.open('list', both, ignore);
    expect(textOf(both)).toMatch(/^(\[0\]\[1\]|\[1\]\[0\])$/u);
    expect(third.exclusive).toBe(true);
    await third.close();
  });

  it('[C8] who only watches stores what comes, and takes neither the right to the kept client id nor the place of its note', async () => {
    const { copies, watchedCopies } = openAt(folders.make());
    const doc = new Y.Doc();
    const watched = await watchedCopies.open('list', doc, ignore);
    const copy = await copies.open('list', new Y.Doc(), ignore);
    expect([watched.exclusive, copy.exclusive]).toEqual([false, true]);
    copy.writeMark(Uint8Array.of(2));
    await untilSaved(copy);
    doc.getText('t').insert(0, 'milk');
    watched.writeMark(Uint8Array.of(1));
    await untilSaved(watched);
    await Promise.all([watched.close(), copy.close()]);
    const again = new Y.Doc();
    const last = await copies.open('list', again, ignore);
    expect([textOf(again), last.mark]).toEqual(['milk', Uint8Array.of(2)]);
    await last.close();
  });

  it('[C8] the right to the kept id is free again when its process is gone, and only if that is certain', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    const { place } = thisProcess();
    const marks = [
      { mark: { pid, place }, exclusive: true },
      { mark: { pid: process.ppid, place }, exclusive: false },
      { mark: { pid, place: 'another machine' }, exclusive: false },
    ];
    for (const { mark, exclusive } of marks) {
      const folder = folders.make();
      const { copies } = openAt(folder);
      markWriter(folder, mark);
      const copy = await copies.open('list', new Y.Doc(), ignore);
      expect(copy.exclusive).toBe(exclusive);
      await copy.close();
    }
  });

  it('a row that is no update is moved aside, told, and the rest opens', async () => {
    const folder = folders.make();
    const { copies } = openAt(folder);
    const doc = new Y.Doc();
    const copy = await copies.open('list', doc, ignore);
    doc.getText('t').insert(0, 'milk');
    await untilSaved(copy);
    await copy.close();
    tableOf<Uint8Array, [string, number]>(folder, 'rows', 'binary').putSync(['list', 9], Buffer.from('rubbish'));
    for (const _ of ['moved', 'told again']) {
      const again = new Y.Doc();
      const opened = await copies.open('list', again, ignore);
      expect(textOf(again)).toBe('milk');
      expect(opened.setAside).toEqual([{ where: 'this-device', position: 9, reason: 'update-malformed' }]);
      await opened.close();
    }
  });

  it('many rows are folded into one, and stay apart while they are few', async () => {
    const folder = folders.make();
    const { copies } = openAt(folder);
    const rows = () => [...tableOf<Uint8Array, [string, number]>(folder, 'rows', 'binary').getKeys()].length;
    const doc = new Y.Doc();
    const copy = await copies.open('list', doc, ignore);
    for (let count = 1; count <= 60; count += 1) {
      doc.getText('t').insert(0, 'x');
      await untilSaved(copy);
      if (count === 10) copy.fold();
      if (count === 10) expect(rows()).toBe(10);
    }
    copy.fold();
    expect(rows()).toBe(1);
    await copy.close();
  });

  it('[C1] a write that fails is said, told why once, and made up for when there is room again', async () => {
    const faults: unknown[] = [];
    const store = openDeviceStore(folders.make(), (error) => faults.push(error));
    const doc = new Y.Doc();
    let refuses = true;
    const copy = await store.copies.open('list', doc, ignore);
    // A disk cannot be filled here; a note that cannot be read fails the transaction in the same place.
    const note = new Proxy(new Uint8Array(1), {
      get: (target, key) => {
        if (refuses) throw new Error('the disk is full');
        const value: unknown = Reflect.get(target, key);
        return value;
      },
    });
    copy.writeMark(note);
    doc.getText('t').insert(0, 'milk');
    await expect.poll(() => copy.local, { timeout: 60_000 }).toEqual({ state: 'failing', reason: 'write-failed' });
    refuses = false;
    copy.writeMark(new Uint8Array([1]));
    await untilSaved(copy);
    expect(faults).toEqual([expect.objectContaining({ message: 'the disk is full' })]);
    await copy.close();
    const again = new Y.Doc();
    await store.copies.open('list', again, ignore);
    expect(textOf(again)).toBe('milk');
    await store.close();
  });
});
