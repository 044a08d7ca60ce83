import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { PHONE } from '../fixtures/device.ts';
import { expect, test } from '../fixtures/story.ts';

const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe finds, short enough to read in a failure. */
const findingsOn = async (page: Page): Promise<readonly string[]> => {
  // A screen is judged at rest: half-transparent text in the middle of a fade fails every contrast rule.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG_22_AA).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`));
};

const LOOKS = {
  'light, laptop': { colorScheme: 'light' },
  'dark, phone': { colorScheme: 'dark', viewport: PHONE },
} as const;

for (const [look, options] of Object.entries(LOOKS)) {
  test(`axe finds nothing on any screen: ${look}`, async ({ household }) => {
    const ann = await household.device('Ann', options);
    const { page, list } = ann;
    const expectClean = async (screen: string): Promise<void> => {
      expect.soft(await findingsOn(page), screen).toEqual([]);
    };
    const closeSheet = () => page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();

    await page.goto(`${ann.address}/`);
    await expect(page.getByRole('button', { name: 'New list' }).first()).toBeVisible();
    await expectClean('home with no list');
    await page.getByRole('button', { name: 'New list' }).first().click();
    await expectClean('new list');
    await closeSheet();
    await page.getByRole('button', { name: 'Open a link' }).first().click();
    await expectClean('open a link');
    await closeSheet();

    await ann.createList('Weekly shop');
    await expectClean('empty list');
    await list.add('2 l milk', 'bread', '500 g flour');
    await list.tick('bread');
    await list.expectLines(['[ ] milk, 2 l', '[ ] flour, 500 g', '[x] bread']);
    await expectClean('list');
    await page.getByRole('button', { name: 'Edit milk' }).click();
    await expectClean('edit line');
    await closeSheet();
    const link = await list.shareLink();
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await expectClean('share');
    await closeSheet();
    await list.statusButton.click();
    await expectClean('status');
    await closeSheet();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await expectClean('menu of the list');
    await page.keyboard.press('Escape');
    for (const sheet of ['Stores and aisles', 'History', 'Bin', 'Keyboard']) {
      await list.choose(sheet);
      await expect(page.getByRole('dialog', { name: sheet })).toBeVisible();
      await expectClean(sheet);
      await closeSheet();
    }
    await list.groupByAisle(true);
    await page.getByRole('combobox', { name: 'Add an item' }).pressSequentially('2 l mil');
    await expect(page.getByRole('option').first()).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await expectClean('aisles and suggestions');
    await page.getByRole('combobox', { name: 'Add an item' }).fill('');
    await page.getByRole('button', { name: 'Go shopping' }).click();
    await page.getByRole('button', { name: 'Could not find flour' }).click();
    await expect(page.getByRole('heading', { name: 'Not found' })).toBeVisible();
    await expectClean('shopping');

    await page.goto(`${ann.address}/`);
    await expect(page.getByRole('link', { name: /Weekly shop/ })).toBeVisible();
    await expectClean('home with lists');
    await page.getByRole('button', { name: 'Settings' }).first().click();
    await expectClean('settings');
    await page.goto('about:blank');
    await page.goto(link.slice(0, -4));
    await expect(page.getByText('This link is damaged')).toBeVisible();
    await expectClean('damaged link');

    const ben = await household.device('Ben', options);
    await ben.page.goto(link);
    await expect(ben.page.getByRole('button', { name: 'Open the list' })).toBeVisible();
    expect.soft(await findingsOn(ben.page), 'asked to join').toEqual([]);
  });
}
