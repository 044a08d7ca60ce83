// `npm run screens [-- --look arabic,german]`: pictures of every screen of the built app and one of the lab, into apps/web/screens.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import { chromiumCandidates, launchOptionsFor } from '../browser/find-chromium.mjs';
import { PHONE } from '../fixtures/device.ts';
import { createHousehold } from '../fixtures/household.ts';
import { createRelayProcess, type RelayProcess } from '../fixtures/relay-process.ts';
import { takeTour, type Look } from '../tour/tour.ts';

const FOLDER = fileURLToPath(new URL('../../apps/web/screens/', import.meta.url));
const LAPTOP = { width: 1280, height: 800 };
const NARROW = { width: 320, height: 640 };

const LOOKS: Readonly<Record<string, Look>> = {
  'phone-light': { language: 'en', viewport: PHONE, colorScheme: 'light' },
  'phone-dark': { language: 'en', viewport: PHONE, colorScheme: 'dark' },
  'laptop-light': { language: 'en', viewport: LAPTOP, colorScheme: 'light' },
  'laptop-dark': { language: 'en', viewport: LAPTOP, colorScheme: 'dark' },
  arabic: { language: 'ar', viewport: PHONE, colorScheme: 'light' },
};

/** Made only when they are asked for by name. */
const MORE_LOOKS: Readonly<Record<string, Look>> = {
  'arabic-laptop': { language: 'ar', viewport: LAPTOP, colorScheme: 'dark' },
  german: { language: 'de', viewport: PHONE, colorScheme: 'light' },
  french: { language: 'fr', viewport: PHONE, colorScheme: 'dark' },
  spanish: { language: 'es', viewport: PHONE, colorScheme: 'light' },
  narrow: { language: 'de', viewport: NARROW, colorScheme: 'light' },
  'narrow-french': { language: 'fr', viewport: NARROW, colorScheme: 'light' },
  'narrow-spanish': { language: 'es', viewport: NARROW, colorScheme: 'light' },
  'narrow-arabic': { language: 'ar', viewport: NARROW, colorScheme: 'dark' },
  zoomed: { language: 'de', viewport: LAPTOP, zoom: 2, colorScheme: 'light' },
  'zoomed-phone': { language: 'en', viewport: PHONE, zoom: 2, colorScheme: 'light' },
  'forced-colours': { language: 'en', viewport: PHONE, colorScheme: 'dark', forcedColors: 'active' },
};

/** Not a look of the app: the lab with chaos in it. */
const LAB = 'lab';

const { values } = parseArgs({ options: { look: { type: 'string' } } });
const wanted = values.look?.split(',') ?? [...Object.keys(LOOKS), LAB];
const known = [...Object.keys({ ...LOOKS, ...MORE_LOOKS }), LAB];
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) throw new Error(`no such look: ${unknown.join(', ')}; there are ${known.join(', ')}`);

const takePicture = async (page: Page, name: string): Promise<void> => {
  await page.screenshot({ path: `${FOLDER}${name}.png`, animations: 'disabled' });
  console.log(`apps/web/screens/${name}.png`);
};

/** Four devices, a moment after things began to go wrong. */
const takeLabPicture = async (page: Page, relay: RelayProcess): Promise<void> => {
  await page.goto(`http://127.0.0.1:${relay.port}/lab/#seed=0123456789abcdef&devices=4`);
  await page.getByRole('article', { name: 'Ann' }).waitFor();
  await page.getByRole('button', { name: 'Chaos' }).click();
  await page
    .getByRole('status', { name: 'Time of the lab' })
    .filter({ hasText: /^0:0[3-9]/ })
    .waitFor();
  await page.getByRole('button', { name: 'Pause' }).click();
  await takePicture(page, 'lab-laptop-light');
};

const [candidate] = chromiumCandidates();
if (candidate === undefined) throw new Error('No Chromium found. Run "npm run setup:browser".');
const browser = await chromium.launch(launchOptionsFor(candidate));
mkdirSync(FOLDER, { recursive: true });
for (const name of wanted) {
  const look = LOOKS[name] ?? MORE_LOOKS[name];
  const relay = await createRelayProcess();
  await relay.start();
  const household = createHousehold(browser, relay);
  if (look) await takeTour({ household, relay }, look, (screen, page) => takePicture(page, `${screen}-${name}`));
  else await takeLabPicture((await household.device('lab', { viewport: LAPTOP, colorScheme: 'light' })).page, relay);
  await household.close();
  await relay.dispose();
}
await browser.close();
