// `npm run check:lock`: a lock made on one machine must install on every other one. It names each platform's optional
// packages (npm silently drops those that a registry lacks, and other platforms then get nothing), gives a checksum
// for every package, and carries no registry address, so that the registry you configured is the one that is asked.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './steps/root.mjs';

const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));

/** The folders in which Node would look for a dependency of the package at `path`, innermost first. */
const lookupFolders = (path) => {
  const folders = [path];
  for (let at = path.lastIndexOf('/node_modules/'); at > 0; at = path.lastIndexOf('/node_modules/', at - 1)) {
    folders.push(path.slice(0, at));
  }
  return path === '' ? [''] : [...folders, ''];
};
const isLocked = (path, dependency) =>
  lookupFolders(path).some((folder) => `${folder}${folder && '/'}node_modules/${dependency}` in packages);

const problems = Object.entries(packages).flatMap(([path, entry]) => {
  const name = path || 'the root package';
  const missing = Object.keys(entry.optionalDependencies ?? {}).filter((dependency) => !isLocked(path, dependency));
  const fromRegistry = path.includes('node_modules/') && entry.link !== true;
  return [
    ...missing.map((dependency) => `${name}@${entry.version} wants ${dependency}, which the lock does not hold`),
    ...(/^https?:/.test(entry.resolved ?? '') ? [`${name} carries a registry address: ${entry.resolved}`] : []),
    ...(fromRegistry && entry.integrity === undefined && !entry.inBundle ? [`${name} has no checksum`] : []),
  ];
});

for (const problem of problems) console.error(problem);
console.log(`package-lock.json: ${Object.keys(packages).length} entries, ${problems.length} problems`);
if (problems.length > 0) process.exit(1);
