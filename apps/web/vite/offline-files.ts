import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { filesBelow } from './compressed-copies.ts';

const PLACEHOLDER = '__TOTE_OFFLINE_FILES__';

/** Not part of the app that must start off-line: the worker itself, maps, compressed copies. */
const LEFT_OUT = /^sw\.js$|\.(?:map|br|gz)$/;

/**
 * Writes the list of all files of the build, each with the hash of its content, into the service worker. The worker
 * therefore changes exactly when a file changes, which is how a browser notices a new version.
 */
export const offlineFiles = (): Plugin => {
  let outDir = '';
  return {
    name: 'tote-offline-files',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      handler() {
        const files = filesBelow(outDir)
          .filter((path) => !LEFT_OUT.test(path))
          .map((path): [string, string] => {
            const hash = createHash('sha256')
              .update(readFileSync(join(outDir, path)))
              .digest('base64url');
            return [`/${path}`, hash.slice(0, 16)];
          });
        const worker = join(outDir, 'sw.js');
        const source = readFileSync(worker, 'utf8');
        if (!source.includes(PLACEHOLDER)) throw new Error(`${PLACEHOLDER} is missing from the service worker`);
        writeFileSync(
          worker,
          source.replace(PLACEHOLDER, () => JSON.stringify(files)),
        );
      },
    },
  };
};
