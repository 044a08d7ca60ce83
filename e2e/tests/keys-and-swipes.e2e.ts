import type { Locator, Page } from '@playwright/test';
import { PHONE } from '../fixtures/device.ts';
import { expect, expectAgreement, test } from '../fixtures/story.ts';

test.use({ storesApp: false });

/** A finger goes sideways over a row, as the browser tells the page of it. */
const swipe = async (page: Page, row: Locator, byPx: number): Promise<void> => {
  const box = await row.boundingBox();
  if (!box) throw new Error('the row is not on the screen');
  const session = await page.context().newCDPSession(page);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at: number) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x: at, y }] });
  await touch('touchStart', x);
  for (let part = 1; part <= 5; part += 1) await touch('touchMove', x + (byPx * part) / 5);
  await touch('touchEnd', x + byPx);
  await session.detach();
};

test('everything is done by keys, which a sheet tells, and letters can be turned off', async ({ household }) => {
  const ann = await household.device('Ann', {});
  const { page, list } = ann;
  const { keyboard } = page;
  await ann.createList('Weekly shop');
  await list.add('milk', 'bread', 'eggs');
  await page.getByRole('heading', { name: 'Weekly shop', level: 1 }).focus();
  await keyboard.press('j');
  await keyboard.press('j');
  await expect(list.box('bread')).toBeFocused();
  await keyboard.press('Delete');
  await list.expectLines(['[ ] milk', '[ ] eggs']);
  await expect(list.box('eggs')).toBeFocused();
  await keyboard.press('Control+z');
  await list.expectLines(['[ ] milk', '[ ] bread', '[ ] eggs']);
  await keyboard.press('k');
  await keyboard.press('e');
  await expect(page.getByRole('dialog', { name: 'Edit line' })).toBeVisible();
  await keyboard.press('Escape');
  await keyboard.press('g');
  await expect(page.getByRole('heading', { name: 'Bakery' })).toBeVisible();
  await keyboard.press('s');
  await expect(page.getByRole('button', { name: 'Done shopping' })).toBeVisible();
  await keyboard.press('s');
  await keyboard.press('g');
  await keyboard.press('n');
  await expect(page.getByRole('combobox', { name: 'Add an item' })).toBeFocused();
  await page.getByRole('heading', { name: 'Weekly shop', level: 1 }).focus();
  await keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard' });
  await sheet.getByRole('checkbox', { name: 'Keys of one letter work' }).uncheck();
  await keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await keyboard.press('g');
  await keyboard.press('Control+y');
  await expect(page.getByRole('heading', { name: 'Bakery' })).toHaveCount(0);
  await expectAgreement([list], ['[ ] milk', '[ ] eggs']);
});

test('a swipe ticks or deletes, mirrored where text is', async ({ household }, { project }) => {
  test.skip(project.name !== 'chromium', 'fingers are moved through the protocol of Chromium');
  const ann = await household.device('Ann', { viewport: PHONE, hasTouch: true });
  const { page, list } = ann;
  await ann.createList('Weekly shop');
  await list.add('milk', 'bread', 'eggs');
  const row = (name: string) => page.getByRole('listitem').filter({ has: list.box(name) });
  await swipe(page, row('milk'), 160);
  await list.expectLines(['[ ] bread', '[ ] eggs', '[x] milk']);
  await swipe(page, row('bread'), 40);
  await swipe(page, row('bread'), -160);
  await list.expectLines(['[ ] eggs', '[x] milk']);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl';
  });
  await swipe(page, row('eggs'), -160);
  await expectAgreement([list], ['[ ] bread', '[x] milk', '[x] eggs']);
});
