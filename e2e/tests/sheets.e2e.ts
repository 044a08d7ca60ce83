import { PHONE } from '../fixtures/device.ts';
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
