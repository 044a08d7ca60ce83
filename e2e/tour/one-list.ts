import { expect } from '@playwright/test';
import type { Guide } from './guide.ts';

/** As pasted from a message. */
const pasteLines = async ({ addField }: Guide, text: string): Promise<void> => {
  await addField.evaluate((field, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
};

/** A list from its first moment on: empty, full, its sheets, shopping. Ends on that list. */
export const tourOneList = async (guide: Guide): Promise<void> => {
  const { page, words, goods } = guide;
  const { list, later } = words;
  const { shopping } = later;
  await guide.stop('list-empty');
  await guide.addField.pressSequentially(goods.begun);
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await guide.stop('typing');
  await guide.addField.fill('');
  const [first = '', ...rest] = goods.typed;
  await guide.add(first);
  await pasteLines(guide, rest.join('\n'));
  await guide.dialog(shopping.paste.title).waitFor();
  await guide.stop('paste');
  await guide.press(shopping.paste.add(rest.length));
  for (const name of goods.ticked) await guide.box(name).check();
  await page.evaluate(() => scrollTo(0, 0));
  await guide.rest();
  await guide.stop('list');

  await guide.press(list.more);
  await page.getByRole('main').getByRole('button', { name: shopping.listMenu.history, exact: true }).waitFor();
  await guide.stop('list-menu');
  await page.keyboard.press('Escape');
  await guide.press(list.edit(goods.first));
  await guide.dialog(later.line.title).getByRole('textbox', { name: later.line.note }).fill(goods.note);
  await guide
    .dialog(later.line.title)
    .getByRole('spinbutton', { name: shopping.price.label })
    .or(guide.dialog(later.line.title).getByRole('textbox', { name: shopping.price.label }))
    .first()
    .fill('3');
  await page.keyboard.press('Tab');
  await guide.sheet(later.line.title, 'line');
  for (const [sheet, name] of [
    [shopping.listMenu.stores, 'stores'],
    [later.shelf.lists.listDetails, 'look'],
    [shopping.listMenu.history, 'history'],
    [shopping.listMenu.bin, 'bin-empty'],
    [shopping.listMenu.shortcuts, 'shortcuts'],
  ] as const) {
    await guide.choose(sheet);
    await guide.sheet(sheet, name);
  }
  await guide.press(list.clearDone);
  await page.getByText(later.said.cleared(goods.ticked.length)).first().waitFor();
  await guide.stop('snackbar');
  await guide.choose(shopping.listMenu.bin);
  await guide.sheet(shopping.listMenu.bin, 'bin');

  await guide.press(list.goShopping);
  await guide.press(list.notFound(goods.missing));
  await page.getByRole('heading', { name: shopping.shop.missingHeading }).waitFor();
  await guide.box(goods.first).check();
  await guide.rest();
  await guide.stop('shopping');
  await guide.press(shopping.shop.stop);
};

/** Everything behind the share button and the pill. */
export const tourSharing = async (guide: Guide): Promise<void> => {
  const { words, page } = guide;
  const { list, later } = words;
  const { files, lock } = later.shelf;
  await guide.press(list.share);
  await guide.dialog(later.share.title).getByRole('textbox', { name: later.share.link, exact: true }).waitFor();
  await guide.sheet(later.share.title, 'share');
  await guide.press(list.share, files.exportTitle);
  await guide.sheet(files.exportTitle, 'export');
  await guide.press(list.share, files.importTitle);
  await guide.dialog(files.importTitle).getByRole('textbox').fill(guide.goods.typed.join('\n'));
  await expect(page.getByText(files.found(guide.goods.typed.length))).toBeVisible();
  await guide.sheet(files.importTitle, 'bring');
  await guide.press(list.share, lock.act);
  await guide.sheet(lock.title, 'lock');
  await page.getByRole('status').getByRole('button').click();
  await guide.sheet(later.status.title, 'status-alone');
};
