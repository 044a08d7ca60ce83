import { expect, expectAgreement, expectAgreementInAnyOrder, test } from '../fixtures/story.ts';

test('two tabs of one device show the same, with and without the relay', async ({ household }) => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  const second = await ann.openTab();
  await ann.list.add('milk');
  await second.add('bread');
  await expectAgreement([ann.list, second, ben.list], ['[ ] milk', '[ ] bread']);

  ann.way.cut();
  await second.tick('milk');
  await ann.list.add('eggs');
  for (const tab of [ann.list, second]) await tab.expectLines(['[ ] bread', '[ ] eggs', '[x] milk']);
  await ben.list.add('salt');
  ann.way.heal();

  await expectAgreementInAnyOrder([ann.list, second, ben.list], ['[ ] bread', '[ ] eggs', '[ ] salt', '[x] milk']);
});

test('changes of both tabs are there after both were closed', async ({ household }) => {
  const [ann] = await household.sharing('Weekly shop', 'Ann');
  const second = await ann.openTab();
  ann.way.cut();
  await ann.list.add('milk');
  await second.add('bread');
  for (const tab of [ann.list, second]) await expect.poll(async () => (await tab.lines()).length).toBe(2);
  const lines = await second.lines();
  const address = ann.page.url();
  await ann.list.expectStatus(/changes? waiting/);

  await ann.page.close();
  await second.page.close();
  const third = await ann.reopen(address);
  await third.expectLines(lines);
  ann.way.heal();

  await expectAgreement([third], lines);
});

test('a reload while changes wait loses none of them', async ({ household }) => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  await ann.list.add('milk');
  await ben.list.expectLines(['[ ] milk']);

  ben.way.cut();
  await ben.list.add('bread');
  await ben.list.tick('milk');
  await ben.list.expectStatus('2 changes waiting'); // both are saved by then
  await ben.page.reload();
  await ben.list.expectLines(['[ ] bread', '[x] milk']);
  await ben.list.expectStatus(/changes? waiting/);
  ben.way.heal();

  await expectAgreement([ann.list, ben.list], ['[ ] bread', '[x] milk']);
});

test('a tick made in the very moment of a reload is kept', async ({ household }) => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  await ann.list.add('milk', 'bread');
  await ben.list.expectLines(['[ ] milk', '[ ] bread']);

  await ben.list.tick('milk');
  await ben.page.reload();

  await expectAgreement([ann.list, ben.list], ['[ ] bread', '[x] milk']);
});

test('what a person says in one tab, the other tab of the device shows and says as well', async ({ household }) => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  const second = await ann.openTab();
  const isHere = (text: string) =>
    expect(ben.page.getByRole('button', { name: `Here now: ${text}`, exact: true })).toBeVisible();
  await isHere('Somebody');

  await ann.list.nameThePerson('Ann');
  await isHere('Ann');
  await ann.page.getByRole('button', { name: 'Go shopping' }).click();
  await isHere('Ann (shopping)');
  await second.page.getByRole('button', { name: 'Done shopping' }).click();
  await isHere('Ann');

  await ann.page.getByRole('button', { name: 'Settings' }).click();
  await ann.page.getByRole('combobox', { name: 'Language' }).selectOption('Deutsch');
  for (const { page } of [ann, second]) await expect(page.locator('html')).toHaveAttribute('lang', 'de');
});

test('a list that is left in one tab, and comes back, the other shows in the same way all along', async ({
  household,
}) => {
  const [ann] = await household.sharing('Weekly shop', 'Ann');
  await ann.list.add('salt', 'milk', 'bread');
  const second = await ann.openTab();
  const card = second.page.getByRole('link', { name: 'Weekly shop' });

  await ann.list.choose('Leave this list');
  await expect(card).toBeHidden();
  await second.add('eggs');
  await second.expectLines(['[ ] salt', '[ ] milk', '[ ] bread', '[ ] eggs']);
  await ann.list.undoByMessage();
  await expect(card).toBeVisible();
  await second.page.reload();

  await second.expectLines(['[ ] salt', '[ ] milk', '[ ] bread', '[ ] eggs']);
});
