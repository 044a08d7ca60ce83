/**
 * One relay per data folder: two would give the same sequence numbers to different envelopes.
 *
 * The folder belongs to whoever made the file `relay.pid.N` with the highest N, while it lives and has not given it back. Files
 * appear whole and under a name that was free (a link), so of two who start at once one is told so. The highest file is
 * never taken away: a number is used once, and what somebody saw a moment ago cannot come true again.
 *
 * On a full disk it is a symbolic link that leads nowhere: what it says is its target, for which there need be no room.
 */
import {
  linkSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../core/result.ts';
import { isFull } from './disk-full.ts';
import { makeFolder } from './make-folder.ts';

const NAME = /^relay\.pid\.(\d+)$/;
const GIVEN_BACK = 'free';
/** File systems without links. There, two starts within the same millisecond are told apart less well. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    return codeOf(error) === 'EPERM';
  }
};

const read = (path: string): string => {
  try {
    return readlinkSync(path);
  } catch {
    return readFileSync(path, 'utf8'); // an ordinary file; what else there may be, this says
  }
};

const readPid = (path: string): number | undefined => {
  try {
    const pid = Number(read(path));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
};

const pathOf = (folder: string, number: number): string => join(folder, `relay.pid.${number}`);

const numbersIn = (folder: string): readonly number[] =>
  readdirSync(folder).flatMap((name) => {
    const [, number] = NAME.exec(name) ?? [];
    return number === undefined ? [] : [Number(number)];
  });

const draftIn = (folder: string): string => join(folder, `relay.pid.draft-${process.pid}`);

/** False if the disk has no room for it. */
const writeDraft = (draft: string, content: string): boolean => {
  try {
    writeFileSync(draft, content);
    return true;
  } catch (error) {
    if (isFull(error)) return false;
    throw error;
  }
};

const link = (draft: string, path: string, content: string): void => {
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!NO_LINKS.has(String(codeOf(error)))) throw error;
    writeFileSync(path, content, { flag: 'wx' });
  }
};

/** Makes the file, whole; false if there is one. */
const make = (folder: string, number: number): boolean => {
  const [path, draft, content] = [pathOf(folder, number), draftIn(folder), String(process.pid)];
  try {
    if (writeDraft(draft, content)) link(draft, path, content);
    else symlinkSync(content, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
};

const giveBack = (folder: string, number: number): void => {
  const draft = draftIn(folder);
  if (!writeDraft(draft, GIVEN_BACK)) {
    rmSync(draft);
    symlinkSync(GIVEN_BACK, draft);
  }
  renameSync(draft, pathOf(folder, number));
};

/**
 * Takes the folder for this process, making it if need be. The answer gives it back; the error is the process that has it.
 * A process that is gone, killed or not, has nothing. (In a container every relay is process 1: our own number is no rival.)
 */
export const lockDataFolder = (folder: string): Result<() => void, { readonly pid: number }> => {
  makeFolder(folder);
  for (;;) {
    const highest = Math.max(0, ...numbersIn(folder));
    const pid = readPid(pathOf(folder, highest));
    if (pid !== undefined && pid !== process.pid && isAlive(pid)) return { ok: false, error: { pid } };
    const own = highest + 1;
    if (!make(folder, own)) continue;
    // Whoever looked long ago may have made a file below one that is there meanwhile.
    const numbers = numbersIn(folder);
    for (const number of numbers) if (number < own) rmSync(pathOf(folder, number), { force: true });
    if (numbers.some((number) => number > own)) {
      rmSync(pathOf(folder, own), { force: true });
      continue;
    }
    return { ok: true, value: () => giveBack(folder, own) };
  }
};
