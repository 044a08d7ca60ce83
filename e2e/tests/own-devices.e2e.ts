import type { Device } from '../fixtures/device.ts';
import { PHONE } from '../fixtures/device.ts';
import { expect, test } from '../fixtures/story.ts';

test.use({ storesApp: false });

const openDevices = async ({ page, address }: Device) => {
  await page.goto(`${address}/`);
  await page.getByRole('button', { name: 'Settings' }).first().click();
  await page.getByRole('button', { name: 'Your devices' }).click();
  return page.getByRole('dialog', { name: 'Your devices' });
};

const pairingLinkOf = async (device: Device, name: string): Promise<string> => {
  const sheet = await openDevices(device);
  await sheet.getByRole('textbox', { name: 'Name of this device' }).fill(name);
  await sheet.getByRole('button', { name: 'Add a device' }).click();
  const field = sheet.getByRole('textbox', { name: 'Link for your own devices' });
  await expect(field).toHaveValue(/#k./);
  return field.inputValue();
};

const pair = async (device: Device, link: string, name: string) => {
  const { pathname, hash } = new URL(link);
  await device.page.goto(`${device.address}${pathname}${hash}`);
  await device.page.getByRole('textbox', { name: 'Name of this device' }).fill(name);
  await device.page.getByRole('button', { name: 'Yes, add this device' }).click();
};

const listOn = ({ page }: Device, title: string) => page.getByRole('navigation').getByRole('link', { name: title });

test('[G1] [G3] [G4] own devices share all lists, follow a changed lock, and go on without the one that was removed', async ({
  household,
}) => {
  const phone = await household.device('phone', { viewport: PHONE });
  const tablet = await household.device('tablet');
  const laptop = await household.device('laptop');
  await phone.createList('Weekly shop');
  await phone.list.add('milk');
  await tablet.createList('Party');
  await tablet.list.add('lemonade');

  const link = await pairingLinkOf(phone, 'Phone');
  await pair(tablet, link, 'Tablet');
  await pair(laptop, link, 'Laptop');
  await expect(listOn(tablet, 'Weekly shop')).toBeVisible();
  await expect(listOn(laptop, 'Party')).toBeVisible();
  await phone.page.getByRole('dialog', { name: 'Your devices' }).getByRole('button', { name: 'Close' }).click();
  await listOn(phone, 'Party').click();
  await phone.list.expectLines(['[ ] lemonade']);

  await phone.page.getByRole('button', { name: 'Share', exact: true }).click();
  await phone.page.getByRole('button', { name: 'Change the lock…' }).click();
  await phone.page.getByRole('button', { name: 'Change the lock', exact: true }).click();
  await expect(phone.page.getByRole('dialog', { name: 'Share this list' })).toBeVisible();
  await phone.page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await phone.list.add('crisps');
  await expect(listOn(tablet, 'Party')).toHaveCount(1);
  await listOn(tablet, 'Party').click();
  await tablet.list.expectLines(['[ ] lemonade', '[ ] crisps']);

  const sheet = await openDevices(phone);
  await sheet.getByRole('button', { name: 'Remove Laptop' }).click();
  await sheet.getByRole('button', { name: 'Remove it' }).click();
  await expect(sheet.getByRole('listitem')).toHaveText([/Phone|Tablet/, /Phone|Tablet/]);
  const gone = await openDevices(laptop);
  await expect(gone.getByText('This device was removed from your devices.')).toBeVisible();
  await phone.createList('Secret present');
  await expect(listOn(tablet, 'Secret present')).toBeVisible();
  await laptop.page.goto(`${laptop.address}/`);
  await expect(listOn(laptop, 'Weekly shop')).toBeVisible();
  await expect(listOn(laptop, 'Secret present')).toHaveCount(0);
});

test('the recovery sheet of somebody with one device brings every list back to an empty one', async ({ household }) => {
  const phone = await household.device('phone');
  await phone.createList('Weekly shop');
  await phone.list.add('milk');
  await phone.page.goto(`${phone.address}/`);
  for (const name of ['Settings', 'Your devices', 'Recovery sheet'])
    await phone.page.getByRole('button', { name, exact: true }).first().click();
  const sheet = phone.page.getByRole('dialog', { name: 'Recovery sheet' });
  await expect(sheet.getByText(/^A page to print or save/)).toBeVisible();
  phone.way.cut();
  await expect(sheet.getByText(/^The relay is not reached right now/)).toBeVisible();
  phone.way.heal();
  await expect(sheet.getByText(/^A page to print or save/)).toBeVisible();
  const written = (await sheet.getByText(/^http.*#ke1/).textContent()) ?? '';
  await sheet.getByRole('button', { name: 'Close' }).click();
  await listOn(phone, 'Weekly shop').click();
  await phone.list.expectStatus('At the relay');
  await phone.page.close();

  const fresh = await household.device('new phone');
  await pair(fresh, written, 'New phone');
  await listOn(fresh, 'Weekly shop').click();
  await fresh.list.expectLines(['[ ] milk']);
});
