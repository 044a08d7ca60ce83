/** Many processes that ask for one folder in the same moment, over and over. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { expect, it } from 'vitest';

const LOCK = fileURLToPath(new URL('./data-folder-lock.ts', import.meta.url));
const RIVALS = 6;
/** More rounds: TOTE_LOCK_ROUNDS=50 npx vitest run server/src/adapters/data-folder-lock.test.ts */
const ROUNDS = Number(process.env['TOTE_LOCK_ROUNDS'] ?? 3);

it(
  '[P5] gives the folder to one of many that ask at once, also after owners that died',
  { timeout: 60_000 + ROUNDS * 20_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tote-lock-'));
    const bundle = await rolldown({ input: LOCK, platform: 'node' });
    await bundle.write({ file: join(folder, 'lock.mjs'), format: 'esm' });
    await bundle.close();
    // Each rival asks at the same moment of the clock, says how it went, and holds what it got until it is killed.
    writeFileSync(
      join(folder, 'rival.mjs'),
      `import { lockDataFolder } from './lock.mjs';
process.stdin.once('data', (at) => {
  while (Date.now() < Number(at)) continue;
  process.stdout.write(lockDataFolder(process.argv[2]).ok ? 'got' : 'not');
});
process.stdout.write('up.');`,
    );
    for (let round = 0; round < ROUNDS; round++) {
      const rivals = Array.from({ length: RIVALS }, () =>
        spawn(process.execPath, [join(folder, 'rival.mjs'), join(folder, 'data')], {
          stdio: ['pipe', 'pipe', 'inherit'],
        }),
      );
      const said = rivals.map(() => '');
      rivals.forEach((rival, index) => rival.stdout.on('data', (text: Buffer) => (said[index] += text.toString())));
      await expect.poll(() => said, { timeout: 30_000 }).toEqual(said.map(() => 'up.'));
      for (const rival of rivals) rival.stdin.write(String(Date.now() + 50));
      await expect.poll(() => said.every((text) => text.length === 6), { timeout: 30_000 }).toBe(true);
      expect(said.filter((text) => text === 'up.got')).toHaveLength(1);
      for (const rival of rivals) {
        rival.kill('SIGKILL');
        await once(rival, 'exit');
      }
    }
    rmSync(folder, { recursive: true });
  },
);
