/**
 * The very first module that main.ts imports: when the page was opened by a link, its secret is read, stored for this
 * tab and taken out of the address bar before any other code of the app runs, so that no history entry, screenshot,
 * extension or error report can meet it there.
 */
import { createArrival } from './arrival.ts';

/** The storage a browser may refuse even to name. */
const tabStorage = (): Storage | undefined => {
  try {
    return window.sessionStorage;
  } catch {
    return undefined;
  }
};

/** The link this tab was opened with, if any. */
export const arrival = createArrival({ location: window.location, history: window.history, storage: tabStorage() });

arrival.take();
