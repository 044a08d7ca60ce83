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

test('[O9] [R19] a list that its relay was made to forget comes back from a device; one that it refuses stays on the devices, and that is said', async ({
  household,
  relay,
}) => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  await ann.list.add('milk');
  await expectAgreement([ann.list, ben.list], ['[ ] milk']);
  await ann.list.statusButton.click();
  await ann.page.getByText('Name of this list at the relay').click();
  const name = await ann.page.getByRole('textbox', { name: 'Name of this list at the relay' }).inputValue();
  await ann.page.keyboard.press('Escape');
  await relay.stop();
  expect(await relay.command('forget', name)).toContain(`Forgot list ${name}`);
  expect(await relay.command('lists')).toMatch(/^0 lists/);

  await relay.start({ TOTE_REFUSED_LISTS: name });
  await ann.list.add('bread');
  await ann.list.statusButton.click();
  await expect(ann.page.getByRole('dialog').getByText(/This relay does not keep this list/)).toBeVisible();
  await ann.page.keyboard.press('Escape');
  await ann.list.expectLines(['[ ] milk', '[ ] bread']);
  expect(await relay.command('lists')).toMatch(/^0 lists/);

  await relay.stop();
  await relay.start();
  for (const { page } of [ann, ben]) await page.reload();
  await expectAgreement([ann.list, ben.list], ['[ ] milk', '[ ] bread']);
  expect(await relay.command('lists')).toContain(name);
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
  // The milk may have been on its way still: "waiting" is not said at once while a relay answers.
  await ann.list.expectStatus(/changes? waiting/);
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

test('the token of a private relay is found in the settings, where it can be given first, changed and forgotten', async ({
  household,
  relay,
}) => {
  await relay.stop();
  await relay.start({ TOTE_ACCESS_TOKEN: 'the-first-token-of-it' });
  const ann = await household.device('Ann', {});
  const { page, list } = ann;
  const sheet = page.getByRole('dialog', { name: 'Private relay' });
  const give = async (token: string): Promise<void> => {
    await sheet.getByRole('textbox', { name: 'Access token' }).fill(token);
    await sheet.getByRole('button', { name: 'Use it' }).click();
    await expect(sheet.getByText('A token is kept on this device.')).toBeVisible();
    await sheet.getByRole('button', { name: 'Close' }).click();
  };
  await page.goto(`${ann.address}/`);
  await page.getByRole('button', { name: 'Settings' }).first().click();
  await page.getByRole('button', { name: 'Private relay' }).click();
  await expect(sheet.getByText('No token is kept on this device.')).toBeVisible();
  await give('the-first-token-of-it');
  await ann.createList('Weekly shop');
  await list.add('milk');
  await list.expectStatus('At the relay');

  await list.statusButton.click();
  await page.getByRole('dialog').getByRole('button', { name: 'Private relay' }).click();
  await sheet.getByRole('button', { name: 'Forget the token' }).click();
  await expect(sheet.getByText('No token is kept on this device.')).toBeVisible();
  await page.reload();
  await list.add('bread');
  await list.expectStatus('1 change waiting');
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Private relay' }).click();
  await expect(sheet.getByText('This relay is private')).toBeVisible();
  await give('the-first-token-of-it');
  await list.expectStatus('At the relay');
});
