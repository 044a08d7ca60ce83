import type { LanguageCode } from '../../apps/web/src/lib/messages/language.ts';
import type { DeviceOptions } from '../fixtures/device.ts';
import type { Household } from '../fixtures/household.ts';
import type { RelayProcess } from '../fixtures/relay-process.ts';
import { makeSecondBuild } from '../fixtures/second-build.ts';
import { tourArrivals } from './arrivals.ts';
import { Guide, type Visit } from './guide.ts';
import { tourOneList, tourSharing } from './one-list.ts';
import { tourLists, tourSettings } from './whole-lists.ts';

/** How the app is looked at. */
export interface Look extends Pick<DeviceOptions, 'viewport' | 'colorScheme' | 'zoom' | 'forcedColors'> {
  readonly language: LanguageCode;
}

/** What a tour stands on: a relay of its own, and the app behind it. */
export interface TourGround {
  readonly household: Household;
  readonly relay: RelayProcess;
}

/** A browser whose storage says no, as in some private windows. */
const refuseIndexedDb = (): void => {
  IDBFactory.prototype.open = () => {
    throw new DOMException('storage is not allowed here', 'SecurityError');
  };
};

/** Before there is any list. Ends on a new one. */
const tourBeginning = async (guide: Guide): Promise<void> => {
  const { home, newList, join } = guide.words.later;
  await guide.goHome();
  await guide.stop('home-empty');
  await guide.press(home.newList);
  await guide.sheet(newList.title, 'new-list');
  await guide.press(home.openLink);
  await guide.sheet(join.pasteTitle, 'open-link');
  await guide.makeList(guide.goods.weekly);
};

/**
 * Every screen and sheet of the app, one after the other, in one look and one language. Each is on the page, at rest, when
 * `visit` is called with its name.
 */
export const takeTour = async ({ household, relay }: TourGround, look: Look, visit: Visit): Promise<void> => {
  const { language, ...options } = look;
  const asLooked = { ...options, aisles: true, locale: language };
  const ann = await household.device('Ann', asLooked);
  const guide = await Guide.on(ann, language, visit);
  await tourBeginning(guide);
  await tourOneList(guide);
  await tourSharing(guide);

  // Somebody else is on the list, and changes what Ann deletes meanwhile.
  const { words, goods } = guide;
  // None of the others loses the network.
  const ben = await household.device('Ben', { storesApp: false });
  await ben.join(await guide.shareLink());
  await ben.list.nameThePerson('Ben');
  ann.way.cut();
  await guide.press(words.list.edit(goods.missing));
  await guide.dialog(words.later.line.title).getByRole('button', { name: words.later.line.remove }).click();
  await ben.list.edit(goods.missing, async (sheet) => {
    await sheet.getByRole('textbox', { name: 'Note' }).fill(goods.note);
  });
  ann.way.heal();
  await guide.button(words.later.noticeCards.deleteAnyway).waitFor();
  await guide.stop('notices');
  await guide.press(words.later.noticeCards.keepIt);
  await ben.page.getByRole('button', { name: 'Go shopping' }).click();
  await ann.page.getByText(words.later.shopping.faces.isShopping('Ben')).waitFor();
  await guide.stop('somebody-shops');
  await ben.page.getByRole('button', { name: 'Done shopping' }).click();
  await ann.page.getByRole('status').getByRole('button').click();
  await ann.page.getByText(words.later.status.agreement(2, 2)).waitFor();
  await ann.page.getByText(words.later.status.othersSeen).waitFor();
  await guide.sheet(words.later.status.title, 'status');
  const viewLink = await ben.list.shareLink('Can view');
  const shared = ben.page.url();

  await tourLists(guide);
  await tourSettings(guide);
  await ben.createList('Garden');
  const editLink = await ben.list.shareLink();
  await tourArrivals(guide, new URL(editLink).hash, new URL(await ben.pairingLink()).hash);

  const cem = await Guide.on(await household.device('Cem', { ...asLooked, storesApp: false }), language, visit);
  await cem.page.goto(`${cem.address}/join${new URL(viewLink).hash}`);
  await cem.press(words.later.join.open);
  await cem.page.getByText(words.list.viewOnlyBar).waitFor();
  // The second aisle is there: the log is read, and the guide that knows the aisles has been fetched.
  await cem.page.locator('.groups ul').nth(1).waitFor();
  await cem.stop('list-view-only');
  await (await ben.reopen(shared)).changeLock();
  await cem.page.getByRole('main').getByRole('button', { name: words.later.home.openLink }).waitFor();
  await cem.stop('list-locked');

  const dot = await Guide.on(
    await household.device('Dot', { ...asLooked, initScript: refuseIndexedDb, storesApp: false }),
    language,
    visit,
  );
  await dot.goHome();
  await dot.page.getByText(words.later.banners.memoryOnly).waitFor();
  await dot.stop('banner-memory-only');

  const newer = await makeSecondBuild();
  await ann.whenReadyToStartOffline();
  await relay.stop();
  await relay.start({ TOTE_APP_DIR: newer.folder });
  await guide.goHome();
  await ann.page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
  await guide.page.getByText(words.later.banners.updateReady).waitFor();
  await guide.stop('banner-update');

  await relay.stop();
  await relay.start({ TOTE_ACCESS_TOKEN: 'nobody-told-this-to-ann' });
  await ann.page.getByRole('link', { name: goods.party }).first().click();
  await ann.page.getByRole('status').getByRole('button').click();
  await ann.page.getByRole('textbox', { name: words.later.relay.token }).waitFor();
  await guide.sheet(words.later.status.title, 'status-private');
  await newer.dispose();
};
