import { run } from './child.mjs';
import { installDebians } from './debian.mjs';

/** A download that takes longer is taken as "cannot be had", and the system's browser is tried. */
const DOWNLOAD_MS_MAX = 5 * 60_000;

/** Loaded late: before `npm ci` there is no Playwright to import. */
const findChromium = () => import('../../e2e/browser/find-chromium.mjs');

const installPlaywrights = () =>
  run('npx', ['playwright', 'install', 'chromium'], {
    quiet: true,
    timeoutMs: DOWNLOAD_MS_MAX,
    shell: process.platform === 'win32',
  });

/**
 * What Debian calls them, the one to have first. The shell is the browser without a desktop around it, as is the one that
 * Playwright downloads; the stories take a third less of the processor in it. Older systems do not have it.
 */
const DEBIANS = ['chromium-headless-shell', 'chromium'];

/**
 * Finds or installs a browser that really starts: CHROMIUM_PATH or Playwright's own, Playwright's download, the
 * system's, Debian's package. Ends the process with advice when there is none. Afterwards CHROMIUM_PATH names the
 * browser (or is unset for Playwright's own), so that the tests take the same one.
 */
export const ensureBrowser = async () => {
  const { firstThatStarts } = await findChromium();
  let found = await firstThatStarts(({ source }) => source === 'CHROMIUM_PATH' || source === 'Playwright');
  if (!found && !process.env.CHROMIUM_PATH) {
    await installPlaywrights();
    found = await firstThatStarts();
  }
  if (!found && !process.env.CHROMIUM_PATH) {
    await installDebians('Chromium', DEBIANS, ['fonts-noto-color-emoji']);
    found = await firstThatStarts();
  }
  if (!found) {
    console.error(
      process.env.CHROMIUM_PATH
        ? `CHROMIUM_PATH is ${process.env.CHROMIUM_PATH}, which cannot be started.`
        : 'No Chromium could be found or installed. Install Chrome or Chromium, or run "npx playwright install chromium".',
    );
    process.exit(1);
  }
  if (found.executablePath) process.env.CHROMIUM_PATH = found.executablePath;
  console.log(`Browser: ${found.executablePath ?? `Playwright's own`}`);
};
