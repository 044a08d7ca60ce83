import { PHONE } from '../fixtures/device.ts';
import { expect, expectAgreement, test } from '../fixtures/story.ts';

test.use({ storesApp: false });

test('the sheet of a line takes numbers as people write them, keeps what was typed, and gives back what is nothing', async ({
  household,
}) => {
  const [ann] = await household.sharing('Weekly shop', 'Ann');
  const { page, list } = ann;
  await list.add('1500 g flour', 'bread');
  const sheet = page.getByRole('dialog', { name: 'Edit line' });
  const amount = sheet.getByRole('textbox', { name: 'Amount' });
  const type = async (text: string): Promise<void> => {
    await amount.fill(text);
    await page.keyboard.press('Tab');
  };
  await list.edit('flour', async () => {
    await expect(amount).toHaveValue('1,500');
    await type('1,600');
    await expect(amount, 'thousands are not decimals').toHaveValue('1,600');
    await type('a lot');
    await expect(amount, 'what is no number changes nothing').toHaveValue('1,600');
    await type('2½');
    await expect(amount).toHaveValue('2.5');
    const price = sheet.getByRole('textbox', { name: 'Price' });
    await price.fill('€ 1,80');
    await page.keyboard.press('Tab');
    await expect(price).toHaveValue('1.80');
  });
  await list.expectLines(['[ ] flour, 2.5 g', '[ ] bread']);

  await page.getByRole('button', { name: 'Edit bread' }).click();
  const name = sheet.getByRole('textbox', { name: 'Name' });
  await name.fill('  ');
  await page.keyboard.press('Tab');
  await expect(name, 'no line is without a name').toHaveValue('bread');
  await sheet.getByRole('textbox', { name: 'Note' }).pressSequentially('sliced');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Edit bread' })).toContainText('sliced');
  await expect(page.getByRole('button', { name: 'Edit bread' }), 'one goes on where one was').toBeFocused();
});

test('what stands in a field is kept when the page goes while the cursor is in it', async ({ household }) => {
  const [ann] = await household.sharing('Weekly shop', 'Ann');
  const { page, list } = ann;
  await list.add('bread');
  await page.getByRole('button', { name: 'Edit bread' }).click();
  const name = page.getByRole('dialog', { name: 'Edit line' }).getByRole('textbox', { name: 'Name' });
  await name.press('ControlOrMeta+a');
  await name.pressSequentially('rye bread');
  await page.reload();
  await list.expectLines(['[ ] rye bread']);
});

test('the history tells the year of what was done in another one', async ({ household }) => {
  const { page, list, createList } = await household.device('Ann');
  await page.clock.setFixedTime(new Date('2024-12-20T10:00:00Z'));
  await createList('Christmas');
  await list.add('goose');
  await page.clock.setFixedTime(new Date('2025-11-28T10:00:00Z'));
  await list.add('candles');
  await list.choose('History');
  const sheet = page.getByRole('dialog', { name: 'History' });
  await expect(sheet.getByRole('heading', { level: 3 })).toHaveText(['Friday 28 November', '20 December 2024']);
});

test('going back in the browser takes the sheet along with the screen under it', async ({ household }) => {
  const [ann] = await household.sharing('Weekly shop', 'Ann');
  const { page, list } = ann;
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Share this list' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('navigation').getByRole('heading', { level: 1 }), 'the focus follows').toBeFocused();
  await page.goForward();
  await list.whenOpen();
  await expect(page.getByRole('heading', { name: 'Weekly shop', level: 1 })).toBeFocused();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('what is being typed in a field stays when somebody else changes the same field', async ({ household }) => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  await ann.list.add('milk');
  await ann.list.edit('milk', async (sheet) => {
    const name = sheet.getByRole('textbox', { name: 'Name' });
    await name.fill('oat milk');
    await ben.list.edit('milk', async (other) => {
      await other.getByRole('textbox', { name: 'Note' }).fill('the cheap one');
      await other.getByRole('textbox', { name: 'Name' }).fill('soy milk');
    });
    await expect(sheet.getByRole('textbox', { name: 'Note' })).toHaveValue('the cheap one');
    await expect(ann.page.locator('[data-line]').getByText('soy milk')).toBeVisible();
    await expect(name).toHaveValue('oat milk');
    await expect(name).toBeFocused();
  });
  await expectAgreement([ann.list, ben.list], ['[ ] oat milk']);

  // And when the line goes under the cursor, nothing breaks.
  await ann.list.edit('oat milk', async (sheet) => {
    await sheet.getByRole('textbox', { name: 'Note' }).pressSequentially('!');
    await ben.list.remove('oat milk');
    await expect(sheet.getByText('This line is no longer on the list')).toBeVisible();
  });
  await expectAgreement([ann.list, ben.list], []);
});

test('a sheet begins with its heading, and the last of several gives the focus back to where the first came from', async ({
  household,
}) => {
  const { page, address } = await household.device('Ann', { viewport: PHONE });
  await page.goto(`${address}/`);
  const settings = page.getByRole('button', { name: 'Settings', exact: true });
  await settings.press('Enter');
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeFocused();
  await page.getByRole('dialog').getByRole('button', { name: 'Backup', exact: true }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Backup' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(settings).toBeFocused();
});
