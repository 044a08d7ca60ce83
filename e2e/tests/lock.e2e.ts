import { expect, expectAgreement, test } from '../fixtures/story.ts';

test.use({ storesApp: false });

test('[B7] changing the lock shuts out old links, tells who has one, and keeps everything for those who stay', async ({
  household,
}) => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  await ann.list.add('milk', 'bread');
  await ann.list.tick('bread');
  await expectAgreement([ann.list, ben.list], ['[ ] milk', '[x] bread']);
  await ben.page.getByRole('combobox', { name: 'Add an item' }).focus();

  await ann.list.changeLock();
  const sheet = ann.page.getByRole('dialog', { name: 'Share this list' });
  const link = await sheet.getByRole('textbox', { name: 'Link' }).inputValue();
  await sheet.getByRole('button', { name: 'Close' }).click();
  await ann.list.add('surprise cake');

  await expect(ben.page.getByText(/changed the lock of this list. Ask for the new link/)).toBeVisible();
  await expect(ben.page.getByRole('combobox'), 'nobody reads what is added here').toHaveCount(0);
  await ben.list.expectLines(['[ ] milk', '[x] bread']);
  await expect(ben.list.box('milk'), 'a tick would go nowhere').toBeDisabled();
  await ben.page.goto(`${ben.address}/`);
  await expect(ben.page.getByRole('link', { name: /Weekly shop/ })).toContainText('Lock changed');
  await ben.join(link);
  await expectAgreement([ann.list, ben.list], ['[ ] milk', '[ ] surprise cake', '[x] bread']);
});
