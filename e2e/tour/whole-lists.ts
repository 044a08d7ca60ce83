import type { Guide } from './guide.ts';

/** The home screen with lists on it, and what can be done with lists as wholes. Leaves one list archived, one in the bin. */
export const tourLists = async (guide: Guide): Promise<void> => {
  const { page, words, goods } = guide;
  const { lists } = words.later.shelf;
  for (const title of [`${goods.party} 2`, `${goods.party} 3`, goods.party]) await guide.makeList(title);
  await guide.add(goods.crisps);
  // On a phone at 200 % zoom the room is for what is typed.
  await guide.rest();
  await guide.press(words.list.goShopping);
  await guide.box(goods.crisps).check();
  await guide.button(words.later.shopping.shop.clearAndStop).waitFor();
  await guide.rest();
  await guide.stop('shopping-done');
  await guide.press(words.later.shopping.shop.stop);
  await guide.box(goods.crisps).uncheck();
  await guide.goHome();
  await page.getByRole('link', { name: goods.party }).first().waitFor();
  await guide.rest();
  await guide.stop('home');
  await guide.press(lists.menu);
  await guide.button(lists.arrange).waitFor();
  await guide.stop('home-menu');
  await guide.press(lists.arrange);
  await guide.stop('arranging');
  await guide.press(words.app.done);
  await guide.press(lists.more(goods.weekly));
  await guide.button(lists.copyLines).waitFor();
  await guide.stop('card-menu');
  await guide.press(lists.copyLines);
  await page.getByRole('dialog').getByRole('checkbox').first().waitFor();
  await guide.sheet(lists.copyTitle, 'copy-lines');
  await guide.press(lists.search);
  await page.getByRole('searchbox').fill(goods.first);
  await page.getByText(lists.searchFound(1)).waitFor();
  await guide.sheet(lists.search, 'search');
  await guide.press(lists.more(`${goods.party} 2`), lists.archive);
  await guide.press(lists.more(`${goods.party} 3`), lists.deleteForAll);
  await guide.press(lists.menu, lists.archiveTitle);
  await guide.sheet(lists.archiveTitle, 'archive');
  await guide.press(lists.menu, lists.binTitle);
  await guide.sheet(lists.binTitle, 'lists-in-bin');
};

/** Settings and what lies behind them. Starts at home. */
export const tourSettings = async (guide: Guide): Promise<void> => {
  const { page, words } = guide;
  const { settings } = words.later;
  const { backup, devices } = words.later.shelf;
  await guide.press(words.later.home.settings);
  await guide.sheet(settings.title, 'settings');
  await guide.press(words.later.home.settings, words.later.relay.accessTitle);
  await guide.sheet(words.later.relay.accessTitle, 'private-relay');
  await guide.press(words.later.home.settings, backup.title);
  await guide.dialog(backup.title).waitFor();
  await guide.stop('backup');
  await guide.dialog(backup.title).getByRole('radio', { name: backup.restore, exact: true }).check();
  await guide.sheet(backup.title, 'backup-restore');
  await guide.press(words.later.home.settings, devices.title, devices.start);
  await page.getByRole('textbox', { name: devices.link }).waitFor();
  await guide.stop('devices');
  await guide.press(devices.sheet);
  await guide.sheet(devices.sheet, 'recovery');
};
