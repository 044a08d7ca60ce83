import { expect, expectAgreement, test } from '../fixtures/story.ts';

test('[M6] who deleted a line is told who changed it meanwhile, and keeps it or deletes it with one press', async ({
  household,
}) => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  await ann.list.add('milk', 'bread');
  await ben.list.nameThePerson('Ben');
  await ben.list.expectLines(['[ ] milk', '[ ] bread']);
  ben.way.cut();
  for (const name of ['milk', 'bread']) {
    await ben.list.edit(name, async (sheet) => {
      await sheet.getByRole('textbox', { name: 'Note' }).fill('the cheap one');
    });
    await ann.list.remove(name);
  }
  await ann.list.expectLines([]);
  ben.way.heal();

  const notice = (name: string) =>
    ann.page
      .getByRole('main')
      .getByRole('listitem')
      .filter({ hasText: `${name} is back: Ben changed it` });
  await expect(notice('milk')).toBeVisible();
  await expect(ben.page.getByText('is back'), 'who changed it is not surprised').toHaveCount(0);
  await notice('milk').getByRole('button', { name: 'Keep it' }).click();
  await expect(notice('milk')).toHaveCount(0);
  await notice('bread').getByRole('button', { name: 'Delete it anyway' }).click();
  await expect(notice('bread')).toHaveCount(0);
  await expectAgreement([ann.list, ben.list], ['[ ] milk']);
});

test('[M2] two who took the same without knowing are both told', async ({ household }) => {
  const [ann, ben] = await household.sharing('Weekly shop', 'Ann', 'Ben');
  await ann.list.add('milk', 'bread');
  await ben.list.expectLines(['[ ] milk', '[ ] bread']);
  ben.way.cut();
  await ann.list.tick('milk');
  await ben.list.tick('milk');
  ben.way.heal();

  for (const { page } of [ann, ben]) {
    const notice = page.getByText('milk: you both took it');
    await expect(notice).toBeVisible();
    await page.getByRole('button', { name: 'Fine' }).click();
    await expect(notice).toHaveCount(0);
  }
  await expectAgreement([ann.list, ben.list], ['[ ] bread', '[x] milk']);
});
