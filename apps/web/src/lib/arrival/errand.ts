/**
 * What the app was started for: a shortcut of the installed app, or a text that another app shared. The address bar names it
 * after "#" and holds no content; a shared text waits in a cache of this device, put there by the service worker.
 */
import type { App } from '../state/app.svelte.ts';
import { JOIN_PATH } from './arrival.ts';
import { linkInText } from './link-in-text.ts';

const SHARED_CACHE = 'tote-shared';
const SHARED_TEXT = '/shared-text';

/** Takes the shared text out of its keeping. */
const takeSharedText = async (): Promise<string> => {
  const cache = await caches.open(SHARED_CACHE);
  const kept = await cache.match(SHARED_TEXT);
  await cache.delete(SHARED_TEXT);
  return (await kept?.text()) ?? '';
};

/**
 * Any page may send a form here and so choose the text, as any app may: nothing of it is added, and no list opened, before
 * the person has seen it and says so.
 */
const bringShared = (app: App, text: string): void => {
  const link = linkInText(text);
  if (link === undefined) {
    app.openSheet({ name: 'bring', text });
    return;
  }
  app.arrival.keep(link);
  app.router.go(JOIN_PATH);
};

/** Does what the address asks for, once. */
export const runErrand = async (app: App): Promise<void> => {
  const { hash, pathname } = location;
  if (pathname !== '/') return;
  history.replaceState(history.state, '', '/');
  switch (hash) {
    case '#new':
      app.openSheet({ name: 'new-list' });
      break;
    case '#search':
      app.openSheet({ name: 'search' });
      break;
    case '#link':
      app.openSheet({ name: 'paste-link' });
      break;
    case '#shared':
      bringShared(app, await takeSharedText());
      break;
    case '#not-shared':
      app.snackbar.show({ text: ({ shelf }) => shelf.shared.notReady, stays: true });
      break;
  }
};
