import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, devices } from '@playwright/test';
import { hasWebKit } from './webkit/web-driver.ts';
import { chromiumCandidates, launchOptionsFor } from './browser/find-chromium.mjs';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const FIREFOX = '/usr/bin/firefox-esr';

const [chromium] = chromiumCandidates();
if (chromium === undefined) throw new Error('No Chromium found. Run "npm run setup:browser", or set CHROMIUM_PATH.');

/** `retries: 0` on purpose: in a program that synchronises, the race that a retry hides *is* the bug. */
export default defineConfig({
  testDir: here('.'),
  testMatch: ['tests/**/*.e2e.ts', 'lab/**/*.e2e.ts'],
  outputDir: here('results/artifacts'),
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 90_000,
  globalTimeout: 40 * 60_000,
  expect: { timeout: 15_000 },
  reporter: [
    ['list'],
    ['html', { open: 'never', outputFolder: here('report') }],
    ['json', { outputFile: here('results/report.json') }],
  ],
  // Recording every story to keep the traces of a few costs time: TOTE_TRACE=1 does it.
  use: { trace: process.env.TOTE_TRACE ? 'retain-on-failure' : 'off', screenshot: 'only-on-failure', locale: 'en-GB' },
  projects: [
    { name: 'chromium', use: { ...devices['Desktop Chrome'], launchOptions: launchOptionsFor(chromium) } },
    // A second engine where Debian's Firefox is there, on request, for it doubles the time:
    // TOTE_FIREFOX=1 npm run test:e2e -- --project firefox
    ...(existsSync(FIREFOX) && process.env.TOTE_FIREFOX
      ? [
          {
            name: 'firefox',
            timeout: 180_000,
            use: { ...devices['Desktop Firefox'], channel: 'moz-firefox', launchOptions: { executablePath: FIREFOX } },
          },
        ]
      : []),
    // The third engine, by WebDriver, with stories of its own: TOTE_WEBKIT=1 npm run test:e2e -- --project webkit
    ...(hasWebKit() && process.env.TOTE_WEBKIT ? [{ name: 'webkit', testMatch: ['webkit/**/*.e2e.ts'] }] : []),
  ],
});
