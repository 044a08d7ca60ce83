import { axeFindings } from '../fixtures/axe-findings.ts';
import { PHONE } from '../fixtures/device.ts';
import { expect, test } from '../fixtures/story.ts';

const LOOKS = {
  'light, laptop': { colorScheme: 'light' },
  'dark, phone': { colorScheme: 'dark', viewport: PHONE },
} as const;

for (const [look, options] of Object.entries(LOOKS)) {
  test(`axe finds nothing on any screen: ${look}`, async ({ household }) => {
    const ann = await household.device('Ann', options);
    const { page, list } = ann;
    const expectClean = async (screen: string): Promise<void> => {
      expect.soft(await axeFindings(page), screen).toEqual([]);
    };
    const closeSheet = () => page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    const expectCleanSheet = async (name: string): Promise<void> => {
      await expect(page.getByRole('dialog', { name, exact: true })).toBeVisible();
      await expectClean(name);
    };

    await page.goto(`${ann.address}/`);
    await expect(page.getByRole('button', { name: 'New list' }).first()).toBeVisible();
    await expectClean('home with no list');
    await page.getByRole('button', { name: 'New list' }).first().click();
    await expectCleanSheet('New list');
    await closeSheet();
    await page.getByRole('button', { name: 'Open a link' }).first().click();
    await expectCleanSheet('Open a link');
    await closeSheet();

    await ann.createList('Weekly shop');
    await expectClean('empty list');
    await list.add('2 l milk', 'bread', '500 g flour');
    await list.tick('bread');
    await list.expectLines(['[ ] milk, 2 l', '[ ] flour, 500 g', '[x] bread']);
    await expectClean('list');
    await page.getByRole('button', { name: 'Edit milk' }).click();
    await expectCleanSheet('Edit line');
    await closeSheet();
    const link = await list.shareLink();
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await expectCleanSheet('Share this list');
    await closeSheet();
    await list.statusButton.click();
    await expectCleanSheet('Where your changes are');
    await closeSheet();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await expect(page.getByRole('button', { name: 'History' })).toBeVisible();
    await expectClean('menu of the list');

    await page.goto(`${ann.address}/`);
    await expect(page.getByRole('link', { name: /Weekly shop/ })).toBeVisible();
    await expectClean('home with lists');
    await page.getByRole('button', { name: 'Settings' }).first().click();
    await expectCleanSheet('Settings');
    await page.goto('about:blank');
    await page.goto(link.slice(0, -4));
    await expect(page.getByText('This link is damaged')).toBeVisible();
    await expectClean('damaged link');

    const ben = await household.device('Ben', options);
    await ben.page.goto(link);
    await expect(ben.page.getByRole('button', { name: 'Open the list' })).toBeVisible();
    expect.soft(await axeFindings(ben.page), 'asked to join').toEqual([]);
  });

  test(`axe finds nothing on what a list can do: ${look}`, async ({ household }) => {
    const ann = await household.device('Ann', { ...options, aisles: true });
    const { page, list } = ann;
    const expectClean = async (screen: string): Promise<void> => {
      expect.soft(await axeFindings(page), screen).toEqual([]);
    };
    await ann.createList('Weekly shop');
    await list.add('2 l milk', 'flour', 'bread');
    await list.tick('bread');
    await list.clearDone();
    for (const sheet of ['Stores and aisles', 'History', 'Bin', 'Keyboard']) {
      await list.choose(sheet);
      await expect(page.getByRole('dialog', { name: sheet })).toBeVisible();
      await expectClean(sheet);
      await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    }
    await page.getByRole('combobox', { name: 'Add an item' }).pressSequentially('2 l mil');
    await expect(page.getByRole('option').first()).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await expectClean('aisles and suggestions');
    await page.getByRole('combobox', { name: 'Add an item' }).fill('');
    await page.getByRole('button', { name: 'Go shopping' }).click();
    await page.getByRole('button', { name: 'Could not find flour' }).click();
    await expect(page.getByRole('heading', { name: 'Not found' })).toBeVisible();
    await expectClean('shopping');
  });

  test(`axe finds nothing on any screen about lists as wholes: ${look}`, async ({ household }) => {
    const ann = await household.device('Ann', options);
    const { page } = ann;
    const expectClean = async (screen: string): Promise<void> => {
      expect.soft(await axeFindings(page), screen).toEqual([]);
    };
    const closeSheet = () => page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    const press = async (...names: readonly string[]) => {
      for (const name of names) await page.getByRole('button', { name, exact: true }).first().click();
    };
    await ann.createList('Party');
    await ann.createList('Weekly shop');
    await ann.list.add('2 l milk', 'bread');

    for (const sheet of ['Export and print', 'Bring in lines', 'Change the lock…']) {
      await press('Share', sheet);
      await expect(page.getByRole('dialog', { name: sheet.replace('…', '') })).toBeVisible();
      if (sheet === 'Bring in lines')
        await page.getByRole('dialog').getByRole('textbox').fill('- [x] crisps\n2 kg olives');
      await expectClean(sheet);
      await closeSheet();
    }
    await page.goto(`${ann.address}/`);
    await press('Settings', 'Backup');
    await expect(page.getByRole('dialog', { name: 'Backup' })).toBeVisible();
    await expectClean('backup');
    await closeSheet();
    await press('Settings', 'Your devices', 'Add a device');
    const pairing = page.getByRole('textbox', { name: 'Link for your own devices' });
    await expect(pairing).toHaveValue(/#k/);
    const { hash } = new URL(await pairing.inputValue());
    await expectClean('own devices');
    await press('Recovery sheet');
    await expect(page.getByRole('dialog', { name: 'Recovery sheet' })).toBeVisible();
    await expectClean('recovery sheet');
    await closeSheet();

    await press('More about Weekly shop', 'Copy lines…');
    await expect(page.getByRole('checkbox', { name: 'milk' })).toBeVisible();
    await expectClean('copy lines');
    await closeSheet();
    await press('Search all lists');
    await page.getByRole('searchbox').fill('milk');
    await expect(page.getByText('1 line found')).toBeVisible();
    await expectClean('search');
    await closeSheet();
    await press('More about your lists', 'Arrange lists');
    await expectClean('arranging');
    await press('Done', 'More about Party', 'Delete for everyone', 'More about your lists', 'Lists in the bin');
    await expect(page.getByRole('button', { name: 'Restore: Party' })).toBeVisible();
    await expectClean('lists in the bin');

    await page.goto('about:blank');
    await page.goto(`${ann.address}/join${hash}`);
    await expect(page.getByRole('button', { name: 'Yes, add this device' })).toBeVisible();
    await expectClean('asked to pair');
  });
}
