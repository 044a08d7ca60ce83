import { PHONE } from '../fixtures/device.ts';
import { expect, expectAgreement, test } from '../fixtures/story.ts';

test.use({ storesApp: false });

test('once a sheet over the add bar is closed by a press, keys go on writing there', async ({ household }) => {
  const ann = await household.device('Ann', {});
  const { page, list } = ann;
  await ann.createList('Weekly shop');
  const field = page.getByRole('combobox', { name: 'Add an item' });
  await field.press('e');
  await list.paste('milk', 'bread');
  await expect(field).toBeFocused();
  await page.keyboard.type('ggs');
  await expect(field).toHaveValue('eggs');
  await page.keyboard.press('Enter');
  await list.expectLines(['[ ] milk', '[ ] bread', '[ ] eggs']);
});

test('what is typed and not added is there again when the page was put away and read anew', async ({ household }) => {
  const ann = await household.device('Ann');
  const { page, list } = ann;
  await ann.createList('Weekly shop');
  const field = page.getByRole('combobox', { name: 'Add an item' });
  await list.add('bread');
  await field.pressSequentially('a dozen eg');
  await page.reload();
  await expect(field).toHaveValue('a dozen eg');
  await field.press('End');
  await field.pressSequentially('gs');
  await field.press('Enter');
  await page.reload();
  await list.expectLines(['[ ] bread', '[ ] eggs, 1 dozen']);
  await field.pressSequentially('milk'); // what would come back comes before the panel
  await expect(page.getByRole('listbox', { name: 'Suggestions' })).toBeVisible();
  await expect(field).toHaveValue('milk');
});

test('[P20] what the panel understood is what Enter adds, of a product that the catalogue or the list knows', async ({
  household,
}) => {
  const ann = await household.device('Ann');
  const { page, list } = ann;
  await ann.createList('Weekly shop');
  const field = page.getByRole('combobox', { name: 'Add an item' });
  const understood = page.getByText('Understood as').locator('..');

  await field.pressSequentially('eggs 12');
  await expect(understood).toHaveText(/12.*eggs/s);
  await field.press('Enter');
  await list.add('zorblax');
  await field.pressSequentially('zorblax 3');
  await expect(understood).toHaveText(/3.*zorblax/s);
  await field.press('Enter');
  await field.pressSequentially('omega 3');
  await expect(understood).toBeHidden();
  await field.press('Enter');
  await list.paste('bananas 6', 'rice');
  await list.expectLines(['[ ] eggs, 12', '[ ] zorblax, 3', '[ ] omega 3', '[ ] bananas, 6', '[ ] rice']);
});

test('suggestions while typing, a pasted list looked at first, what went is in history and bin', async ({
  household,
}) => {
  const ann = await household.device('Ann', { viewport: PHONE });
  const { page, list } = ann;
  await ann.createList('Weekly shop');
  const field = page.getByRole('combobox', { name: 'Add an item' });
  const options = page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');

  await field.pressSequentially('2 l mil');
  await expect(options.first()).toHaveText(/Milk/);
  await expect(page.getByText('Understood as')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await expect(field).toHaveAttribute('aria-activedescendant', (await options.first().getAttribute('id')) ?? '');
  await page.keyboard.press('Enter');
  await list.expectLines(['[ ] Milk, 2 l']);
  await expect(field).toHaveValue('');
  await field.pressSequentially('tom');
  await page.getByRole('option', { name: 'Tomatoes', exact: true }).click();
  await expect(field, 'the cursor stays').toBeFocused();
  await field.pressSequentially('mil');
  await expect(options.first()).toHaveText(/on the list/);
  await page.keyboard.press('Escape');
  await expect(options).toHaveCount(0);
  await page.keyboard.press('Enter');
  await list.expectLines(['[ ] Milk, 2 l', '[ ] Tomatoes', '[ ] mil']);

  await field.evaluate((element) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', '# Party\n- [ ] 2 kg charcoal\n- [x] napkins\n- 6 sausages\nMilk');
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  const paste = page.getByRole('dialog', { name: 'Add these lines?' });
  await expect(paste.getByRole('checkbox')).toHaveCount(4);
  await expect(paste.getByRole('checkbox', { name: 'napkins' }), 'ticked where it comes from').not.toBeChecked();
  await paste.getByRole('checkbox', { name: 'sausages' }).uncheck();
  await paste.getByRole('button', { name: 'Add 2 lines' }).click();
  await list.expectLines(['[ ] Milk, 2 l', '[ ] Tomatoes', '[ ] mil', '[ ] charcoal, 2 kg']);

  await list.remove('mil');
  await list.choose('History');
  const history = page.getByRole('dialog', { name: 'History' });
  await expect(history.getByRole('listitem').first()).toContainText('\u2068You\u2069 deleted \u2068mil\u2069');
  await history.getByRole('button', { name: 'Close' }).click();
  await list.choose('Bin');
  const bin = page.getByRole('dialog', { name: 'Bin' });
  await bin.getByRole('button', { name: 'Put mil back' }).click();
  await expect(bin.getByText('The bin is empty')).toBeVisible();
  await bin.getByRole('button', { name: 'Close' }).click();
  await expectAgreement([list], ['[ ] Milk, 2 l', '[ ] Tomatoes', '[ ] mil', '[ ] charcoal, 2 kg']);

  await list.tick('charcoal');
  await list.clearDone();
  await field.focus();
  const usual = page.getByRole('listbox', { name: 'Often bought' });
  await expect(usual.getByRole('option'), 'what was bought and is not on the list').toHaveText([/charcoal/]);
  await usual.getByRole('option').click();
  await list.expectLines(['[ ] Milk, 2 l', '[ ] Tomatoes', '[ ] mil', '[ ] charcoal']);
  await expect(usual).toBeHidden();
});
