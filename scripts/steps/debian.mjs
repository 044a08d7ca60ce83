import { run } from './child.mjs';

/** Installs the first of Debian's packages that can be had, with what goes along; false if there is no apt-get, or none can. */
export const installDebians = async (what, names, along = []) => {
  const { whichCommand } = await import('../../e2e/browser/find-chromium.mjs');
  if (!whichCommand('apt-get')) return false;
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (asRoot.length > 0 && !whichCommand('sudo')) return false;
  const apt = (...args) => {
    const [command, ...rest] = [...asRoot, 'apt-get', ...args];
    return run(command, rest, { quiet: true, env: { DEBIAN_FRONTEND: 'noninteractive' } });
  };
  console.log(`Installing ${what} with apt-get …`);
  await apt('update');
  for (const name of names) {
    const { code, output } = await apt('install', '-y', '--no-install-recommends', name, ...along);
    if (code === 0) return true;
    console.log(output);
  }
  return false;
};
