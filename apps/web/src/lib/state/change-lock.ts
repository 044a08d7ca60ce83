/**
 * Changing the lock of a list: a new list under new keys with the same content, history and all, in a
 * document without a past: what somebody who is shut out put there to make it slow stays behind. The old one is told that it
 * was done, and by whom, and nothing of the new one: whoever was shut out reads the old one still. What is written into the
 * old list afterwards stays there, for it may come from somebody who was shut out. Fetched with the sheet that offers it.
 */
import { noteLockChange } from '@tote/list/deletion-commands';
import { withoutPast } from '@tote/list/without-past';
import type { App } from './app.svelte.ts';
import type { ListState } from './list-state.svelte.ts';
import { listPath } from './router.svelte.ts';
import { takePlace } from './shelf-places.ts';

/** Changes the lock and shows the list under its new keys. */
export const changeLock = async (app: App, list: ListState): Promise<ListState> => {
  const old = app.shelf.byLocalId(list.localId);
  if (!old || old.role !== 'edit') throw new Error('only who may change a list may change its lock');
  const engine = await app.engine();
  const { document } = await engine.read(old);
  const facts = await engine.createList();
  // The content is on this device before anything says that the list has moved.
  await engine.merge(facts, withoutPast(document));
  const devices = app.shelf.settings.keyring && (await app.ownDevices());
  const fresh = app.shelf.add(facts, old.glance);
  devices?.replace(old, fresh);
  const opened = await app.lists.open(fresh).ready;
  list.edit.perform((one) => {
    one.give(noteLockChange);
  });
  takePlace(app.shelf, old.localId, fresh.localId);
  // The old list stays open for this session: what it says of the change is still on its way.
  app.router.replace(listPath(fresh.localId));
  return opened;
};
