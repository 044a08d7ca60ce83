import { expect, expectAgreement, test } from '../fixtures/story.ts';

test('with the relay dead, the browser opens the app and the list from this device alone', async ({
  household,
  relay,
}) => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  await ann.list.add('milk', 'bread');
  await expectAgreement([ann.list, ben.list], ['[ ] milk', '[ ] bread']);
  await ben.whenReadyToStartOffline();
  const address = ben.page.url();

  await relay.kill();
  await ben.page.close();
  const again = await ben.reopen(address);
  await again.expectLines(['[ ] milk', '[ ] bread']);
  await again.tick('milk');
  await again.add('eggs');
  await again.expectStatus(/changes? waiting/);
  await relay.start();

  await expectAgreement([ann.list, again], ['[ ] bread', '[ ] eggs', '[x] milk']);
});

test('home opens with the relay dead and shows the lists of this device', async ({ household, relay }) => {
  const [ann] = await household.sharing('Weekly shop', 'Ann');
  await ann.list.add('milk', 'bread');
  await ann.list.expectStatus('At the relay');
  await ann.whenReadyToStartOffline();

  await relay.kill();
  await ann.page.goto(`${ann.address}/`);
  const link = ann.page.getByRole('link', { name: /Weekly shop/ });
  await expect(link).toBeVisible();
  await link.click();

  await ann.list.expectLines(['[ ] milk', '[ ] bread']);
});
