// `npm run dev`: the app with hot reload and a relay that restarts when its sources change. Ctrl-C stops both.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installIfNeeded } from './steps/install.mjs';
import { requireNode } from './steps/node-version.mjs';
import { root } from './steps/root.mjs';

requireNode();
await installIfNeeded();
const { createServer } = await import('vite');

const relayPort = process.env.PORT ?? '4680';
const relay = spawn(
  process.execPath,
  [fileURLToPath(import.meta.resolve('tsx/cli')), 'watch', '--clear-screen=false', join(root, 'server/src/main.ts')],
  {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    // Out of reach of the terminal's own Ctrl-C: told twice to stop, tsx kills instead of asking.
    detached: true,
    env: {
      ...process.env,
      PORT: relayPort,
      TOTE_DATA: process.env.TOTE_DATA ?? join(root, 'data'),
      TOTE_APP_DIR: process.env.TOTE_APP_DIR ?? join(root, 'apps/web/dist'),
    },
  },
);
// The app's own Vite settings pass /relay on to this port: one origin, as in production.
process.env.TOTE_RELAY_PORT = relayPort;
const app = await createServer({
  root: join(root, 'apps/web'),
  configFile: join(root, 'apps/web/vite.config.ts'),
});
await app.listen();
app.printUrls();

let stopping = false;
const stop = async (code) => {
  if (stopping) return;
  stopping = true;
  relay.kill('SIGTERM');
  await Promise.all([app.close(), relay.exitCode ?? once(relay, 'exit')]);
  process.exit(code);
};
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void stop(0));
relay.on('exit', (code) => void stop(code ?? 1));
