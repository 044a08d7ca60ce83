/** Taking and giving back a folder where the disk has no room for a name or takes no writes, or the system no named pipes. */
import type * as Fs from 'node:fs';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { lockDataFolder } from './data-folder-lock.ts';
import { openTestStore, testStoreDeps } from '../testing/test-store.ts';
import { openLmdbStore } from './lmdb-store.ts';

const disk = vi.hoisted(() => ({ refusal: '', refusalFromProbe: '', onLink: (): void => undefined }));
vi.mock('node:fs', async (importOriginal) => {
  const original = await importOriginal<typeof Fs>();
  const unlessRefused =
    <Args extends unknown[], R>(act: (...args: Args) => R) =>
    (...args: Args): R => {
      if (disk.refusal !== '') throw Object.assign(new Error(`${disk.refusal}: no`), { code: disk.refusal });
      return act(...args);
    };
  return {
    ...original,
    writeFileSync: unlessRefused((...args: Parameters<typeof original.writeFileSync>) => {
      if (String(args[0]).endsWith('/probe')) disk.refusal = disk.refusalFromProbe;
      return unlessRefused(original.writeFileSync)(...args);
    }),
    symlinkSync: unlessRefused(original.symlinkSync),
    renameSync: unlessRefused(original.renameSync),
    linkSync: (...args: Parameters<typeof original.linkSync>) => {
      disk.onLink();
      original.linkSync(...args);
    },
  };
});

const { PATH = '' } = process.env;
let folder: string;
const signs = (): readonly string[] => readdirSync(folder).filter((name) => name.startsWith('relay.alive-'));
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tote-odd-'))));
afterEach(() => {
  disk.refusal = '';
  disk.refusalFromProbe = '';
  process.env['PATH'] = PATH;
  rmSync(folder, { recursive: true });
});

it('[P5] leaves nothing behind where the disk has no room to take the folder', () => {
  disk.refusal = 'ENOSPC';
  expect(() => lockDataFolder(folder)).toThrow('ENOSPC');
  expect(readdirSync(folder)).toEqual([]);
});

it('[L9] [P1] stops also where the disk has no room to give the folder back; its sign goes out with the process', () => {
  const locked = lockDataFolder(folder);
  disk.refusal = 'ENOSPC';
  if (locked.ok) locked.value.unlock();
  expect(readdirSync(folder)).toEqual([...signs(), 'relay.pid.1']);
  expect(signs()).toHaveLength(1);
});

it.each([
  ['no mkfifo', undefined],
  ['one that makes no pipe', '#!/bin/sh\n: > "$4"\n'],
  ['one whose pipe is gone at once', '#!/bin/sh\nexit 0\n'],
])('[P5] goes by process numbers, and leaves nothing lying about, where the system has %s', (_, script) => {
  const bin = mkdtempSync(join(tmpdir(), 'tote-bin-'));
  const program = join(bin, 'mkfifo');
  if (script !== undefined) writeFileSync(program, script);
  if (script !== undefined) chmodSync(program, 0o700);
  process.env['PATH'] = bin;
  const locked = lockDataFolder(folder);
  expect(locked).toMatchObject({ ok: true, value: { showsLife: false } });
  expect(readdirSync(folder)).toEqual(['relay.pid.1']);
  if (locked.ok) locked.value.unlock();
  rmSync(bin, { recursive: true });
});

it('[P5] a start says what failed first when the disk takes no writes any more while it is under way', () => {
  disk.refusalFromProbe = 'EROFS';
  expect(openLmdbStore(testStoreDeps(folder))).toEqual({
    ok: false,
    error: { type: 'folder-unusable', folder, detail: 'EROFS: no' },
  });
});

it('[P5] takes away what a process left that was killed while it asked', () => {
  writeFileSync(join(folder, 'relay.pid.draft-7-x'), '7');
  const locked = lockDataFolder(folder);
  expect(readdirSync(folder)).toEqual([...signs(), 'relay.pid.1']);
  if (locked.ok) locked.value.unlock();
});

it('[P5] asks again when somebody who took the folder has taken away what it was about to ask with', () => {
  disk.onLink = () => {
    disk.onLink = () => undefined;
    for (const name of readdirSync(folder)) if (name.startsWith('relay.pid.draft-')) rmSync(join(folder, name));
  };
  const locked = lockDataFolder(folder);
  expect(readdirSync(folder)).toEqual([...signs(), 'relay.pid.1']);
  if (locked.ok) locked.value.unlock();
});

it('[P5] a store that opens where no sign of life can be shown tells of it', async () => {
  process.env['PATH'] = folder;
  const events: unknown[] = [];
  const store = openTestStore(folder, { onEvent: (event) => events.push(event) });
  expect(events).toEqual([{ type: 'life-unseen' }]);
  await store.close();
});
