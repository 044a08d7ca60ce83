/** One relay per data folder: two would give the same sequence numbers to different envelopes. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../core/result.ts';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

const readPid = (path: string): number | undefined => {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Takes the folder for this process, making it if need be. The answer gives it back; the error is the process that has it.
 * A process that is gone, killed or not, has nothing. (In a container every relay is process 1: our own number is no rival.)
 */
export const lockDataFolder = (folder: string): Result<() => void, { readonly pid: number }> => {
  // Nobody else on the machine needs to see even sealed data.
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'relay.pid');
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      return { ok: true, value: () => rmSync(path, { force: true }) };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const pid = readPid(path);
    if (pid !== undefined && pid !== process.pid && isAlive(pid)) return { ok: false, error: { pid } };
    rmSync(path, { force: true });
  }
};
