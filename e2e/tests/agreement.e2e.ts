import type { Device } from '../fixtures/device.ts';
import { expect, expectAgreement, test } from '../fixtures/story.ts';

test.use({ storesApp: false });

const agreementOn = async ({ page, list }: Device): Promise<string> => {
  await list.statusButton.click();
  const sheet = page.getByRole('dialog', { name: 'Where your changes are' });
  await expect(sheet.getByText('3 of 3 devices in agreement')).toBeVisible();
  await expect(sheet.getByText('Others have the newest state.')).toBeVisible();
  const fingerprint = await list.fingerprint();
  await expect(sheet.getByRole('img', { name: fingerprint })).toBeVisible();
  await sheet.getByRole('button', { name: 'Close' }).click();
  return fingerprint;
};

test('each device says that all three agree, and shows the same fingerprint', async ({ household }) => {
  const [ann, ben, cleo] = await household.sharing('Weekly shop', 'Ann', 'Ben', 'Cleo');
  await ann.list.add('milk', 'bread');
  await expectAgreement([ann.list, ben.list, cleo.list], ['[ ] milk', '[ ] bread']);

  const fingerprints = [await agreementOn(ann), await agreementOn(ben), await agreementOn(cleo)];
  expect(new Set(fingerprints).size).toBe(1);

  await cleo.page.close();
  await ann.list.statusButton.click();
  await expect(ann.page.getByText('2 of 2 devices in agreement'), 'who left is not counted').toBeVisible();
});

test('two lists of one device have nothing to do with each other', async ({ household }) => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  await ann.list.add('milk');
  const weekly = ann.page.url();
  await ann.createList('Birthday');
  await ann.list.add('candles');
  await ben.list.expectLines(['[ ] milk']);
  await ann.page.goto(`${ann.address}/`);
  await expect(ann.page.getByRole('link', { name: /Weekly shop/ })).toBeVisible();
  await ann.page.getByRole('link', { name: /Birthday/ }).click();
  await ann.list.expectLines(['[ ] candles']);

  await ann.page.goto(weekly);
  await expectAgreement([ann.list, ben.list], ['[ ] milk']);
});
