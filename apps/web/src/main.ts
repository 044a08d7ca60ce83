// First of all, so that a secret leaves the address bar before anything else runs.
import { arrival } from './lib/arrival/take-link-first.ts';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import { mount } from 'svelte';
import Root from './Root.svelte';
import { openIndexedDbShelfStore } from './lib/shelf/indexeddb-shelf-store.ts';
import { createMemoryShelfStore } from './lib/shelf/memory-shelf-store.ts';
import type { ShelfStore } from './lib/shelf/shelf-store.ts';
import { App } from './lib/state/app.svelte.ts';
import { AppVersion } from './lib/state/app-version.svelte.ts';
import { Device } from './lib/state/device.svelte.ts';
import { Router } from './lib/state/router.svelte.ts';
import { browserSchedule } from './lib/state/schedule.ts';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const engine = import('./lib/engine/engine.ts').then(({ startEngine }) =>
  startEngine({ random, nowMs: () => Date.now() }),
);
// Each screen that needs it says what went wrong; this keeps the console from saying it as well.
engine.catch(() => undefined);

const device = new Device();
const openShelf = async (): Promise<ShelfStore> => {
  try {
    return await openIndexedDbShelfStore({ indexedDB, channel: new BroadcastChannel('tote-shelf') });
  } catch (error) {
    console.warn('This browser keeps nothing for the page', error);
    device.noteMemoryOnly();
    return createMemoryShelfStore();
  }
};

const app = new App({
  store: await openShelf(),
  engine: () => engine,
  guide: async (language) => (await import('./lib/engine/product-guide.ts')).loadProductGuide(language),
  router: new Router({
    location,
    history,
    onPop: (listener) => {
      addEventListener('popstate', listener);
    },
  }),
  arrival,
  device,
  version: new AppVersion(),
  schedule: browserSchedule,
  random,
  nowMs: () => Date.now(),
  browserLanguages: navigator.languages,
});
await app.start();
mount(Root, { target: document.body, props: { app } });
void app.version.start();
// Paper can wait.
void import('./styles/print.css').catch(() => undefined);
if (location.hash.length > 1) void import('./lib/arrival/errand.ts').then(({ runErrand }) => runErrand(app));
