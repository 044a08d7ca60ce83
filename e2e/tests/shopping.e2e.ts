import { PHONE } from '../fixtures/device.ts';
import { expect, expectAgreement, test } from '../fixtures/story.ts';

test.use({ storesApp: false });

test('one shops, the other sees it: totals, what was not found, what is new', async ({ household }) => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  await ann.list.add('2 l milk', 'bread', 'tomatoes');
  await ann.list.edit('milk', async (sheet) => {
    await sheet.getByLabel('Price per l').fill('1.20');
  });
  await expectAgreement([ann.list, ben.list], ['[ ] milk, 2 l', '[ ] bread', '[ ] tomatoes']);
  await expect(ben.page.getByText('new', { exact: true }), 'at the first look nothing is new').toHaveCount(0);
  await ben.page.getByRole('button', { name: /^Here now/ }).click();
  await expect(ben.page.getByRole('dialog', { name: 'Where your changes are' })).toBeVisible();
  await ben.page.getByRole('textbox', { name: 'Your name' }).fill('Ben');
  await ben.page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();

  const place = await ann.list.box('milk').boundingBox();
  await ben.page.getByRole('button', { name: 'Go shopping' }).click();
  const bar = ben.page.getByRole('region', { name: /in the cart/ });
  await expect(bar).toHaveAccessibleName('0 of 3 in the cart');
  await expect(ann.page.getByRole('button', { name: 'Here now: Ben (shopping)' })).toBeVisible();
  await expect(ann.page.getByRole('status').filter({ hasText: 'Ben is shopping' })).toBeVisible();
  expect(await ann.list.box('milk').boundingBox(), 'no row moves under a finger').toEqual(place);
  await ben.list.tick('milk');
  await expect(bar).toHaveAccessibleName('1 of 3 in the cart');
  await expect(bar.getByLabel(/^In the cart .*2\.40, the whole list .*2\.40$/)).toBeVisible();
  await ben.page.getByRole('button', { name: 'Could not find bread' }).click();
  await expect(ben.page.getByRole('heading', { name: 'Not found' })).toBeVisible();
  await expect(ben.list.box('tomatoes'), 'the focus stays among the lines').toBeFocused();
  const message = ben.page.getByText('Could not find bread');
  await expect(message, 'a thumb that slipped can take it back').toBeVisible();
  await ben.list.undoByMessage();
  await expect(ben.page.getByRole('heading', { name: 'Not found' })).toHaveCount(0);
  await ben.page.getByRole('button', { name: 'Could not find bread' }).click();
  await ben.list.expectLines(['[ ] tomatoes', '[ ] bread', '[x] milk, 2 l'], { timeout: 15_000 });
  await ann.list.expectLines(['[ ] bread', '[ ] tomatoes', '[x] milk, 2 l']);

  await ben.page.reload();
  await ben.list.whenOpen();
  await expect(bar, 'a reload does not end the trip').toHaveAccessibleName('1 of 3 in the cart');
  await ann.list.add('coffee');
  await expect(ben.page.getByRole('listitem').filter({ hasText: 'coffee' })).toContainText('new');
  await ben.page.getByRole('button', { name: 'Look for bread again' }).click();
  await ben.page.getByRole('button', { name: 'Done shopping' }).click();
  await expect(ann.page.getByRole('button', { name: 'Here now: Ben', exact: true })).toBeVisible();
  await expectAgreement([ann.list, ben.list], ['[ ] bread', '[ ] tomatoes', '[ ] coffee', '[x] milk, 2 l']);
});

test('in the shop a row ticks wherever it is touched, and its amount opens the line', async ({ household }) => {
  const ann = await household.device('Ann', { viewport: PHONE, hasTouch: true });
  const { page, list } = ann;
  await ann.createList('Weekly shop');
  await list.add('2 l milk', 'bread');
  await page.getByText('bread', { exact: true }).tap();
  await expect(page.getByRole('dialog', { name: 'Edit line' }), 'at home, a name opens its line').toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();

  await page.getByRole('button', { name: 'Go shopping' }).click();
  await page.getByText('bread', { exact: true }).tap();
  await expect(list.box('bread')).toBeChecked();
  await page.getByText('bread', { exact: true }).tap();
  await expect(list.box('bread')).not.toBeChecked();
  for (const name of ['milk', 'bread']) {
    await page.getByRole('button', { name: new RegExp(`^Edit ${name}`) }).tap();
    const sheet = page.getByRole('dialog', { name: 'Edit line' });
    await expect(sheet.getByRole('textbox', { name: 'Name' })).toHaveValue(name);
    await sheet.getByRole('button', { name: 'Close' }).click();
    await expect(sheet).toBeHidden();
  }
  await list.expectLines(['[ ] milk, 2 l', '[ ] bread']);
});

test('a trip ends with one press that clears what was bought, and one more brings it back', async ({ household }) => {
  const [ann] = await household.sharing('Weekly shop', 'Ann');
  const { page, list } = ann;
  await page.getByRole('button', { name: 'Go shopping' }).click();
  await expect(page.getByRole('region', { name: 'Nothing to get' }), 'no count of nothing').toBeVisible();
  await list.add('milk', 'bread', 'saffron');
  await expect(page.getByRole('region', { name: '0 of 3 in the cart' })).toBeVisible();
  await list.tick('milk');
  await page.getByRole('button', { name: 'Could not find saffron' }).click();
  await expect(page.getByRole('button', { name: 'Clear and finish' })).toHaveCount(0);
  await list.tick('bread');
  await expect(page.getByText('That is everything').first()).toBeVisible();
  await page.getByRole('button', { name: 'Clear and finish' }).click();
  await expect(page.getByRole('button', { name: 'Go shopping' })).toBeVisible();
  await list.expectLines(['[ ] saffron']);
  await list.undoByMessage();
  await list.expectLines(['[ ] saffron', '[x] milk', '[x] bread']);
});

test.describe('with the app stored', () => {
  test.use({ storesApp: true });

  test('lines with unsent changes are marked, also after a reload', async ({ household, relay }) => {
    const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
    await ann.list.add('milk', 'bread');
    // The status is calm, and for a moment still tells of what was before; who sees the lines has them from the relay.
    await ben.list.expectLines(['[ ] milk', '[ ] bread']);
    await ann.list.expectStatus('At the relay');
    await relay.kill();
    await ann.list.add('eggs');
    await ann.list.tick('milk');
    const marked = (name: string) => ann.page.getByRole('button', { name: `Edit ${name}` }).getByText('not sent yet');
    await expect(marked('eggs')).toBeVisible();
    await ann.list.expectStatus('2 changes waiting'); // both are saved by then
    await ann.page.reload();
    await ann.list.whenOpen();
    await expect(marked('eggs')).toBeVisible();
    await expect(marked('milk')).toBeVisible();
    await expect(marked('bread')).toHaveCount(0);
    await relay.start();
    await expect(marked('eggs')).toHaveCount(0, { timeout: 30_000 });
    await expectAgreement([ann.list, ben.list], ['[ ] bread', '[ ] eggs', '[x] milk']);
  });
});
