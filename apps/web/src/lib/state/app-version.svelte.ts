/** States of the app's own version: *current*, *ready* = a newer one is stored and waits, *elsewhere* = another tab accepted it. */
export type VersionState = 'current' | 'ready' | 'elsewhere';

/** An open tab looks for a new version this often, in milliseconds: a tablet on the fridge is never reloaded by itself. */
const LOOK_EVERY_MS = 60 * 60 * 1000;

/** The only TrustedScriptURL that the app makes: its own worker. */
const workerUrl = (): string => {
  const path = '/sw.js';
  if (!('trustedTypes' in window)) return path;
  const factory = window.trustedTypes as {
    createPolicy(name: string, rules: object): { createScriptURL(url: string): string };
  };
  const policy = factory.createPolicy('tote-worker', { createScriptURL: (url: string) => (url === path ? url : '') });
  return policy.createScriptURL(path);
};

/** Installs the service worker and tells when a newer version waits. It is used only when the person says so. */
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

  /** A tab in which `isBusy` is never reloaded by itself: what is typed there would be lost. */
  async start(isBusy: () => boolean): Promise<void> {
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
    try {
      const registration = await container.register(workerUrl(), { updateViaCache: 'none' });
      this.#watch(registration);
      setInterval(() => void registration.update().catch(() => undefined), LOOK_EVERY_MS);
    } catch (error) {
      console.warn('No service worker, so no start without network', error);
    }
  }

  /** Uses the version that waits: the page reloads on it. */
  accept(): void {
    this.#accepted = true;
    // Accepted in another tab, it waits no longer and would not answer.
    if (this.#state === 'ready') this.#waiting?.postMessage('accept-version');
    else location.reload();
  }

  #watch(registration: ServiceWorkerRegistration): void {
    const note = () => {
      if (!registration.waiting || !navigator.serviceWorker.controller) return;
      this.#waiting = registration.waiting;
      this.#state = 'ready';
    };
    note();
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', note);
    });
  }
}
