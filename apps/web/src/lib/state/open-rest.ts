/** What waits for a quiet moment after the start: own devices, lists off the screen, lists that are due to be forgotten, paper. */
import { untilFetched } from '../until-fetched.ts';
import type { ShelfEntry } from '../shelf/shelf-store.ts';
import type { App } from './app.svelte.ts';
import { browserSchedule } from './schedule.ts';
import { countDay, overdue } from './shelf-bin.ts';

export { mendPageStyles } from '../page-styles.ts';

/** Time for a relay to tell whether a list that is due came back; one that is heard later is asked at the next start. In milliseconds. */
const HEARD_AFTER_MS = 30_000;

const noteMissing = (error: unknown): undefined => {
  console.warn('Own devices are not kept the same in this session', error);
};

const isDeleted = ({ leftAtMs, deletedAtMs }: ShelfEntry): boolean =>
  leftAtMs === undefined && deletedAtMs !== undefined;

/** Whether a list is over for everyone as a relay has it now, and nobody looks at it. */
const isOver = ({ lists, router }: App, { localId }: ShelfEntry): boolean => {
  const { route } = router;
  const list = lists.all.find((one) => one.localId === localId);
  return (
    list?.view.deletion !== undefined &&
    list.safety.status.relay === 'live' &&
    list.safety.status.waiting === 0 &&
    !(route.name === 'list' && route.localId === localId)
  );
};

/** Forgets the lists that are due (B6). */
export const forgetDue = async (app: App): Promise<void> => {
  const due = overdue(app.shelf).filter((entry) => !isDeleted(entry) || isOver(app, entry));
  if (due.length === 0) return;
  const engine = await app.engine();
  const devices = app.shelf.settings.keyring && (await app.ownDevices().catch(noteMissing));
  for (const entry of due) {
    await app.lists.close(entry.localId);
    await engine.forget(entry.listId);
    app.shelf.drop(entry.localId);
    // It is over for everyone: the other devices need not keep it either. One that was only left here stays on them.
    if (isDeleted(entry)) devices?.forgetList(entry.listId);
  }
};

/** Opens lists that are not on the screen, so that what waits in them goes out, and forgets what is due. */
export const openRest = async (app: App): Promise<void> => {
  const { shelf, lists } = app;
  const { keyring, formerKeyrings = {} } = shelf.settings;
  const isPaired = keyring !== undefined || Object.values(formerKeyrings).some(Boolean);
  // Lists do not wait for the code of own devices, which an interrupted network may have kept from this page.
  if (isPaired) await app.ownDevices().catch(noteMissing);
  countDay(shelf);
  // Not all may be opened, and what waits has to go out: first of what stands on the home screen, then of what was put away or deleted.
  await lists.openRest([...shelf.lists, ...shelf.archived, ...shelf.binned].filter(({ glance }) => glance.waiting > 0));
  await lists.openRest(overdue(shelf).filter(isDeleted));
  await app.openRest();
  // Somebody may have brought them back.
  await lists.openRest(shelf.binned.filter(isDeleted));
  browserSchedule(() => {
    void forgetDue(app);
  }, HEARD_AFTER_MS);
  void untilFetched(() => import('../../styles/print.css'));
};
