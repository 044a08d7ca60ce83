import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './child.mjs';
import { root } from './root.mjs';

const STAMP = join(root, '.cache', 'build.json');

/** What each build reads and the file that proves it ran. All take in the packages, for all bundle them; the lab also runs the relay's core and wears the app's clothes. */
const BUILDS = {
  '@tote/web': { reads: ['apps/web', 'packages'], makes: 'apps/web/dist/index.html' },
  '@tote/lab': {
    reads: ['apps/lab', 'apps/web/src/styles', 'apps/web/src/lib/ui', 'apps/web/vite', 'server/src', 'packages'],
    makes: 'apps/lab/dist/index.html',
  },
  '@tote/server': { reads: ['server', 'packages'], makes: 'server/dist/relay.js' },
  '@tote/cli': { reads: ['apps/cli', 'packages'], makes: 'apps/cli/dist/tote.js' },
};
const SHARED = ['package-lock.json', 'tsconfig.base.json'];
const NOT_SOURCE = /^(node_modules|dist|vectors)$|\.(test|property\.test|sim\.test)\.ts$|\.md$/;

/** The app's pictures. By their path: components that are screens have a folder of that name, too. */
const PICTURES = 'apps/web/screens';

const filesUnder = (path) =>
  readdirSync(join(root, path), { withFileTypes: true })
    .filter(({ name }) => !NOT_SOURCE.test(name) && `${path}/${name}` !== PICTURES)
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(`${path}/${entry.name}`) : [`${path}/${entry.name}`]))
    .sort();

/** Over contents, not times: a checkout that changes nothing must not rebuild. Takes some 30 ms. */
const sourceHash = (reads) => {
  const hash = createHash('sha256');
  for (const path of [...SHARED, ...reads.flatMap(filesUnder)]) {
    const content = readFileSync(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
};

const readStamps = () => {
  try {
    return JSON.parse(readFileSync(STAMP, 'utf8'));
  } catch {
    return {};
  }
};

const buildOne = async (workspace, hash) => {
  console.error(`Building ${workspace} …`); // the answer of `npm run tote -- show --json` is the other stream's
  const { code, output } = await npm(['run', '--silent', 'build', '-w', workspace], { quiet: true });
  if (code !== 0) {
    console.error(output);
    console.error(`Building ${workspace} failed; its reason stands above.`);
    process.exit(code);
  }
  // Read again: the builds share the stamp file, and a failed one must not carry over.
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(STAMP, `${JSON.stringify({ ...readStamps(), [workspace]: hash }, undefined, 2)}\n`);
};

/** Builds the app, the lab, the relay and the command, or some of them, each only if its sources changed since its last build. */
export const buildIfChanged = async (only = []) => {
  for (const [workspace, { reads, makes }] of Object.entries(BUILDS)) {
    if (only.length > 0 && !only.includes(workspace)) continue;
    const hash = sourceHash(reads);
    if (readStamps()[workspace] === hash && existsSync(join(root, makes))) continue;
    await buildOne(workspace, hash);
  }
};

/** Makes the next build build everything. */
export const forgetBuilds = () => rmSync(STAMP, { force: true });
