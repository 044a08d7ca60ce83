import { expect, test } from '../fixtures/story.ts';

test.use({ storesApp: false });

declare global {
  interface Window {
    /** What the page handed to the system's share sheet. */
    sent: ShareData[];
  }
}

/** A phone whose system can share. */
const withShareSheet = (): void => {
  window.sent = [];
  navigator.share = (data) => {
    window.sent.push(data ?? {});
    return Promise.resolve();
  };
};

test('a list is passed on by the share sheet of the system, to edit or only to look at, and can be left', async ({
  household,
}) => {
  const ann = await household.device('Ann', { initScript: withShareSheet });
  const ben = await household.device('Ben');
  const { page } = ann;
  await ann.createList('Weekly shop');
  await ann.list.add('milk');

  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const sheet = page.getByRole('dialog', { name: 'Share this list' });
  const link = sheet.getByRole('textbox', { name: 'Link' });
  const code = sheet.getByRole('img', { name: 'QR code of the link' }).locator('path');
  await expect(link).toHaveValue(/#./);
  const toEdit = await link.inputValue();
  const drawn = await code.getAttribute('d');
  await sheet.getByRole('button', { name: 'Send…' }).click();
  await sheet.getByRole('radio', { name: 'Can view' }).check();
  await expect(link).not.toHaveValue(toEdit);
  await expect(code, 'the code is that of the link').not.toHaveAttribute('d', drawn ?? '');
  await sheet.getByRole('button', { name: 'Send…' }).click();
  const sent = await page.evaluate(() => window.sent);
  expect(sent).toEqual([
    { text: 'Our shopping list “Weekly shop”', url: toEdit },
    { text: 'Our shopping list “Weekly shop”', url: await link.inputValue() },
  ]);
  await sheet.getByRole('button', { name: 'Close' }).click();

  await ben.join(sent[1]?.url ?? '');
  await expect(ben.list.box('milk'), 'only to look at').toBeDisabled();
  await ben.join(sent[0]?.url ?? '');
  await expect(ben.list.box('milk'), 'the stronger link counts').toBeEnabled();

  await ben.list.choose('Leave this list');
  const lists = ben.page.getByRole('navigation').getByRole('link');
  await expect(lists).toHaveCount(0);
  await ben.list.undoByMessage();
  await lists.click();
  await ben.list.expectLines(['[ ] milk']);
  await ann.list.expectLines(['[ ] milk']);
});
