import type { Guide } from './guide.ts';

/** What is put where the service worker puts a text that another app shared. */
const keepSharedText = async ({ page }: Guide, text: string): Promise<void> => {
  await page.evaluate(async (shared) => {
    await (await caches.open('tote-shared')).put('/shared-text', new Response(shared));
  }, text);
};

/** Opened from outside: by a link, by another app, at an address where nothing is. */
export const tourArrivals = async (guide: Guide, editLink: string, pairingLink: string): Promise<void> => {
  const { page, address, words, goods } = guide;
  const { join, lost, share, shelf } = { ...words.later };
  const open = async (path: string): Promise<void> => {
    // Only the part after # may differ, which alone is no new page.
    await page.goto('about:blank');
    await page.goto(`${address}${path}`);
  };
  await guide.goHome();
  await keepSharedText(guide, goods.typed.join('\n'));
  await open('/#shared');
  await guide.dialog(shelf.shared.title).getByRole('listitem').first().waitFor();
  await guide.sheet(shelf.shared.title, 'shared-text');
  await open('/l/nothing-here');
  await page.getByRole('heading', { name: lost.nothingHere }).waitFor();
  await guide.stop('lost');
  await open(`/join${editLink.slice(0, -4)}`);
  await page.getByRole('heading', { name: join.damagedTitle }).waitFor();
  await guide.stop('join-damaged');
  await open(`/join${editLink}`);
  await guide.button(join.open).waitFor();
  await guide.stop('join');
  await guide.press(join.open);
  await guide.addField.waitFor();
  await guide.press(words.list.share);
  await guide.dialog(share.title).waitFor();
  await guide.close();
  await open(`/join${pairingLink}`);
  await guide.button(shelf.devices.pairAct).waitFor();
  await guide.stop('pair');
};
