/** `npm run bench -- kill`: the relay's own test of rule P2, as often as wanted. It stands in one place, `server/src/relay-process.test.ts`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const TEST = 'server/src/relay-process.test.ts';
const TITLE = 'loses nothing that it acknowledged when it is killed under load';

/** Kills a relay under load so many times; whether every acknowledged envelope was there each time. */
export const runKillBench = async (rounds: number): Promise<{ readonly text: string; readonly isGood: boolean }> => {
  const child = spawn('npx', ['vitest', 'run', TEST, '-t', TITLE], {
    cwd: ROOT,
    env: { ...process.env, TOTE_KILL_ROUNDS: String(rounds) },
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  const isGood = code === 0;
  return {
    text: isGood ? `${rounds} kills: nothing lost that was acknowledged` : 'LOST, or not run to its end',
    isGood,
  };
};
