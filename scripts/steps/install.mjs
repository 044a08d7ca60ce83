import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './child.mjs';
import { root } from './root.mjs';

const packagesIn = (path) => {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8')).packages;
  } catch {
    return {};
  }
};

/**
 * Whether node_modules holds what package-lock.json names. npm writes node_modules/.package-lock.json last, so it is
 * the stamp of a finished install. Optional packages may be missing: most of them belong to other platforms.
 */
const isInstalled = () => {
  const installed = packagesIn('node_modules/.package-lock.json');
  return Object.entries(packagesIn('package-lock.json')).every(
    ([path, wanted]) =>
      path === '' || (installed[path] ? installed[path].version === wanted.version : wanted.optional === true),
  );
};

/** Runs `npm ci` if node_modules does not match the lock; ends the process when that fails. */
export const installIfNeeded = async () => {
  if (isInstalled()) return;
  console.log('Installing packages (npm ci) …');
  const { code } = await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (code !== 0) {
    console.error('npm ci failed; its reason stands above. Nothing was started.');
    process.exit(code);
  }
};
