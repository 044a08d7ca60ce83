import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Below this, the header of a compressed reply eats what compression saves. */
const WORTHWHILE_BYTES_MIN = 1024;

const COMPRESSIBLE = /\.(?:js|css|html|svg|json|webmanifest|txt)$/;

/** Every file below a folder, as paths relative to it with forward slashes. */
export const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => path.replaceAll('\\', '/'))
    .sort();

/** Writes a .br and a .gz beside every text file of the build, so that the relay never compresses while it serves. */
export const compressedCopies = (): Plugin => {
  let outDir = '';
  return {
    name: 'tote-compressed-copies',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      handler() {
        for (const path of filesBelow(outDir).filter((candidate) => COMPRESSIBLE.test(candidate))) {
          const content = readFileSync(join(outDir, path));
          if (content.length < WORTHWHILE_BYTES_MIN) continue;
          const params = {
            [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
            [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
          };
          writeFileSync(join(outDir, `${path}.br`), brotliCompressSync(content, { params }));
          writeFileSync(join(outDir, `${path}.gz`), gzipSync(content, { level: constants.Z_BEST_COMPRESSION }));
        }
      },
    },
  };
};
