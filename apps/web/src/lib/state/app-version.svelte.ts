import { untilFetched } from '../until-fetched.ts';

/** States of the app's own version: *current*, *ready* = a newer one is stored and waits, *elsewhere* = another tab accepted it. */
export type VersionState = 'current' | 'ready' | 'elsewhere';

/** Installs the service worker and tells when a newer version waits. That is used only when the person says so. */
export class AppVersion {
  #state: VersionState = $state('current');
  #isOfflineReady = $state(false);
  #waiting: ServiceWorker | undefined;
  #accepted = false;

  get state(): VersionState {
    return this.#state;
  }

  /** All files of this version are stored: a start needs no network. */
  get isOfflineReady(): boolean {
    return this.#isOfflineReady;
  }

  /** Hears when another version takes over. A tab in which `isBusy` is never reloaded by itself: what is typed there would be lost. */
  listen(isBusy: () => boolean): void {
    if (!('serviceWorker' in navigator)) return;
    const container = navigator.serviceWorker;
    let hasController = container.controller !== null;
    container.addEventListener('controllerchange', () => {
      // The very first worker takes over a page that is as new as itself; whatever comes after it is another version.
      const isAnother = hasController;
      hasController = true;
      if (!isAnother) return;
      if (this.#accepted || (document.visibilityState === 'hidden' && !isBusy())) location.reload();
      else this.#state = 'elsewhere';
    });
    void container.ready.then(() => (this.#isOfflineReady = true));
  }

  /** Has this version stored for a start without network, and looks for newer ones from then on. */
  async install(): Promise<void> {
    const { installWorker } = await untilFetched(() => import('./install-worker.ts'));
    await installWorker((waiting) => {
      this.#waiting = waiting;
      this.#state = 'ready';
    });
  }

  /** Uses the version that waits: the page reloads on it. */
  accept(): void {
    this.#accepted = true;
    // Accepted in another tab, it waits no longer and would not answer.
    if (this.#state === 'ready') this.#waiting?.postMessage('accept-version');
    else location.reload();
  }
}
