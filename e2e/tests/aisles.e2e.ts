import type { Page } from '@playwright/test';
import { expect, expectAgreement, test } from '../fixtures/story.ts';

test.use({ storesApp: false });

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
  // Firefox scrolls no further than to the sheet's edge: one after the other, both are there.
  for (const aisle of ['Fruit and vegetables', 'Milk, cheese and eggs'])
    await sheet.getByRole('button', { name: `Move ${aisle}` }).scrollIntoViewIfNeeded();
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

/** Keeps what stands over the line that is drawn first. A wide screen has rows of its own for lists. */
const watchFirstHeading = (): void => {
  new MutationObserver((_, observer) => {
    const group = document.querySelector('.lines [data-line]')?.closest('ul');
    if (!group) return;
    observer.disconnect();
    const heading = document.getElementById(group.getAttribute('aria-labelledby') ?? '');
    document.documentElement.dataset['firstHeading'] = heading?.textContent ?? 'none';
  }).observe(document, { childList: true, subtree: true });
};

test('a list that is joined comes in its aisles: what knows them was fetched while the question was read', async ({
  household,
}) => {
  const [ann] = await household.sharing('Weekly shop', 'Ann');
  await ann.list.add('milk', 'tomatoes');
  await ann.list.expectStatus('At the relay');
  const ben = await household.device('Ben', { aisles: true, initScript: watchFirstHeading });
  const { pathname, hash } = new URL(await ann.list.shareLink());
  await ben.page.goto(`${ben.address}${pathname}${hash}`);
  const open = ben.page.getByRole('button', { name: 'Open the list' });
  await expect(open).toBeVisible();
  await ben.page.waitForLoadState('networkidle');
  // What came is read, too: the page has nothing to do but wait for an answer.
  await ben.page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => requestIdleCallback(resolve))));
  await open.click();
  await expect(ben.list.box('milk')).toBeVisible();
  await expect(ben.page.locator('html')).toHaveAttribute(
    'data-first-heading',
    /^(Fruit and vegetables|Milk, cheese and eggs)$/,
  );
});
