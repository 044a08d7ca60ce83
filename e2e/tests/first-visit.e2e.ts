import { makeSecondBuild } from '../fixtures/second-build.ts';
import { expect, expectAgreement, test } from '../fixtures/story.ts';

const OPENS_THE_REST = /\/assets\/open-rest-/;

test('a first visit that is not served whole is made whole by itself, and starts without signal from then on', async ({
  household,
  relay,
}) => {
  const build = await makeSecondBuild({ lacks: 'assets/open-rest-' });
  await relay.stop();
  await relay.start({ TOTE_APP_DIR: build.folder });
  const ann = await household.device('Ann', { expectedTrouble: /the server responded with a status of 404/ });
  const failed = ann.page.waitForResponse((response) => OPENS_THE_REST.test(response.url()) && !response.ok());
  const first = ann.page.waitForEvent('console', (message) => message.text().includes('could not store every file'));
  await ann.createList('Weekly shop');
  await ann.list.add('milk');
  await Promise.all([failed, first]);
  const fetched = ann.page.waitForResponse((response) => OPENS_THE_REST.test(response.url()) && response.ok());
  await build.complete();
  await relay.stop();
  await relay.start({ TOTE_APP_DIR: build.folder });

  await fetched;
  await ann.whenReadyToStartOffline();
  await expectAgreement([ann.list], ['[ ] milk']);
  await relay.kill();
  await ann.page.reload();
  await expect(ann.list.box('milk')).toBeVisible();
  await build.dispose();
});
