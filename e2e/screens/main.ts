// `npm run screens`: pictures of the built app with a list that people are using, into apps/web/screens.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { chromiumCandidates, launchOptionsFor } from '../browser/find-chromium.mjs';
import { PHONE } from '../fixtures/device.ts';
import { createHousehold } from '../fixtures/household.ts';
import { createRelayProcess } from '../fixtures/relay-process.ts';
import { takeArabicPictures, takeListPictures } from './list-pictures.ts';
import { takeListsPictures } from './lists-pictures.ts';

const FOLDER = fileURLToPath(new URL('../../apps/web/screens/', import.meta.url));
const LAPTOP = { width: 1280, height: 800 };
const OPEN = ['2 l milk', '1 kg potatoes', 'rye bread', '6 eggs', '250 g butter', 'tomatoes', 'coffee'];
const DONE = ['500 g flour', 'apples'];

const LOOKS = {
  'phone-light': { viewport: PHONE, colorScheme: 'light' },
  'phone-dark': { viewport: PHONE, colorScheme: 'dark' },
  'laptop-light': { viewport: LAPTOP, colorScheme: 'light' },
  'laptop-dark': { viewport: LAPTOP, colorScheme: 'dark' },
} as const;

/** A picture of the page at rest, nothing pointed at. */
const takePicture = async (page: Page, name: string): Promise<void> => {
  await page.mouse.move(0, 0);
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
  await page.screenshot({ path: `${FOLDER}${name}.png`, animations: 'disabled' });
  console.log(`apps/web/screens/${name}.png`);
};

const [candidate] = chromiumCandidates();
if (candidate === undefined) throw new Error('No Chromium found. Run "npm run setup:browser".');
const browser = await chromium.launch(launchOptionsFor(candidate));
const relay = await createRelayProcess();
await relay.start();
const household = createHousehold(browser, relay);
mkdirSync(FOLDER, { recursive: true });

const [ann] = await household.sharing('Weekly shop', 'Ann');
await ann.list.add(...OPEN, ...DONE);
for (const name of DONE) await ann.list.tick(name.replace(/^\d+ \w+ /, ''));
const link = await ann.list.shareLink();

for (const [look, options] of Object.entries(LOOKS)) {
  const device = await household.device(look, { ...options, aisles: true });
  await device.join(link);
  await device.list.box('coffee').waitFor();
  await device.list.expectStatus('At the relay');
  await device.page.getByRole('heading', { name: 'Weekly shop', level: 1 }).focus();
  await takePicture(device.page, `list-${look}`);
  await device.list.statusButton.click();
  await device.page.getByRole('dialog').waitFor();
  await takePicture(device.page, `status-${look}`);
  await device.page.keyboard.press('Escape');
  await takeListPictures(device.list, (name) => takePicture(device.page, `${name}-${look}`));
  await takeListsPictures(device, (name) => takePicture(device.page, `${name}-${look}`));
}
const huda = await household.device('Huda', { ...LOOKS['phone-light'], aisles: true, locale: 'ar' });
await takeArabicPictures(huda, link, (name) => takePicture(huda.page, `${name}-arabic`));
await household.close();
await browser.close();
await relay.dispose();
