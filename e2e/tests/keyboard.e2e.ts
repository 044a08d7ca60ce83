import type { Locator, Page } from '@playwright/test';
import { PHONE } from '../fixtures/device.ts';
import { expect, expectAgreement, test } from '../fixtures/story.ts';

test.use({ storesApp: false });

/** More presses than a person would bear means that the control cannot be reached. */
const TABS_MAX = 40;

const tabTo = async (page: Page, control: Locator): Promise<void> => {
  for (let presses = 0; presses < TABS_MAX; presses += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(control, `reached within ${TABS_MAX} presses of Tab`).toBeFocused();
};

test('a list is made, filled, ticked, reordered, cleared and undone by keyboard alone', async ({ household }) => {
  const ann = await household.device('Ann');
  const { page, list } = ann;
  const { keyboard } = page;
  await page.goto(`${ann.address}/`);
  await tabTo(page, page.getByRole('button', { name: 'New list' }).first());
  await keyboard.press('Enter');
  await expect.soft(page.getByRole('textbox', { name: 'Name' }), 'the cursor is where the name goes').toBeFocused();
  await tabTo(page, page.getByRole('textbox', { name: 'Name' }));
  await keyboard.type('Weekly shop');
  await keyboard.press('Enter');

  const field = page.getByRole('combobox', { name: 'Add an item' });
  await expect(field).toBeFocused();
  await list.groupByAisle(false);
  await tabTo(page, field);
  for (const item of ['milk', 'bread', 'eggs']) {
    await keyboard.type(item);
    await keyboard.press('Enter');
  }
  await list.expectLines(['[ ] milk', '[ ] bread', '[ ] eggs']);
  await tabTo(page, page.getByRole('button', { name: 'Move milk' }));
  await keyboard.press('ArrowDown');
  await list.expectLines(['[ ] bread', '[ ] milk', '[ ] eggs']);
  await expect(page.getByRole('button', { name: 'Move milk' }), 'the hand stays on the line it moved').toBeFocused();
  await tabTo(page, list.box('eggs'));
  await keyboard.press('Space');
  await list.expectLines(['[ ] bread', '[ ] milk', '[x] eggs']);
  await tabTo(page, page.getByRole('button', { name: 'Clear done' }));
  await keyboard.press('Enter');
  await list.expectLines(['[ ] bread', '[ ] milk']);
  await keyboard.press('Control+z');

  await list.expectLines(['[ ] bread', '[ ] milk', '[x] eggs']);
  await tabTo(page, page.getByRole('button', { name: 'Edit milk' }));
  await keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Edit line' })).toBeVisible();
  await keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Edit milk' }), 'focus returns to where it came from').toBeFocused();
  await expectAgreement([list], ['[ ] bread', '[ ] milk', '[x] eggs']);
});

test('what does not fit a low window is scrolled to by keys: suggestions, and a sheet that is only read', async ({
  household,
}) => {
  // A phone on its side, at 200 % zoom.
  const ann = await household.device('Ann', { viewport: { width: PHONE.height, height: PHONE.width }, zoom: 2 });
  const { page, list } = ann;
  await ann.createList('Weekly shop');
  await page.getByRole('combobox', { name: 'Add an item' }).pressSequentially('ba');
  const options = page.getByRole('option');
  await expect(options).toHaveCount(5);
  await expect(options.last(), 'there is nothing to scroll').not.toBeInViewport();
  await page.keyboard.press('ArrowUp');
  await expect(options.last()).toBeInViewport({ ratio: 1 });

  await page.getByRole('combobox', { name: 'Add an item' }).fill('');
  for (const thing of ['milk', 'bread', 'eggs', 'flour']) await list.add(thing);
  await list.choose('History');
  const first = page.getByRole('dialog', { name: 'History' }).getByText(/milk/i);
  await expect(first).toBeAttached();
  await expect(first, 'there is nothing to scroll').not.toBeInViewport();
  await tabTo(page, page.getByRole('button', { name: 'Close' }));
  await page.keyboard.press('End');
  await expect(first).toBeInViewport({ ratio: 1 });
});

test('a key that is pressed while a sheet closes is not lost, and undo stands in sight where there is room', async ({
  household,
}) => {
  const ann = await household.device('Ann');
  const { page, list } = ann;
  await ann.createList('Weekly shop');
  await list.add('milk', 'bread');
  await page.getByRole('button', { name: 'Edit milk' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  // In one go: a dialog tells only afterwards that it was closed.
  await page.evaluate(() => {
    document.querySelector('dialog')?.close();
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'n', bubbles: true, cancelable: true }));
  });
  await expect(page.getByRole('combobox', { name: 'Add an item' })).toBeFocused();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await list.expectLines(['[ ] milk']);
  await page.getByRole('button', { name: 'Redo', exact: true }).click();
  await list.expectLines(['[ ] milk', '[ ] bread']);
  await page.setViewportSize(PHONE);
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toHaveCount(0);
});

test('what takes the focus, and the end of the list, stand clear of the bars that float over it', async ({
  household,
}) => {
  const ann = await household.device('Ann', { viewport: PHONE });
  const { page, list } = ann;
  await ann.createList('Weekly shop');
  await list.paste(...Array.from('abcdefghijklmnop', (letter) => `${letter}${letter} bread`));
  await page.getByRole('button', { name: 'Go shopping' }).click();
  await expect(page.getByRole('button', { name: 'Done shopping' })).toBeVisible();

  const bars = async () => {
    const head = await page.getByRole('button', { name: 'Share', exact: true }).boundingBox();
    const foot = await page.getByRole('region', { name: 'in the cart' }).boundingBox();
    if (!head || !foot) throw new Error('a bar is not on the screen');
    return { top: head.y + head.height, bottom: foot.y };
  };
  const covered: string[] = [];
  const walk = async (key: string) => {
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    const { top, bottom } = await bars();
    for (let presses = 0; presses < TABS_MAX; presses += 1) {
      await page.keyboard.press(key);
      const focused = await page.evaluate(() => {
        const row = document.activeElement?.closest('[data-line]');
        const box = row && document.activeElement?.getBoundingClientRect();
        return box && { name: row.textContent, top: box.top, bottom: box.bottom };
      });
      if (focused && (focused.top < top || focused.bottom > bottom)) covered.push(`${key}: ${focused.name}`);
    }
  };
  await list.box('aa bread').focus();
  await walk('Tab');
  await list.box('pp bread').focus();
  await walk('Shift+Tab');
  expect(covered).toEqual([]);

  await page.evaluate(() => {
    scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' });
  });
  const last = await list.box('pp bread').boundingBox();
  expect((last?.y ?? Infinity) + (last?.height ?? 0)).toBeLessThan((await bars()).bottom);
});
