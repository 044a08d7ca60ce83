/** What waits for a quiet moment after the start: lists that are due to be forgotten, own devices, lists off the screen, paper. */
import { untilFetched } from '../until-fetched.ts';
import type { App } from './app.svelte.ts';
import { overdue } from './shelf-bin.ts';

export { mendPageStyles } from '../page-styles.ts';

const noteMissing = (error: unknown): undefined => {
  console.warn('Own devices are not kept the same in this session', error);
};

/** Forgets what is due, then opens lists that are not on screen, so that what waits in them goes out. */
export const openRest = async (app: App): Promise<void> => {
  const { keyring, formerKeyrings = {} } = app.shelf.settings;
  const isPaired = keyring !== undefined || Object.values(formerKeyrings).some(Boolean);
  // Lists do not wait for the code of own devices, which an interrupted network may have kept from this page.
  const devices = isPaired ? await app.ownDevices().catch(noteMissing) : undefined;
  const engine = await app.engine();
  for (const entry of overdue(app.shelf)) {
    await engine.forget(entry.listId);
    app.shelf.drop(entry.localId);
    // It is over for everyone: the other devices need not keep it either. One that was only left here stays on them.
    if (keyring && entry.deletedAtMs !== undefined) devices?.forgetList(entry.listId);
  }
  await app.openRest();
  void untilFetched(() => import('../../styles/print.css'));
};
