import type { Device } from '../fixtures/device.ts';
import type { ListPage } from '../fixtures/list-page.ts';

type Take = (name: string) => Promise<void>;

/** What can be done with one list: typing, a line, the sheets of the menu, and shopping. */
export const takeListPictures = async (list: ListPage, take: Take): Promise<void> => {
  const { page } = list;
  const field = page.getByRole('combobox', { name: 'Add an item' });
  await field.pressSequentially('2 l mil');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await take('typing');
  await field.fill('');
  await page.getByRole('button', { name: 'Edit milk' }).click();
  await page.getByRole('dialog').waitFor();
  await take('line');
  await page.keyboard.press('Escape');
  for (const sheet of ['Stores and aisles', 'History', 'Bin', 'Keyboard']) {
    await list.choose(sheet);
    await page.getByRole('dialog', { name: sheet }).waitFor();
    await take(sheet.toLowerCase().replaceAll(' ', '-'));
    await page.keyboard.press('Escape');
  }
  await page.getByRole('button', { name: 'Go shopping' }).click();
  await page.getByRole('button', { name: 'Could not find tomatoes' }).click();
  await page.getByRole('heading', { name: 'Not found' }).waitFor();
  await take('shopping');
  await page.getByRole('button', { name: 'Done shopping' }).click();
};

/** The list and a line of it from right to left; what has words is found by its place. */
export const takeArabicPictures = async ({ page, address }: Device, link: string, take: Take): Promise<void> => {
  const { pathname, hash } = new URL(link);
  await page.goto(`${address}${pathname}${hash}`);
  await page.getByRole('main').getByRole('button').first().click();
  await page.getByRole('checkbox').first().waitFor();
  await take('list');
  await page.getByRole('combobox').pressSequentially('3 حليب');
  await page.getByRole('option').first().waitFor();
  await take('typing');
  await page.getByRole('combobox').fill('');
  await page.getByRole('listitem').getByRole('button').first().click();
  await page.getByRole('dialog').waitFor();
  await take('line');
};
