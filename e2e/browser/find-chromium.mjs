// Which browser the tests drive. Plain JavaScript: `npm run setup:browser` reads it on Node 20, before any build.
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chromium-headless-shell'];
const WELL_KNOWN = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];
/** What a desktop's browser does beside the page. */
const BESIDE_THE_PAGE = [
  // A page behind the address bar, loaded for each new profile: 0.5 s of the processor for every device of a story.
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  // A browser takes only the last such list, so all of Playwright's own is named here again; a story says when that grows.
  'AimEnabled',
  'AutoDeElevate',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'BlockOriginHeaderModificationOnRedirect',
  'DestroyProfileOnBrowserClose',
  'DialMediaRouteProvider',
  'GlobalMediaControls',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'Translate',
  'msEdgeUpdateLaunchServicesPreferredVersion',
  'msForceBrowserSignIn',
];
/** A system browser would otherwise talk to its maker's servers in the background, or try QUIC before TCP. */
const SYSTEM_ARGS = [
  `--disable-features=${BESIDE_THE_PAGE.join(',')}`,
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** @type {(path: string) => boolean} */
const isExecutable = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/**
 * Absolute path of a program on PATH, if it is there.
 * @type {(command: string) => string | undefined}
 */
export const whichCommand = (command) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, command))
    .find(isExecutable);

/**
 * A browser to try. `executablePath` is undefined for Playwright's own, which Playwright finds by itself.
 * @typedef {{ readonly source: string, readonly executablePath: string | undefined }} Candidate
 */

/**
 * Browsers that seem to be there, best first: CHROMIUM_PATH, Playwright's own, the system's.
 * @type {() => readonly Candidate[]}
 */
export const chromiumCandidates = () => {
  const named = process.env.CHROMIUM_PATH;
  if (named) return [{ source: 'CHROMIUM_PATH', executablePath: named }];
  const system = [...COMMANDS.map(whichCommand), ...WELL_KNOWN.filter((path) => existsSync(path))];
  return [
    ...(existsSync(chromium.executablePath()) ? [{ source: 'Playwright', executablePath: undefined }] : []),
    ...system.flatMap((path) => (path === undefined ? [] : [{ source: path, executablePath: path }])),
  ];
};

/**
 * Launch options for a candidate. As root a browser runs only without its sandbox.
 * @type {(candidate: Candidate) => { executablePath?: string, args: string[], chromiumSandbox?: boolean }}
 */
export const launchOptionsFor = ({ executablePath }) => ({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: executablePath === undefined ? [] : SYSTEM_ARGS,
  ...(process.getuid?.() === 0 ? { chromiumSandbox: false } : {}),
});

/**
 * The first candidate that really starts. One may be there but broken, such as Ubuntu's placeholder for a snap.
 * @type {(wanted?: (candidate: Candidate) => boolean) => Promise<Candidate | undefined>}
 */
export const firstThatStarts = async (wanted = () => true) => {
  for (const candidate of chromiumCandidates().filter(wanted)) {
    try {
      const browser = await chromium.launch(launchOptionsFor(candidate));
      await browser.close();
      return candidate;
    } catch {
      continue;
    }
  }
  return undefined;
};
