/** Many processes that ask for one folder in the same moment, over and over. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { expect, it } from 'vitest';
import { lockDataFolder } from './data-folder-lock.ts';

const LOCK = fileURLToPath(new URL('./data-folder-lock.ts', import.meta.url));
const RIVALS = 6;
/** More rounds: TOTE_LOCK_ROUNDS=50 npx vitest run server/src/adapters/data-folder-lock.test.ts */
const ROUNDS = Number(process.env['TOTE_LOCK_ROUNDS'] ?? 3);

/** Where processes are started that ask for the folder `data` when they are told to, and hold what they got until they end. */
const rivalsFolder = async (): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'tote-lock-'));
  const bundle = await rolldown({ input: LOCK, platform: 'node' });
  await bundle.write({ file: join(folder, 'lock.mjs'), format: 'esm' });
  await bundle.close();
  writeFileSync(
    join(folder, 'rival.mjs'),
    `import { lockDataFolder } from './lock.mjs';
process.stdin.once('data', (at) => {
  while (Date.now() < Number(at)) continue;
  process.stdout.write(lockDataFolder(process.argv[2]).ok ? 'got' : 'not');
});
process.stdout.write('up.');`,
  );
  return folder;
};

const startRival = (folder: string) => {
  const rival = spawn(process.execPath, [join(folder, 'rival.mjs'), join(folder, 'data')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let said = '';
  rival.stdout.on('data', (text: Buffer) => (said += text.toString()));
  return {
    said: () => said,
    /** In milliseconds of the clock. */
    askAt: (atMs: number) => rival.stdin.write(String(atMs)),
    kill: async () => {
      rival.kill('SIGKILL');
      await once(rival, 'exit');
    },
  };
};

it('[P5] sees the owner in another container, where both are process 1, and its end', { timeout: 60_000 }, async () => {
  const folder = await rivalsFolder();
  const data = join(folder, 'data');
  const owner = startRival(folder);
  await expect.poll(owner.said, { timeout: 30_000 }).toBe('up.');
  owner.askAt(0);
  await expect.poll(owner.said, { timeout: 30_000 }).toBe('up.got');
  const pidFile = join(data, 'relay.pid.1');
  writeFileSync(pidFile, readFileSync(pidFile, 'utf8').replace(/^\d+/, String(process.pid)));
  expect(lockDataFolder(data)).toEqual({ ok: false, error: { pid: process.pid } });
  await owner.kill();
  const locked = lockDataFolder(data);
  expect(lockDataFolder(data).ok, 'nor in the same process twice').toBe(false);
  if (locked.ok) locked.value.unlock();
  expect(readdirSync(data), 'nothing is left of either').toEqual(['relay.pid.2']);
  rmSync(folder, { recursive: true });
});

it('[P5] goes by the number of the process where there is no sign of life', () => {
  const data = mkdtempSync(join(tmpdir(), 'tote-lock-'));
  writeFileSync(join(data, 'copied'), '');
  writeFileSync(join(data, 'relay.pid.1'), `${process.ppid} copied`);
  expect(lockDataFolder(data)).toEqual({ ok: false, error: { pid: process.ppid } });
  writeFileSync(join(data, 'relay.pid.1'), `${process.pid} none`);
  expect(lockDataFolder(data).ok).toBe(true);
  rmSync(data, { recursive: true });
});

it(
  '[P5] gives the folder to one of many that ask at once, also after owners that died',
  { timeout: 60_000 + ROUNDS * 20_000 },
  async () => {
    const folder = await rivalsFolder();
    for (let round = 0; round < ROUNDS; round++) {
      const rivals = Array.from({ length: RIVALS }, () => startRival(folder));
      const said = () => rivals.map((rival) => rival.said());
      await expect.poll(said, { timeout: 30_000 }).toEqual(rivals.map(() => 'up.'));
      const atMs = Date.now() + 50;
      for (const rival of rivals) rival.askAt(atMs);
      await expect.poll(() => said().every((text) => text.length === 6), { timeout: 30_000 }).toBe(true);
      expect(said().filter((text) => text === 'up.got')).toHaveLength(1);
      for (const rival of rivals) await rival.kill();
    }
    rmSync(folder, { recursive: true });
  },
);
