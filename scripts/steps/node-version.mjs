import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

const parts = (version) => version.match(/\d+/g).map(Number);

/** Ends the process with a plain sentence when this Node is older than package.json asks for. */
export const requireNode = () => {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const [wantedMajor, wantedMinor = 0] = parts(engines.node);
  const [major, minor] = parts(process.versions.node);
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  console.error(
    `Tote needs Node ${wantedMajor}.${wantedMinor} or newer; this is ${process.versions.node}. See https://nodejs.org`,
  );
  process.exit(1);
};
