/** What a page does once its screen is there. */
import { browserSchedule } from './state/schedule.ts';
import type { App } from './state/app.svelte.ts';

/** A quiet moment, before lists that are not on screen are opened, in milliseconds. */
const OPEN_REST_AFTER_MS = 1_500;
/** Nobody prints before that, in milliseconds. */
const PAPER_WAITS_MS = 2_000;

/** Looks for a newer version, opens what is not on the screen, fetches what paper needs, does what the page was opened for. */
export const afterStart = (app: App): void => {
  void app.version.start(() => app.isBusy);
  browserSchedule(() => void import('./state/open-rest.ts').then(({ openRest }) => openRest(app)), OPEN_REST_AFTER_MS);
  browserSchedule(() => void import('../styles/print.css').catch(() => undefined), PAPER_WAITS_MS);
  if (location.hash.length > 1) void import('./arrival/errand.ts').then(({ runErrand }) => runErrand(app));
};
