import { expect, expectAgreement, expectAgreementInAnyOrder, test } from '../fixtures/story.ts';

test.use({ storesApp: false });

test('two devices edit one list and see each other at once', async ({ household }) => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');

  await ann.list.add('2 l milk', 'bread');
  await ben.list.expectLines(['[ ] milk, 2 l', '[ ] bread']);
  await ben.list.add('500g flour');
  await ben.list.tick('milk');
  await ann.list.rename('bread', 'rye bread');

  await expectAgreement([ann.list, ben.list], ['[ ] rye bread', '[ ] flour, 500 g', '[x] milk, 2 l']);
});

test('tick, untick, delete, undo and clear done all reach the other device', async ({ household }) => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  await ann.list.add('milk', 'bread', 'eggs', 'salt');

  await ben.list.tick('milk');
  await ben.list.tick('bread');
  await ann.list.expectLines(['[ ] eggs', '[ ] salt', '[x] milk', '[x] bread']);
  await ann.list.untick('bread');
  await ann.list.remove('salt');
  await ben.list.expectLines(['[ ] bread', '[ ] eggs', '[x] milk']);
  await ann.list.choose('Undo');
  await ben.list.expectLines(['[ ] bread', '[ ] eggs', '[ ] salt', '[x] milk']);
  await ben.list.clearDone();

  await expectAgreement([ann.list, ben.list], ['[ ] bread', '[ ] eggs', '[ ] salt']);
});

test('a changed amount and a new order reach the other device', async ({ household }) => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  await ann.list.add('milk', 'bread', 'eggs');
  await ben.list.expectLines(['[ ] milk', '[ ] bread', '[ ] eggs']);

  await ben.list.edit('eggs', async (sheet) => {
    await sheet.getByRole('button', { name: 'More', exact: true }).click();
    await sheet.getByRole('button', { name: 'More', exact: true }).click();
  });
  const handle = ann.page.getByRole('button', { name: 'Move eggs' });
  await handle.press('Home');

  await expectAgreement([ann.list, ben.list], ['[ ] eggs, 2', '[ ] milk', '[ ] bread']);
});

test('three devices agree, one of them opened by the link exactly as it was sent', async ({ household }) => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  const cleo = await household.device('Cleo');
  const link = await ben.list.shareLink();

  await cleo.page.goto(link);
  await cleo.page.getByRole('button', { name: 'Open the list' }).click();
  await cleo.list.whenOpen();
  expect(new URL(cleo.page.url()).hash, 'the key must not stay in the address bar').toBe('');
  // As `join` does for the others: this story compares the order of the list, not of the shop.
  await cleo.list.groupByAisle(false);
  await Promise.all([ann.list.add('milk'), ben.list.add('bread'), cleo.list.add('eggs')]);

  await expectAgreementInAnyOrder([ann.list, ben.list, cleo.list], ['[ ] bread', '[ ] eggs', '[ ] milk']);
});

test('[M16] a phone whose clock is twenty years behind empties nobody’s bin', async ({ household }) => {
  const ann = await household.device('Ann');
  const ben = await household.device('Ben', {
    initScript: () => {
      const { now } = Date;
      Date.now = () => now() - 20 * 365.25 * 86_400_000;
    },
  });
  await ann.createList('Weekly shop');
  await ann.list.add('milk', 'bread', 'eggs');
  await ben.join(await ann.list.shareLink());
  await ann.list.remove('milk');
  await ben.list.expectLines(['[ ] bread', '[ ] eggs']);
  await ben.list.remove('bread');
  await ann.list.expectLines(['[ ] eggs']);

  for (const { list, page } of [ann, ben]) {
    await list.choose('Bin');
    const rows = page.getByRole('dialog', { name: 'Bin' }).getByRole('listitem');
    await expect(rows, 'what went last, first').toHaveText([/^bread.* deleted/i, /^milk.* deleted/i]);
  }
  await expect(ann.page.getByRole('dialog', { name: 'Bin' }), 'a date so far off says its year').toContainText(
    /bread.* 20\d\d · deleted/i,
  );
  await ann.page.getByRole('button', { name: 'Put bread back' }).click();
  for (const { page } of [ann, ben]) await page.keyboard.press('Escape');
  await expectAgreement([ann.list, ben.list], ['[ ] bread', '[ ] eggs']);
});
