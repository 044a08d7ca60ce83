// First of all, so that a secret leaves the address bar before anything else runs.
import { arrival } from './lib/arrival/take-link-first.ts';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import { mount } from 'svelte';
import Root from './Root.svelte';
import { afterStart } from './lib/after-start.ts';
import { openShelf } from './lib/shelf/open-shelf.ts';
import { App } from './lib/state/app.svelte.ts';
import { AppVersion } from './lib/state/app-version.svelte.ts';
import { Device } from './lib/state/device.svelte.ts';
import { browserAddress, Router } from './lib/state/router.svelte.ts';
import { browserSchedule } from './lib/state/schedule.ts';
import { untilFetched } from './lib/until-fetched.ts';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
let app: App | undefined;
const accessToken = () => app?.shelf.settings.accessToken;
const engine = untilFetched(() => import('./lib/engine/engine.ts')).then(({ startEngine }) =>
  startEngine({ random, nowMs: Date.now, accessToken }),
);
// Each screen that needs it says what went wrong; this keeps the console from saying it as well.
engine.catch(() => undefined);

const device = new Device();

// Not awaited at the top of the module: it would count as unfinished while the app starts, and the words of a language
// import from the same file, so that each would wait for the other for ever.
const start = async (): Promise<void> => {
  app = new App({
    store: await openShelf(() => {
      device.noteMemoryOnly();
    }),
    engine: () => engine,
    guide: async (language) => (await import('./lib/engine/product-guide.ts')).loadProductGuide(language),
    router: new Router(browserAddress()),
    arrival,
    device,
    version: new AppVersion(),
    schedule: browserSchedule,
    random,
    nowMs: Date.now,
    browserLanguages: navigator.languages,
  });
  await app.start();
  document.querySelector('#late')?.remove();
  mount(Root, { target: document.body, props: { app } });
  afterStart(app);
};
void start();
