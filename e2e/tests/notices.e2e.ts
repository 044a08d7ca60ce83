import { untilAtRest } from '../fixtures/at-rest.ts';
import { PHONE } from '../fixtures/device.ts';
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

test('[M2] a notice that comes while somebody ticks in a shop moves no row from under the thumb', async ({
  household,
}) => {
  const ann = await household.device('Ann', { viewport: PHONE });
  const ben = await household.device('Ben');
  await ann.createList('Weekly shop');
  await ann.list.add('milk', 'bread', 'eggs', 'coffee', 'tea', 'salt', 'flour', 'rice', 'apples', 'soap', 'juice');
  await ben.join(await ann.list.shareLink());
  await expect(ben.list.box('juice')).toBeVisible();
  await ann.page.getByRole('button', { name: 'Go shopping' }).click();
  await ann.page.evaluate(() => {
    scrollTo(0, 0);
  });
  ben.way.cut();
  await ann.list.tick('milk');
  await ben.list.tick('milk');
  const place = async () => Math.round((await ann.list.box('eggs').boundingBox())?.y ?? 0);
  // The ticked line stays for four seconds; then the others move up, and are where they are.
  await expect(ann.page.getByRole('heading', { name: 'In the cart' })).toBeVisible();
  await untilAtRest(ann.page);
  const before = await place();
  ben.way.heal();
  await expect(ann.page.getByText('milk: you both took it')).toBeVisible();
  expect(await place()).toBe(before);
});
