/** Relays that share a Redis: a household whose devices are at different ones notices nothing of it (RELAY.md, R20-R22). */
import { REDIS_SERVER, startTestRedis } from '@tote/server/test-redis';
import { createRelayProcess } from '../fixtures/relay-process.ts';
import { expect, expectAgreement, expectAgreementInAnyOrder, test } from '../fixtures/story.ts';

test.skip(REDIS_SERVER === undefined, 'there is no redis-server or valkey-server');
test.use({ storesApp: false });

test('[R20] [R22] two devices at two relays: lines, faces, and the death of a relay and of the store', async ({
  household,
  relay,
}) => {
  const redis = await startTestRedis();
  const other = await createRelayProcess();
  await relay.stop();
  for (const one of [relay, other]) await one.start({ TOTE_STORE: redis.url });
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  ben.way.leadTo(other.port);
  await ann.list.add('milk', 'bread');
  await ben.list.add('eggs');
  await ben.list.tick('milk');
  await expectAgreementInAnyOrder([ann.list, ben.list], ['[ ] bread', '[ ] eggs', '[x] milk']);
  await ann.list.statusButton.click();
  await expect(ann.page.getByText('2 of 2 devices in agreement')).toBeVisible();
  await ann.page.keyboard.press('Escape');

  // A relay dies in the middle of it: whoever was there is led to the other.
  await relay.kill();
  await ann.list.add('salt');
  ann.way.leadTo(other.port);
  await ben.list.tick('bread');
  await expectAgreement([ann.list, ben.list], ['[ ] eggs', '[ ] salt', '[x] milk', '[x] bread']);

  // The store goes and comes back while both relays run.
  await relay.start({ TOTE_STORE: redis.url });
  ann.way.leadTo(relay.port);
  await redis.end('SIGKILL');
  await ann.list.add('oil');
  await ben.list.add('rice');
  await redis.start();
  const end = ['[ ] eggs', '[ ] salt', '[ ] oil', '[ ] rice', '[x] milk', '[x] bread'];
  await expectAgreementInAnyOrder([ann.list, ben.list], end);

  // All is there for somebody who never met the others, and nothing of it in the relays' own folders.
  const link = await ann.list.shareLink();
  for (const { page } of [ann, ben]) await page.close();
  const cleo = await household.device('Cleo');
  await cleo.join(link);
  await expectAgreementInAnyOrder([cleo.list], end);
  expect((await other.storedBytes()).length).toBe(0);
  await other.dispose();
  await redis.dispose();
});
