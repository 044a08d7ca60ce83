/** What a page does once its screen is there. */
import { browserSchedule } from './state/schedule.ts';
import type { App } from './state/app.svelte.ts';
import { untilFetched } from './until-fetched.ts';

/** A quiet moment: what is fetched and opened from then on takes nothing away from what is on the screen. In milliseconds. */
const QUIET_AFTER_MS = 1_500;

/** Does what the page was opened for; in a quiet moment stores the app itself, and opens what is not on the screen. */
export const afterStart = (app: App): void => {
  app.version.listen(() => app.isBusy);
  browserSchedule(() => {
    void app.version.install();
    void untilFetched(() => import('./state/open-rest.ts')).then(({ openRest, mendPageStyles }) => {
      mendPageStyles();
      return openRest(app);
    });
  }, QUIET_AFTER_MS);
  if (location.hash.length > 1)
    void untilFetched(() => import('./arrival/errand.ts')).then(({ runErrand }) => runErrand(app));
};
