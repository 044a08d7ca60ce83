import type { Device } from '../fixtures/device.ts';

type Take = (name: string) => Promise<void>;

/** What can be done with lists as wholes: the home screen, own devices, files, backups. Starts on any screen, ends at home. */
export const takeListsPictures = async (device: Device, take: Take): Promise<void> => {
  const { page, address } = device;
  const press = async (...names: readonly string[]): Promise<void> => {
    for (const name of names) await page.getByRole('button', { name, exact: true }).first().click();
  };
  const sheet = async (name: string, picture: string): Promise<void> => {
    await page.getByRole('dialog', { name }).waitFor();
    await take(picture);
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  };
  await device.createList('Party on Saturday');
  await device.list.add('3 bottles lemonade', 'crisps', 'olives');
  await press('Share', 'Export and print');
  await sheet('Export and print', 'export');
  await press('Share', 'Change the lock…');
  await sheet('Change the lock', 'lock');
  await page.goto(`${address}/`);
  await page.getByRole('link', { name: /Party/ }).waitFor();
  await take('home');
  await press('Search all lists');
  await page.getByRole('searchbox').fill('o');
  await page.getByRole('status').filter({ hasText: 'found' }).waitFor();
  await sheet('Search all lists', 'search');
  await press('Settings');
  await sheet('Settings', 'settings');
  await press('Settings', 'Backup');
  await sheet('Backup', 'backup');
  await press('Settings', 'Your devices', 'Add a device');
  await page.getByRole('textbox', { name: 'Link for your own devices' }).waitFor();
  await sheet('Your devices', 'devices');
};
