import type { Device } from '../fixtures/device.ts';
import { PHONE } from '../fixtures/device.ts';
import { expect, test } from '../fixtures/story.ts';

test.use({ storesApp: false });

/** Opens a link of another device's app on this one. */
const open = async ({ page, address }: Device, link: string): Promise<void> => {
  const { pathname, hash } = new URL(link);
  await page.goto('about:blank');
  await page.goto(`${address}${pathname}${hash}`);
};

const pair = async (device: Device, link: string): Promise<void> => {
  await open(device, link);
  await device.page.getByRole('button', { name: 'Yes, add this device' }).click();
  await expect(device.page.getByRole('heading', { name: 'Your lists', exact: true, level: 1 })).toBeVisible();
};

const openDevices = async ({ page, address }: Device) => {
  await page.goto(`${address}/`);
  for (const act of ['Settings', 'Your devices']) await page.getByRole('button', { name: act }).first().click();
  return page.getByRole('dialog', { name: 'Your devices' });
};

const listOn = ({ page }: Device, title: string) => page.getByRole('navigation').getByRole('link', { name: title });

test('a link for own devices that is broken, newer, or none is named before anything is asked', async ({
  household,
}) => {
  const phone = await household.device('phone', { viewport: PHONE });
  const link = await phone.pairingLink();
  const tablet = await household.device('tablet');
  const { page } = tablet;
  for (const [given, title] of [
    [link.slice(0, -4), 'This link is damaged'],
    [link.replace('#ke1', '#ke2'), 'This link needs a newer Tote'],
    [link.replace(/#.*/, '#kitchen'), 'This is not a Tote link'],
  ] as const) {
    await open(tablet, given);
    await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
    await expect(page.getByText('Nothing on this device has changed.')).toBeVisible();
  }

  await open(phone, link);
  await phone.page.getByRole('button', { name: 'Yes, add this device' }).click();
  await expect(phone.page.getByRole('heading', { name: 'This device is one of yours already' })).toBeVisible();
});

test('a device that is paired without signal says that its lists are on their way, and has them once there is one', async ({
  household,
}) => {
  const phone = await household.device('phone');
  await phone.createList('Weekly shop');
  await phone.list.add('milk');
  const link = await phone.pairingLink();
  const tablet = await household.device('tablet', { viewport: PHONE, storesApp: true });
  await tablet.page.goto(`${tablet.address}/`);
  await tablet.whenReadyToStartOffline();

  tablet.way.cut();
  await pair(tablet, link);
  await expect(tablet.page.getByRole('heading', { name: 'Your lists are on their way' })).toBeVisible();
  await tablet.page.reload();
  await expect(tablet.page.getByRole('heading', { name: 'Your lists are on their way' })).toBeVisible();

  tablet.way.heal();
  await listOn(tablet, 'Weekly shop').click();
  await tablet.list.expectLines(['[ ] milk']);
});

test('[G4] [G7] a device that was removed is told at once and comes back by a new link; an old one brings only what it knows', async ({
  household,
}) => {
  const phone = await household.device('phone', { viewport: PHONE });
  await phone.createList('Weekly shop');
  const oldLink = await phone.pairingLink();
  const tablet = await household.device('tablet');
  await pair(tablet, oldLink);
  await expect(listOn(tablet, 'Weekly shop')).toBeVisible();

  const sheet = await openDevices(phone);
  await expect(sheet.getByRole('listitem')).toHaveCount(2);
  await sheet.getByRole('button', { name: /^Remove / }).click();
  await sheet.getByRole('button', { name: 'Remove it' }).click();
  await expect(sheet.getByRole('listitem')).toHaveCount(1);
  await expect(tablet.page.getByText(/^This device was removed from your devices\./)).toBeVisible();
  await phone.createList('Party');

  const laptop = await household.device('laptop');
  await pair(laptop, oldLink);
  await expect(laptop.page.getByText(/^The link that you used is an old one/)).toBeVisible();
  await expect(listOn(laptop, 'Weekly shop')).toBeVisible();
  await expect((await openDevices(laptop)).getByText(/^The link that you used is an old one/)).toBeVisible();

  await pair(tablet, await phone.pairingLink());
  await expect(listOn(tablet, 'Party')).toBeVisible();
  await expect(listOn(tablet, 'Weekly shop')).toHaveCount(1);
  await pair(tablet, oldLink);
  await expect(tablet.page.getByText(/Your devices stay as they are\.$/)).toBeVisible();
  const devices = await openDevices(tablet);
  await expect(devices.getByRole('listitem')).toHaveCount(2);
  await expect(devices.getByText(/removed from your devices/)).toHaveCount(0);
  await expect(listOn(laptop, 'Party')).toHaveCount(0);
});

test('a device that is full when it is paired says so until it has stored who it is', async ({ household }) => {
  const phone = await household.device('phone');
  await phone.createList('Weekly shop');
  await phone.list.add('milk');
  const link = await phone.pairingLink();
  const tablet = await household.device('tablet', { expectedTrouble: /QuotaExceededError/, storesApp: true });
  await tablet.page.goto(`${tablet.address}/`);
  const session = await tablet.context.newCDPSession(tablet.page);
  await session.send('Storage.overrideQuotaForOrigin', { origin: tablet.address, quotaSize: 1 });

  await pair(tablet, link);
  await expect(listOn(tablet, 'Weekly shop')).toBeVisible();
  const full = tablet.page.getByText(/^Your lists could not be written on this device/);
  await expect(full).toBeVisible();
  await session.send('Storage.overrideQuotaForOrigin', { origin: tablet.address });
  await expect(full).toBeHidden({ timeout: 30_000 });

  await tablet.page.reload();
  await listOn(tablet, 'Weekly shop').click();
  await tablet.list.expectLines(['[ ] milk']);
  await expect((await openDevices(tablet)).getByRole('listitem')).toHaveCount(2);
});
