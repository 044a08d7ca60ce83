import type { Plugin } from 'vite';

const HASHES = '@noble/hashes/sha2.js';
const CURVE_CODE = /@noble\/curves\/|seal\/src\/noble-curve\.ts$/;

/**
 * The curve code, which only plain-http pages fetch, wants SHA-512 out of the module from which every page wants SHA-256;
 * a module goes into one chunk whole. This gives the curve a copy of its own: 2.5 kB brotli less in every first load.
 */
export const curveHashes = (): Plugin => ({
  name: 'tote-curve-hashes',
  apply: 'build',
  enforce: 'pre',
  async resolveId(source, importer) {
    if (source !== HASHES || !importer || !CURVE_CODE.test(importer)) return null;
    const original = await this.resolve(source, importer, { skipSelf: true });
    return original && `${original.id}?for-curves`;
  },
});
