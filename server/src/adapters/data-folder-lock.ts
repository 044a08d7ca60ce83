/**
 * One relay per data folder: two would give the same sequence numbers to different envelopes.
 *
 * The folder belongs to whoever made the file `relay.pid.N` with the highest N, while it lives and has not given it back. Files
 * appear whole and under a name that was free (a link), so of two who start at once one is told so. The highest file is
 * never taken away: a number is used once, and what somebody saw a moment ago cannot come true again.
 *
 * The file holds the owner's process number and, after a space, the name of its sign of life.
 *
 * On a full disk it is a symbolic link that leads nowhere: what it says is its target, for which there need be no room.
 */
import { randomUUID } from 'node:crypto';
import {
  existsSync,
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
import { errorCode } from './error-detail.ts';
import { type LifeSign, removeOtherLifeSigns, seesLife, showLife } from './life-sign.ts';
import { makeFolder } from './make-folder.ts';

const NAME = /^relay\.pid\.(\d+)$/;
const DRAFT_PREFIX = 'relay.pid.draft-';
const GIVEN_BACK = 'free';
/** File systems without links. There, two starts within the same millisecond are told apart less well. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    return errorCode(error) === 'EPERM';
  }
};

const read = (path: string): string => {
  try {
    return readlinkSync(path);
  } catch {
    return readFileSync(path, 'utf8'); // an ordinary file; what else there may be, this says
  }
};

interface Owner {
  readonly pid: number;
  readonly lifeSign: string | undefined;
}

const readOwner = (path: string): Owner | undefined => {
  try {
    const [pidText, lifeSign] = read(path).split(' ');
    const pid = Number(pidText);
    return Number.isInteger(pid) && pid > 0 ? { pid, lifeSign } : undefined;
  } catch {
    return undefined;
  }
};

/** Where there is no sign of life: in a container every relay is process 1, so our own number is taken for no rival. */
const lives = (folder: string, { pid, lifeSign }: Owner): boolean =>
  (lifeSign === undefined ? undefined : seesLife(join(folder, lifeSign))) ?? (pid !== process.pid && isAlive(pid));

const pathOf = (folder: string, number: number): string => join(folder, `relay.pid.${number}`);

const numbersIn = (folder: string): readonly number[] =>
  readdirSync(folder).flatMap((name) => {
    const [, number] = NAME.exec(name) ?? [];
    return number === undefined ? [] : [Number(number)];
  });

/** In containers process numbers are no names. */
const draftIn = (folder: string): string => join(folder, `${DRAFT_PREFIX}${process.pid}-${randomUUID()}`);

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
    if (!NO_LINKS.has(String(errorCode(error)))) throw error;
    writeFileSync(path, content, { flag: 'wx' });
  }
};

/** Makes the file, whole; false if there is one, or if somebody took the folder in this very moment and removed the draft. */
const make = (folder: string, number: number, lifeSign: LifeSign | undefined): boolean => {
  const [path, draft] = [pathOf(folder, number), draftIn(folder)];
  const content = lifeSign ? `${process.pid} ${lifeSign.name}` : String(process.pid);
  try {
    if (writeDraft(draft, content)) link(draft, path, content);
    else symlinkSync(content, path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST' || (errorCode(error) === 'ENOENT' && existsSync(folder))) return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
};

/** False if it cannot be written: the disk has no room for it, not even for a link, or takes no writes any more. */
const giveBack = (folder: string, number: number): boolean => {
  const draft = draftIn(folder);
  try {
    if (!writeDraft(draft, GIVEN_BACK)) {
      rmSync(draft, { force: true });
      symlinkSync(GIVEN_BACK, draft);
    }
    renameSync(draft, pathOf(folder, number));
    return true;
  } catch {
    return false; // whatever the reason: the process is about to end, and with it what the file says
  }
};

/** Takes the number for this process; false if another was sooner. */
const take = (folder: string, own: number, lifeSign: LifeSign | undefined): boolean => {
  if (!make(folder, own, lifeSign)) return false;
  // Whoever looked long ago may have made a file below one that is there meanwhile.
  const numbers = numbersIn(folder);
  for (const number of numbers) if (number < own) rmSync(pathOf(folder, number), { force: true });
  if (!numbers.some((number) => number > own)) return true;
  rmSync(pathOf(folder, own), { force: true });
  return false;
};

/** What starters write before they ask. */
const removeDrafts = (folder: string): void => {
  for (const name of readdirSync(folder))
    if (name.startsWith(DRAFT_PREFIX)) rmSync(join(folder, name), { force: true });
};

/** A folder that this process has. */
export interface LockedFolder {
  /** Whether a relay in another container can see that this process lives. */
  readonly showsLife: boolean;
  /** Gives it back; where that cannot be written, the folder is free when the process has ended. */
  unlock(): void;
}

/** The same, with a sign of life that is shown before the file that names it, so that nobody meets an owner who seems dead. */
const takeAlive = (folder: string, own: number): LockedFolder | undefined => {
  const lifeSign = showLife(folder);
  let isTaken = false;
  try {
    isTaken = take(folder, own, lifeSign);
    if (isTaken) {
      // Those of the dead, and of others who are about to learn that they were too late.
      removeOtherLifeSigns(folder, lifeSign);
      removeDrafts(folder);
    }
  } finally {
    if (!isTaken) lifeSign?.end();
  }
  if (!isTaken) return undefined;
  return {
    showsLife: lifeSign !== undefined,
    unlock: () => {
      // Else the sign stays where it is and goes out with this process: then it says that nobody is there.
      if (giveBack(folder, own)) lifeSign?.end();
    },
  };
};

/**
 * Takes the folder for this process, making it if need be. The error is the process that has it.
 * A process that is gone, killed or not, has nothing.
 */
export const lockDataFolder = (folder: string): Result<LockedFolder, { readonly pid: number }> => {
  makeFolder(folder);
  for (;;) {
    const highest = Math.max(0, ...numbersIn(folder));
    const owner = readOwner(pathOf(folder, highest));
    if (owner && lives(folder, owner)) return { ok: false, error: { pid: owner.pid } };
    const locked = takeAlive(folder, highest + 1);
    if (locked) return { ok: true, value: locked };
  }
};
