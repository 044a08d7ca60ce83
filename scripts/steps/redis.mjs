import { existsSync } from 'node:fs';
import { run } from './child.mjs';
import { installDebians } from './debian.mjs';

const PROGRAMS = [process.env.REDIS_SERVER_PATH, 'valkey-server', 'redis-server'];

const findRedis = async () => {
  for (const program of PROGRAMS)
    if (program && (await run(program, ['--version'], { quiet: true })).code === 0) return program;
  return undefined;
};

/** Where systemd runs, the package would start a server of its own, which nobody asked for. */
const mayInstall = () => process.platform === 'linux' && !existsSync('/run/systemd/system');

/**
 * Finds or installs a server of Redis or Valkey, for the tests of relays that share a store. Without one they are skipped, and the
 * run says so: who works on something else need not have it.
 */
export const ensureRedis = async () => {
  let found = await findRedis();
  if (!found && mayInstall() && (await installDebians('Redis', ['redis-server']))) found = await findRedis();
  console.log(
    found
      ? `Redis: ${found}`
      : 'Redis: NONE, so the tests of several relays on one store are SKIPPED. Install redis-server or valkey-server, or set REDIS_SERVER_PATH.',
  );
};
