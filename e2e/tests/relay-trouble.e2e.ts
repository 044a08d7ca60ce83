import { expect, expectAgreement, test } from '../fixtures/story.ts';

/** More than any disk has left: the relay believes that it is full. */
const DISK_IS_FULL = { TOTE_DISK_FREE_BYTES_MIN: String(2 ** 52) };

test('a relay whose disk is full stores nothing and says so; changes wait on the devices until it has room', async ({
  household,
  relay,
}) => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  await ann.list.add('milk');
  await expectAgreement([ann.list, ben.list], ['[ ] milk']);

  await relay.stop();
  await relay.start(DISK_IS_FULL);
  await ann.list.add('bread');
  await ann.list.expectStatus('1 change waiting');
  await ann.list.statusButton.click();
  await expect(ann.page.getByRole('dialog').getByText(/The relay has no room at the moment/)).toBeVisible();
  await ann.page.keyboard.press('Escape');
  await ben.list.expectLines(['[ ] milk']);
  await relay.stop();
  await relay.start();

  await expectAgreement([ann.list, ben.list], ['[ ] milk', '[ ] bread']);
});

test('[S18] a relay that lets nobody in without a token is named as such, and takes changes once it is given one', async ({
  household,
  relay,
}) => {
  const [ann] = await household.sharing('Weekly shop', 'Ann');
  await ann.list.add('milk');
  await ann.list.expectStatus('At the relay');

  await relay.stop();
  await relay.start({ TOTE_ACCESS_TOKEN: 'a-token-that-ann-lacks' });
  await ann.list.add('bread');
  await ann.list.expectStatus('1 change waiting');
  await ann.list.statusButton.click();
  await expect(ann.page.getByRole('dialog').getByText(/This relay is private/)).toBeVisible();
  await ann.list.expectLines(['[ ] milk', '[ ] bread']);

  const dialog = ann.page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Access token' }).fill('not one');
  await dialog.getByRole('button', { name: 'Use it' }).click();
  await expect(dialog.getByText(/A token has 16 to 128/)).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Access token' }).fill(' a-token-that-ann-lacks');
  await dialog.getByRole('button', { name: 'Use it' }).click();
  await expect(dialog.getByText('Connected. Every change is stored there, sealed.')).toBeVisible();
  await ann.page.reload();
  await ann.list.expectStatus('At the relay');
});
