import type { Device } from '../fixtures/device.ts';
import { expect, test } from '../fixtures/story.ts';

test.use({ storesApp: false });

/** Walks through the shop with the list and ticks in this order. */
const shop = async ({ page, list }: Device, ...names: readonly string[]): Promise<void> => {
  await page.getByRole('button', { name: 'Go shopping' }).click();
  for (const name of names) await list.tick(name);
  await page.getByRole('button', { name: 'Done shopping' }).click();
};

const chooseStore = async ({ page, list }: Device, name: string): Promise<void> => {
  await list.choose('Stores and aisles');
  const sheet = page.getByRole('dialog', { name: 'Stores and aisles' });
  await sheet.getByRole('radio', { name, exact: true }).check();
  await sheet.getByRole('button', { name: 'Close' }).click();
};

test('a store is learnt from the order of ticking, others keep theirs, and one changes between them', async ({
  household,
}) => {
  const ann = await household.device('Ann', { aisles: true });
  const { page, list } = ann;
  await ann.createList('Weekly shop');
  await list.add('tomatoes', 'milk', 'frozen peas');
  const common = ['[ ] tomatoes', '[ ] milk', '[ ] frozen peas'];
  const walked = ['[ ] frozen peas', '[ ] milk', '[ ] tomatoes'];
  await list.expectLines(common);

  const learnt = page.getByText('My store: the aisles now follow your walk');
  for (const isLearnt of [false, true]) {
    await shop(ann, 'frozen peas', 'milk', 'tomatoes');
    if (isLearnt) await expect(learnt, 'twice the same walk is no accident').toBeVisible();
    else await expect(learnt, 'one odd walk changes nothing').toHaveCount(0);
    for (const name of ['tomatoes', 'milk', 'frozen peas']) await list.untick(name);
  }
  await list.expectLines(walked);

  await chooseStore(ann, 'Any supermarket');
  await list.expectLines(common);
  await page.reload();
  await list.whenOpen();
  await list.expectLines(common);
  await list.choose('Stores and aisles');
  const sheet = page.getByRole('dialog', { name: 'Stores and aisles' });
  await sheet.getByRole('textbox', { name: 'New store' }).fill('my store');
  await page.keyboard.press('Enter');
  await expect(sheet.getByRole('radio'), 'a store that is there already is chosen, not doubled').toHaveCount(2);
  await expect(sheet.getByRole('radio', { name: 'My store' })).toBeChecked();
  await sheet.getByRole('button', { name: 'Close' }).click();
  await list.expectLines(walked);
});

declare global {
  interface Window {
    /** What the page asked of the screen, and gave back. */
    screenLocks: string[];
  }
}

/** A phone that can keep its screen on. */
const withWakeLock = (): void => {
  window.screenLocks = [];
  const request = () => {
    window.screenLocks.push('on');
    return Promise.resolve({
      release: () => {
        window.screenLocks.push('off');
        return Promise.resolve();
      },
    });
  };
  Object.defineProperty(navigator, 'wakeLock', { configurable: true, value: { request } });
};

test('the screen stays on while somebody shops, also after another app was in front, and no longer', async ({
  household,
}) => {
  const ann = await household.device('Ann', { initScript: withWakeLock });
  const { page } = ann;
  await ann.createList('Weekly shop');
  await ann.list.add('milk');
  const locks = () => page.evaluate(() => window.screenLocks.join(' '));
  expect(await locks()).toBe('');
  await page.getByRole('button', { name: 'Go shopping' }).click();
  await expect.poll(locks).toBe('on');
  // A browser takes the lock from a page that is hidden.
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect.poll(locks).toBe('on on');
  await page.getByRole('button', { name: 'Done shopping' }).click();
  await expect.poll(locks).toBe('on on off');
});
