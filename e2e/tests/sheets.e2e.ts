import { PHONE } from '../fixtures/device.ts';
import { movedControls, watchControls } from '../fixtures/moved-controls.ts';
import { expect, test } from '../fixtures/story.ts';

test('a sheet that still slides in takes no press, and then it does', async ({ household }, { project }) => {
  test.skip(project.name !== 'chromium', 'motion is slowed down through the protocol of Chromium');
  const ann = await household.device('Ann', { viewport: PHONE });
  const { page } = ann;
  await ann.createList('Weekly shop');
  const slow = await page.context().newCDPSession(page);
  await slow.send('Animation.enable');
  await slow.send('Animation.setPlaybackRate', { playbackRate: 0.05 });

  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const sheet = page.getByRole('dialog', { name: 'Share this list' });
  const close = sheet.getByRole('button', { name: 'Close' });
  const box = await close.boundingBox();
  if (!box) throw new Error('the sheet is not on the screen');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect(sheet, 'the press did nothing').toBeVisible();
  expect(await sheet.evaluate((dialog) => dialog.getAnimations().length), 'it moved all the time').toBeGreaterThan(0);

  await slow.send('Animation.setPlaybackRate', { playbackRate: 1 });
  await close.click();
  await expect(sheet).toBeHidden();
});

/** Sheets of a list that somebody may hold a finger over while the signal comes and goes, by the way to them. */
const SHEETS: readonly (readonly [first: string, ...next: readonly string[]])[] = [
  ['At the relay'],
  ['Here now: Ben'],
  ['Share'],
  ['Share', 'Change the lock…'],
  ['Share', 'Export and print'],
  ['Share', 'Bring in lines'],
  ['Edit milk'],
  ['More', 'Stores and aisles'],
  ['More', 'Name and look'],
  ['More', 'History'],
  ['More', 'Bin'],
];

for (const viewport of [PHONE, { width: 320, height: 640 }])
  test(`nothing that can be pressed moves while the relay comes and goes, on a list and its sheets: ${viewport.width} px`, async ({
    household,
  }) => {
    const [ben] = await household.sharing('The weekly shop of us all', 'Ben');
    await ben.list.nameThePerson('Ben');
    const ann = await household.device('Ann', { viewport });
    const { page, list } = ann;
    await ann.join(await ben.list.shareLink());
    await ann.whenReadyToStartOffline();
    await list.add('milk', 'bread');
    await list.tick('bread');
    await expect(page.getByText('1 in the cart')).toBeVisible();

    const comeAndGo = async (): Promise<readonly string[]> => {
      await list.expectStatus('At the relay');
      await expect(page.getByLabel('Here now: Ben', { exact: true })).toBeAttached();
      await watchControls(page);
      ann.way.cut();
      await list.expectStatus('Saved on this device');
      ann.way.heal();
      await list.expectStatus('At the relay');
      return movedControls(page);
    };

    expect.soft(await comeAndGo(), 'the list').toEqual([]);
    for (const way of SHEETS) {
      for (const name of way) await page.getByRole('button', { name, exact: true }).first().click();
      await expect(page.getByRole('dialog')).toBeVisible();
      expect.soft(await comeAndGo(), way.join(' → ')).toEqual([]);
      await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
  });
