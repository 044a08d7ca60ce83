import { chromiumCandidates, launchOptionsFor } from '../browser/find-chromium.mjs';
import { openDevice } from '../fixtures/device.ts';
import { expect, expectAgreement, test } from '../fixtures/story.ts';

/** A name that this one browser takes for this machine. To browsers it is a plain-http address like any in a home network. */
const HOST = 'tote.test';
/** A remark of the browser's own about a header that it heeds only over https. */
const HTTPS_ONLY = /Cross-Origin-Opener-Policy header has been ignored/;

test('over plain http, where browsers offer no cryptography, lists are shared all the same', async ({
  playwright,
  household,
  relay,
}) => {
  const [candidate] = chromiumCandidates();
  if (candidate === undefined) throw new Error('the tests run in a browser, so there is one');
  const options = launchOptionsFor(candidate);
  const browser = await playwright.chromium.launch({
    ...options,
    args: [...options.args, `--host-resolver-rules=MAP ${HOST} 127.0.0.1`],
  });
  const ben = await openDevice({
    browser,
    relayPort: relay.port,
    name: 'Ben',
    host: HOST,
    expectedTrouble: HTTPS_ONLY,
  });
  const [ann] = await household.sharing('Weekly shop', 'Ann');
  await ann.list.add('milk');
  await ben.join(await ann.list.shareLink());
  expect(await ben.page.evaluate(() => isSecureContext)).toBe(false);

  await ben.list.add('2 l milk', 'bread');
  await ann.list.tick('bread');
  await expectAgreement([ann.list, ben.list], ['[ ] milk, 2 l', '[x] bread']);
  await ben.page.reload();
  await expectAgreement([ann.list, ben.list], ['[ ] milk, 2 l', '[x] bread']);

  expect(ben.trouble).toEqual([]);
  await browser.close();
  await ben.way.close();
});
