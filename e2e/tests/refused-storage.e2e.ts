import { expect, expectAgreement, test } from '../fixtures/story.ts';

/** A browser whose storage says no, as in some private windows. */
const refuseIndexedDb = (): void => {
  IDBFactory.prototype.open = () => {
    throw new DOMException('storage is not allowed here', 'SecurityError');
  };
};

test('where the browser stores nothing, the app says so and still shares the list', async ({ household }) => {
  const [ann] = await household.sharing('Weekly shop', 'Ann');
  await ann.list.add('milk');
  const ben = await household.device('Ben', { initScript: refuseIndexedDb });
  await ben.join(await ann.list.shareLink());

  await expect(ben.list.statusButton).toHaveText('Not saved');
  await ben.list.add('bread');
  await ann.list.expectLines(['[ ] milk', '[ ] bread']);
  await ann.list.tick('milk');
  await ben.list.expectLines(['[ ] bread', '[x] milk']);
  await ben.list.statusButton.click();
  await expect(ben.page.getByRole('dialog').getByText(/Not saved on this device/)).toBeVisible();
  await ben.page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();

  expect(await ben.list.fingerprint()).toBe(await ann.list.fingerprint());
  await expectAgreement([ann.list], ['[ ] bread', '[x] milk']);
});
