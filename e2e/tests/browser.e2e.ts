import { expect, test } from '@playwright/test';
import { chromiumCandidates, launchOptionsFor } from '../browser/find-chromium.mjs';

/** The names in `--disable-features=A,B`, for each time that the switch is given. */
const featuresOff = (args: readonly string[]): readonly (readonly string[])[] =>
  args.flatMap((arg) => {
    const [, names] = /^--disable-features=(.*)$/.exec(arg) ?? [];
    return names === undefined ? [] : [names.split(',')];
  });

test('what the stories switch off in the browser takes in all that Playwright does', async ({ playwright }) => {
  const [candidate] = chromiumCandidates();
  if (candidate === undefined) throw new Error('the tests run in a browser, so there is one');
  const options = launchOptionsFor(candidate);
  // A browser tells its command line only to those who automate it.
  const browser = await playwright.chromium.launch({ ...options, args: [...options.args, '--enable-automation'] });
  const session = await browser.newBrowserCDPSession();
  const { arguments: args } = await session.send('Browser.getBrowserCommandLine');
  await browser.close();
  const given = featuresOff(args);
  expect(given.at(-1), 'the browser heeds this one alone').toEqual(expect.arrayContaining(given.flat()));
});
