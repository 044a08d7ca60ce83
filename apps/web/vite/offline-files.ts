import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { filesBelow } from './compressed-copies.ts';

const PLACEHOLDER = '__TOTE_OFFLINE_FILES__';

/** 96 bits: enough to tell versions of a file apart. */
const shortHash = (content: string | Buffer): string =>
  createHash('sha256').update(content).digest('base64url').slice(0, 16);

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
    // Not when the bundle closes: that comes after a failed build too, and would then hide why it failed.
    writeBundle: {
      order: 'post',
      sequential: true,
      handler() {
        const files = filesBelow(outDir)
          .filter((path) => !LEFT_OUT.test(path))
          .map((path): [string, string] => [`/${path}`, shortHash(readFileSync(join(outDir, path)))]);
        const offlineFiles = JSON.stringify({ version: shortHash(JSON.stringify(files)), files });
        const worker = join(outDir, 'sw.js');
        const source = readFileSync(worker, 'utf8');
        if (!source.includes(PLACEHOLDER)) throw new Error(`${PLACEHOLDER} is missing from the service worker`);
        writeFileSync(
          worker,
          source.replace(PLACEHOLDER, () => offlineFiles),
        );
      },
    },
  };
};
