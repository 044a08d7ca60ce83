import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../fixtures/free-port.ts';
import type { Figure } from './figure.ts';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const POLL_MS = 50;
const START_MS_MAX = 10 * 60_000;

const isServing = async (port: number): Promise<boolean> => {
  try {
    return (await fetch(`http://127.0.0.1:${port}/`)).ok;
  } catch {
    return false;
  }
};

/** Milliseconds from `npm start` in a folder to the app's first answer; then Ctrl-C. */
const timeStart = async (folder: string): Promise<number> => {
  const port = await freePort();
  const startedAt = performance.now();
  // A process group of its own, so that the interrupt reaches all of it, as it does from a terminal.
  const npm: ChildProcess = spawn('npm', ['start'], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', TOTE_DATA: join(folder, 'data') },
  });
  const ended = once(npm, 'exit');
  while (!(await isServing(port))) {
    if (npm.exitCode !== null || performance.now() - startedAt > START_MS_MAX)
      throw new Error('npm start does not serve');
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  const elapsedMs = performance.now() - startedAt;
  if (npm.pid !== undefined) process.kill(-npm.pid, 'SIGINT');
  await ended;
  return elapsedMs;
};

/** What a newcomer waits for: `git clone` and `npm start`, and then `npm start` again. Clones the last commit. */
export const measureFreshClone = async (): Promise<readonly Figure[]> => {
  const parent = mkdtempSync(join(tmpdir(), 'tote-clone-'));
  const folder = join(parent, 'tote');
  try {
    const startedAt = performance.now();
    execFileSync('git', ['clone', '--quiet', REPOSITORY, folder]);
    const cloneMs = performance.now() - startedAt;
    const firstMs = await timeStart(folder);
    const secondMs = await timeStart(folder);
    return [
      {
        name: 'fresh clone to serving',
        value: (cloneMs + firstMs) / 1000,
        unit: 's',
        limit: 120,
        note: 'warm npm cache',
      },
      { name: 'second npm start to serving', value: secondMs / 1000, unit: 's', limit: 5, note: 'nothing changed' },
    ];
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
};
