import { JOIN_PATH } from '../arrival/arrival.ts';

/** The screens and what each needs from the address. A secret is never part of it. */
export type Route =
  | { readonly name: 'home' }
  | { readonly name: 'list'; readonly localId: string }
  | { readonly name: 'join' }
  | { readonly name: 'unknown' };

const LIST_PATH = /^\/l\/([0-9a-z]{1,32})$/;

/** Reads a path of the address bar. */
export const routeFromPath = (path: string): Route => {
  if (path === '/') return { name: 'home' };
  if (path === JOIN_PATH) return { name: 'join' };
  const localId = LIST_PATH.exec(path)?.[1];
  return localId === undefined ? { name: 'unknown' } : { name: 'list', localId };
};

/** Path of a list's screen. */
export const listPath = (localId: string): string => `/l/${localId}`;

/** What the router needs of the browser. */
export interface RouterDeps {
  readonly location: Pick<Location, 'pathname'>;
  readonly history: Pick<History, 'pushState' | 'replaceState' | 'state'>;
  readonly onPop: (listener: () => void) => void;
}

/** The address bar of this page. */
export const browserAddress = (): RouterDeps => ({
  location,
  history,
  onPop: (listener) => {
    addEventListener('popstate', listener);
  },
});

/** Which screen is shown. Paths are few and flat, so this is all there is to routing. */
export class Router {
  #route: Route = $state.raw({ name: 'home' });
  readonly #deps: RouterDeps;

  constructor(deps: RouterDeps) {
    this.#deps = deps;
    this.#route = routeFromPath(deps.location.pathname);
    deps.onPop(() => {
      this.refresh();
    });
  }

  get route(): Route {
    return this.#route;
  }

  /** Reads the address bar again, after something else changed it. */
  refresh(): void {
    this.#route = routeFromPath(this.#deps.location.pathname);
  }

  go(path: string): void {
    this.#deps.history.pushState({ inApp: true }, '', path);
    this.#route = routeFromPath(path);
  }

  /** Takes the place of the current entry: going back must not lead to an answered question. */
  replace(path: string): void {
    this.#deps.history.replaceState(this.#deps.history.state, '', path);
    this.#route = routeFromPath(path);
  }
}
