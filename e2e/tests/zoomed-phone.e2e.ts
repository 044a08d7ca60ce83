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

for (const width of [320, PHONE.width])
  test(`on a phone of ${width} px at 200 % zoom the lists, a list and their sheets are whole`, async ({
    household,
  }) => {
    const ann = await household.device('Ann', { viewport: { width, height: 640 }, zoom: 2, aisles: true });
    const { page, list } = ann;
    const lookAt = async (...way: readonly string[]): Promise<void> => {
      for (const name of way) await page.getByRole('button', { name, exact: true }).first().click();
      await expect(page.getByRole('dialog')).toBeVisible();
      expect.soft(await layoutFaults(page), way.join(' → ')).toEqual([]);
      await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
      await expect(page.getByRole('dialog')).toHaveCount(0);
    };
    await ann.createList('Weekly shop');
    await list.add('2 l milk', 'bread');
    await list.tick('bread');
    expect.soft(await layoutFaults(page), 'the list').toEqual([]);
    await lookAt('At the relay');
    await lookAt('Share');
    await lookAt('Share', 'Export and print');
    await lookAt('Edit milk');
    await page.getByRole('link', { name: 'Back to your lists' }).click();
    await expect(page.getByRole('link', { name: /Weekly shop/ })).toBeVisible();
    expect.soft(await layoutFaults(page), 'the lists').toEqual([]);
    await lookAt('Settings');
    await lookAt('Settings', 'Backup');
  });
