/** Lists come and go: made, joined, left. Fetched with the screens that offer it. */
import { type ExchangeItem, firstOf } from '@tote/list';
import type { LinkFacts } from '../engine/list-engine.ts';
import type { App } from './app.svelte.ts';
import { setDetails } from './list-details.ts';
import type { ListState } from './list-state.svelte.ts';
import { listPath } from './router.svelte.ts';

/** How a new list begins. */
export interface NewList {
  readonly title: string;
  readonly emoji: string;
  readonly colour: string;
  /** Lines that it has from the start. */
  readonly items?: readonly ExchangeItem[];
}

/** Brings all of them, however many may come in at once. */
const fill = (list: ListState, items: readonly ExchangeItem[]): void => {
  const first = firstOf(items).items;
  if (first.length === 0) return;
  list.edit.perform((one) => one.importItems(first));
  fill(list, items.slice(first.length));
};

/** Makes a list and shows it. */
export const makeList = async (app: App, wish: NewList): Promise<void> => {
  const { title, emoji, colour, items = [] } = wish;
  const engine = await app.engine();
  const entry = app.shelf.add(await engine.createList(), { title, emoji, colour });
  const list = await app.lists.open(entry).ready;
  setDetails(list, wish);
  fill(list, items);
  app.eagerLocalId = entry.localId;
  app.closeSheet();
  app.router.go(listPath(entry.localId));
  await app.device.askToPersist();
};

/** Puts the list of an answered link on the shelf and shows it. */
export const joinList = async (app: App, facts: LinkFacts): Promise<void> => {
  const known = app.shelf.byListId(facts.listId);
  const entry = app.shelf.add(facts);
  // It was open for looking only: open it again with the keys that may write.
  if (known && known.link !== entry.link) await app.lists.close(entry.localId);
  app.arrival.forget();
  app.router.replace(listPath(entry.localId));
  await app.device.askToPersist();
};

/** Forgets the link that this tab was opened with. */
export const declineLink = (app: App): void => {
  app.arrival.forget();
  app.router.replace('/');
};

/** Takes the list off this device's shelf; its copy stays for a while, so that this can be undone. */
export const leaveList = (app: App, localId: string): void => {
  const title = app.shelf.byLocalId(localId)?.glance.title ?? '';
  void app.lists.closeIfSent(localId);
  app.shelf.leave(localId);
  app.router.go('/');
  const { messages, later } = app.words;
  const act = () => {
    app.shelf.comeBack(localId);
  };
  const text = later.shelf.lists.left(title === '' ? messages.glance.untitled : title);
  app.snackbar.show({ text, action: { label: messages.app.undo, act } });
};
