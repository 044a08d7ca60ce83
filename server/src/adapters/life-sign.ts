/**
 * A sign that a process lives which others see from containers of their own, where its number says nothing: a named pipe that it
 * holds open for reading. Whoever opens it for writing without waiting is told by the kernel whether anybody reads (ENXIO: no).
 * The kernel closes it with the process, however that ends.
 */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from './error-detail.ts';

const PREFIX = 'relay.alive-';

/** A sign while it is shown. */
export interface LifeSign {
  /** Name of its file in the folder. */
  readonly name: string;
  end(): void;
}

/** Whether the process that showed it lives; undefined if that cannot be seen. */
export const seesLife = (path: string): boolean | undefined => {
  try {
    const opened = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
    const isPipe = fstatSync(opened).isFIFO(); // a copied folder may hold an empty file instead
    closeSync(opened);
    return isPipe ? true : undefined;
  } catch (error) {
    return errorCode(error) === 'ENXIO' ? false : undefined;
  }
};

const openToRead = (path: string): number | undefined => {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    return undefined; // whatever the reason: there is nothing that others could see
  }
};

/**
 * Shows one in a folder; undefined where no named pipes can be made (Windows, some shared file systems, a system without
 * `mkfifo`) or none that can be seen, and if somebody took the folder in this very moment and removed it.
 */
export const showLife = (folder: string): LifeSign | undefined => {
  const name = PREFIX + randomUUID();
  const path = join(folder, name);
  // Node makes no named pipes; the program is part of POSIX.
  if (spawnSync('mkfifo', ['-m', '600', '--', path]).status !== 0) return undefined;
  const pipe = openToRead(path);
  const end = (): void => {
    rmSync(path, { force: true });
    if (pipe !== undefined) closeSync(pipe);
  };
  if (seesLife(path)) return { name, end };
  end();
  return undefined;
};

/** Removes all of a folder but one. */
export const removeOtherLifeSigns = (folder: string, own: LifeSign | undefined): void => {
  for (const name of readdirSync(folder))
    if (name.startsWith(PREFIX) && name !== own?.name) rmSync(join(folder, name), { force: true });
};
