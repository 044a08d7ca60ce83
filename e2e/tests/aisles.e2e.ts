import type { Page } from '@playwright/test';
import { expect, expectAgreement, test } from '../fixtures/story.ts';

const headings = (page: Page) => page.getByRole('main').locator('.lines h2').allInnerTexts();

const expectAisles = (page: Page, aisles: readonly string[]) =>
  expect.poll(async () => (await headings(page)).map((text) => text.replace(/^\P{L}+/u, '').trim())).toEqual(aisles);

test('lines stand by aisle; a store of the list gets an order of its own, by keys and by hand', async ({
  household,
}) => {
  const ann = await household.device('Ann', { aisles: true });
  const { page, list } = ann;
  await ann.createList('Weekly shop');
  await list.add('frozen peas', '2 l milk', 'tomatoes', 'glue for the vase', 'potatoes');
  await expectAisles(page, ['Fruit and vegetables', 'Milk, cheese and eggs', 'Frozen', 'Other']);
  await list.expectLines(['[ ] tomatoes', '[ ] potatoes', '[ ] milk, 2 l', '[ ] frozen peas', '[ ] glue for the vase']);

  await list.edit('glue for the vase', async (sheet) => {
    await expect(sheet.getByLabel('Aisle')).toHaveText(/^Automatic: Other/);
    await sheet.getByLabel('Aisle').selectOption('Home and leisure');
  });
  await expectAisles(page, ['Fruit and vegetables', 'Milk, cheese and eggs', 'Home and leisure', 'Frozen']);
  await page.getByRole('button', { name: 'Move tomatoes' }).focus();
  await page.keyboard.press('End');
  await expect(page.getByRole('button', { name: 'Move tomatoes' })).toBeFocused();
  await list.expectLines(['[ ] potatoes', '[ ] milk, 2 l', '[ ] glue for the vase', '[ ] frozen peas', '[ ] tomatoes']);

  await list.choose('Stores and aisles');
  const sheet = page.getByRole('dialog', { name: 'Stores and aisles' });
  await sheet.getByRole('textbox', { name: 'New store' }).fill('Corner shop');
  await page.keyboard.press('Enter');
  await expect(sheet.getByRole('radio', { name: 'Corner shop' })).toBeChecked();
  const frozen = sheet.getByRole('button', { name: 'Move Frozen' });
  await frozen.focus();
  await page.keyboard.press('ArrowUp');
  await expect(frozen).toBeFocused();
  await page.keyboard.press('Home');
  await expect(frozen).toBeFocused();
  const middleOf = async (aisle: string) => {
    const box = await sheet.getByRole('button', { name: `Move ${aisle}` }).boundingBox();
    if (!box) throw new Error(`${aisle} is not on the screen`);
    return [box.x + box.width / 2, box.y + box.height / 2] as const;
  };
  await sheet.getByRole('button', { name: 'Move Fruit and vegetables' }).scrollIntoViewIfNeeded();
  await page.mouse.move(...(await middleOf('Milk, cheese and eggs')));
  await page.mouse.down();
  const [x, y] = await middleOf('Fruit and vegetables');
  await page.mouse.move(x, y, { steps: 4 });
  await page.mouse.up();
  await sheet.getByRole('button', { name: 'Close' }).click();
  await expectAisles(page, ['Frozen', 'Milk, cheese and eggs', 'Fruit and vegetables', 'Home and leisure']);

  await page.reload();
  await list.whenOpen();
  await expectAisles(page, ['Frozen', 'Milk, cheese and eggs', 'Fruit and vegetables', 'Home and leisure']);
  await list.groupByAisle(false);
  await expectAisles(page, []);
  await expectAgreement(
    [list],
    ['[ ] frozen peas', '[ ] tomatoes', '[ ] milk, 2 l', '[ ] glue for the vase', '[ ] potatoes'],
  );
});
