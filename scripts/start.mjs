// `npm start`: everything from a fresh clone to a serving relay with the app on the same port.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildIfChanged } from './steps/build.mjs';
import { installIfNeeded } from './steps/install.mjs';
import { requireNode } from './steps/node-version.mjs';
import { root } from './steps/root.mjs';

requireNode();
await installIfNeeded();
await buildIfChanged();

// npm passes a signal on to the shell it runs us in, and many shells die of it without telling us.
if (process.env.npm_lifecycle_event) {
  const shell = process.ppid;
  setInterval(() => process.ppid === shell || process.kill(process.pid, 'SIGTERM'), 500).unref();
}

// The relay runs in this very process: a signal then reaches it once and directly, and its exit code is ours.
process.env.TOTE_DATA ??= join(root, 'data');
process.env.TOTE_APP_DIR ??= join(root, 'apps', 'web', 'dist');
process.env.TOTE_LAB_DIR ??= join(root, 'apps', 'lab', 'dist');
await import(pathToFileURL(join(root, 'server', 'dist', 'relay.js')).href);
