// `npm run setup:browser`: makes sure that there is a Chromium for the end-to-end tests.
import { ensureBrowser } from './steps/browser.mjs';

await ensureBrowser();
