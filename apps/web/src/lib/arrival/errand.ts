/**
 * What the app was started for: a shortcut of the installed app, or a text that another app shared. The address bar names it
 * after "#" and holds no content; a shared text waits in a cache of this device, put there by the service worker.
 */
import type { App } from '../state/app.svelte.ts';

const SHARED_CACHE = 'tote-shared';
const SHARED_TEXT = '/shared-text';

/** Takes the shared text out of its keeping. */
const takeSharedText = async (): Promise<string> => {
  const cache = await caches.open(SHARED_CACHE);
  const kept = await cache.match(SHARED_TEXT);
  await cache.delete(SHARED_TEXT);
  return (await kept?.text()) ?? '';
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
      app.openSheet({ name: 'bring', text: await takeSharedText() });
      break;
  }
};
