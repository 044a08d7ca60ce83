import { PHONE } from '../fixtures/device.ts';
import { expect, test } from '../fixtures/story.ts';

test.use({ storesApp: false });

test('lists are put in order, searched, copied from, used as templates and archived', async ({ household }) => {
  const ann = await household.device('Ann', { viewport: PHONE });
  const { page } = ann;
  const cards = () => page.getByRole('navigation').getByRole('link');
  const dialog = (name: string) => page.getByRole('dialog', { name });
  const act = async (list: string, name: string) => {
    await page.getByRole('button', { name: `More about ${list}` }).click();
    await page.getByRole('button', { name, exact: true }).click();
  };
  await ann.createList('Weekly shop');
  await ann.list.add('2 l milk', 'rye bread');
  await ann.createList('Party');
  await ann.list.add('lemonade');
  await ann.createList('Drugstore');
  await page.goto(`${ann.address}/`);
  await expect(cards()).toHaveText([/Drugstore/, /Party/, /Weekly shop/]);

  await page.getByRole('button', { name: 'More about your lists' }).click();
  await page.getByRole('button', { name: 'Arrange lists' }).click();
  await page.getByRole('button', { name: 'Move Drugstore' }).press('ArrowDown');
  await expect(page.getByRole('button', { name: 'Move Drugstore' })).toBeFocused();
  await page.getByRole('button', { name: 'Move Drugstore' }).press('ArrowDown');
  await expect(cards()).toHaveText([/Party/, /Weekly shop/, /Drugstore/]);
  const handle = await page.getByRole('button', { name: 'Move Drugstore' }).boundingBox();
  const top = await page.getByRole('button', { name: 'Move Party' }).boundingBox();
  if (!handle || !top) throw new Error('handles are there to be dragged');
  await page.mouse.move(handle.x + 10, handle.y + 10);
  await page.mouse.down();
  await page.mouse.move(top.x + 10, top.y - 10, { steps: 8 });
  await page.mouse.up();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.reload();
  await expect(cards()).toHaveText([/Drugstore/, /Party/, /Weekly shop/]);

  await act('Party', 'Name and look');
  await dialog('Name and look').getByRole('textbox', { name: 'Name' }).fill('Big party');
  await dialog('Name and look').getByRole('radio', { name: '🎂' }).locator('..').click();
  await expect(dialog('Name and look').getByRole('radio', { name: '🎂' })).toBeChecked();
  await dialog('Name and look').getByRole('radio', { name: 'Plum' }).check({ force: true });
  await dialog('Name and look').getByRole('button', { name: 'Done' }).click();
  await expect(cards().nth(1).getByText('🎂')).toHaveCSS('background-color', 'rgb(230, 220, 242)');
  await expect(cards()).toHaveText([/Drugstore/, /Big party/, /Weekly shop/]);
  await act('Big party', 'Name and look');
  await dialog('Name and look').getByRole('textbox', { name: 'Name' }).fill('Party');
  await dialog('Name and look').getByRole('button', { name: 'Done' }).click();
  await act('Party', 'Share');
  await expect(dialog('Share this list').getByRole('textbox', { name: 'Link' })).toHaveValue(/#./);
  await dialog('Share this list').getByRole('button', { name: 'Close' }).click();

  await page.getByRole('button', { name: 'Search all lists' }).click();
  await page.getByRole('searchbox', { name: 'Search all lists' }).fill('BREAD');
  const found = dialog('Search all lists').getByRole('button', { name: /rye bread/ });
  await expect(found).toContainText('Weekly shop');
  await found.click();
  await expect(ann.list.box('rye bread'), 'one is led to the line itself').toBeFocused();
  await page.goto(`${ann.address}/`);
  await page.getByRole('button', { name: 'Search all lists' }).click();
  await page.getByRole('searchbox', { name: 'Search all lists' }).fill('store dr');
  await expect(dialog('Search all lists').getByText('1 list found')).toBeVisible();
  await dialog('Search all lists')
    .getByRole('button', { name: /Drugstore/ })
    .click();
  await expect(page.getByRole('heading', { name: 'Drugstore', level: 1 })).toBeVisible();
  await page.goto(`${ann.address}/`);

  await act('Weekly shop', 'Copy lines…');
  await expect(dialog('Copy lines to another list').getByRole('listitem').first()).toHaveText(/milk.*2.l/);
  await dialog('Copy lines to another list').getByRole('combobox').selectOption('Party');
  await dialog('Copy lines to another list').getByRole('checkbox', { name: 'rye bread' }).uncheck();
  await dialog('Copy lines to another list').getByRole('button', { name: 'Copy 1 line' }).click();
  await expect(page.getByText('Copied to “Party”')).toBeVisible();
  await act('Party', 'Use as template');
  // By aisle, as every new list stands: dairy comes before drinks.
  await ann.list.expectLines(['[ ] milk, 2 l', '[ ] lemonade']);

  await page.goto(`${ann.address}/`);
  await act('Drugstore', 'Archive');
  await expect(cards()).toHaveCount(3);
  await page.getByRole('button', { name: 'More about your lists' }).click();
  await page.getByRole('button', { name: 'Archive', exact: true }).click();
  await dialog('Archive').getByRole('button', { name: 'Bring back: Drugstore' }).click();
  await dialog('Archive').getByRole('button', { name: 'Close' }).click();
  await expect(cards()).toHaveCount(4);

  await page.getByRole('link', { name: /Drugstore/ }).click();
  await ann.list.whenOpen();
  await ann.list.choose('Archive');
  await expect(cards(), 'a list that is put away is no longer on the screen').toHaveCount(3);
});

test('[M13] a list deleted for everyone waits in the bin of every device, and who may edit takes it out again', async ({
  household,
}) => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  await ann.list.add('milk');
  await ben.list.expectLines(['[ ] milk']);
  await ben.page.goto(`${ben.address}/`);
  await ann.page.getByRole('button', { name: 'More about Weekly shop' }).click();
  await ann.page.getByRole('button', { name: 'Delete for everyone' }).click();
  await ann.page.getByRole('button', { name: 'More about your lists' }).click();
  await ann.page.getByRole('button', { name: 'Lists in the bin' }).click();
  await expect(ann.page.getByRole('dialog').getByText(/deleted for everyone by you/)).toBeVisible();
  await ann.page.keyboard.press('Escape');

  await expect(ben.page.getByRole('navigation').getByRole('link', { name: /Weekly shop/ })).toHaveCount(0);
  await ben.page.getByRole('button', { name: 'More about your lists' }).click();
  await ben.page.getByRole('button', { name: 'Lists in the bin' }).click();
  const bin = ben.page.getByRole('dialog', { name: 'Lists in the bin' });
  await expect(bin.getByText(/deleted for everyone by .*at least 30 days left/)).toBeVisible();
  await bin.getByRole('button', { name: 'Restore: Weekly shop' }).click();
  await expect(ann.page.getByRole('navigation').getByRole('link', { name: /Weekly shop/ })).toBeVisible();
});

test('the row of the list that stands beside it says what that says, at once', async ({ household }) => {
  const ann = await household.device('Ann');
  await ann.createList('Weekly shop');
  await ann.list.add('milk', 'bread');
  const row = ann.page.getByRole('link', { name: /Weekly shop/ });
  await expect(row).toContainText('2 to get');
  // What is remembered of a list is written by a timer. From here on none comes.
  await ann.page.evaluate(() => {
    const { setTimeout } = window;
    window.setTimeout = ((act: () => void, ms = 0) => (ms < 200 ? setTimeout(act, ms) : 0)) as typeof setTimeout;
  });
  await ann.list.tick('milk');
  await expect(row).toContainText('1 to get');
  await expect(row).toContainText('1 in the cart');
});
