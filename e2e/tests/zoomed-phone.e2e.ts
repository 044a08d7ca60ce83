import { PHONE } from '../fixtures/device.ts';
import { layoutFaults } from '../fixtures/layout-faults.ts';
import { expect, test } from '../fixtures/story.ts';

test.use({ storesApp: false });

test('on a phone at 200 % zoom a list, its menu and a line fit the screen, and there is room to see lines and to type', async ({
  household,
}) => {
  const ann = await household.device('Ann', { viewport: PHONE, zoom: 2 });
  const { page, list } = ann;
  await ann.createList('Weekly shop');
  const field = page.getByRole('combobox', { name: 'Add an item' });
  const shop = page.getByRole('button', { name: 'Go shopping' });
  await list.add('2 l milk', 'bread');
  expect(await layoutFaults(page)).toEqual([]);
  const head = await page.getByRole('link', { name: 'Back to your lists' }).locator('..').boundingBox();
  expect(head?.height, 'the status takes no room from the list').toBeLessThan(72);

  await field.pressSequentially('eg');
  await expect(page.getByRole('option').first()).toBeVisible();
  await expect(shop, 'the room is for what is typed').toBeHidden();
  expect(await layoutFaults(page)).toEqual([]);
  await field.press('Enter');

  await page.getByRole('button', { name: 'More', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Group by aisle' })).toBeVisible();
  expect(await layoutFaults(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(shop).toBeVisible();

  await list.edit('milk', async (sheet) => {
    await expect(sheet.getByRole('combobox', { name: 'Aisle' })).toBeVisible();
    expect(await layoutFaults(page)).toEqual([]);
  });
  await list.remove('bread');
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeVisible();
  expect(await layoutFaults(page)).toEqual([]);
});
