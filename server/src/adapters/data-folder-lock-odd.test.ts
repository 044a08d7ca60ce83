/** Taking and giving back a folder where the disk has no room for a name, or the system no named pipes. */
import type * as Fs from 'node:fs';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { lockDataFolder } from './data-folder-lock.ts';

const disk = vi.hoisted(() => ({ isFull: false }));
vi.mock('node:fs', async (importOriginal) => {
  const original = await importOriginal<typeof Fs>();
  const unlessFull =
    <Args extends unknown[], R>(act: (...args: Args) => R) =>
    (...args: Args): R => {
      if (disk.isFull) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      return act(...args);
    };
  return {
    ...original,
    writeFileSync: unlessFull(original.writeFileSync),
    symlinkSync: unlessFull(original.symlinkSync),
  };
});

const { PATH = '' } = process.env;
let folder: string;
const signs = (): readonly string[] => readdirSync(folder).filter((name) => name.startsWith('relay.alive-'));
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tote-odd-'))));
afterEach(() => {
  disk.isFull = false;
  process.env['PATH'] = PATH;
  rmSync(folder, { recursive: true });
});

it('[P5] leaves nothing behind where the disk has no room to take the folder', () => {
  disk.isFull = true;
  expect(() => lockDataFolder(folder)).toThrow('no space left');
  expect(readdirSync(folder)).toEqual([]);
});

it('[L9] [P1] stops also where the disk has no room to give the folder back; its sign goes out with the process', () => {
  const locked = lockDataFolder(folder);
  disk.isFull = true;
  if (locked.ok) locked.value();
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
  expect(locked.ok).toBe(true);
  expect(readdirSync(folder)).toEqual(['relay.pid.1']);
  if (locked.ok) locked.value();
  rmSync(bin, { recursive: true });
});
