/** Installs the service worker of the app: a chunk of its own, as nothing on the screen waits for it. */
import { untilFetched } from '../until-fetched.ts';

/** An open tab looks for a new version this often, in milliseconds: a tablet on the fridge is never reloaded by itself. */
const LOOK_EVERY_MS = 60 * 60 * 1_000;

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

/** Resolves once `worker` has stored every file of its version, rejects if it could not. */
const whenInstalled = (worker: ServiceWorker): Promise<void> =>
  new Promise((resolve, reject) => {
    const look = () => {
      if (worker.state === 'redundant') reject(new TypeError('the first service worker could not store every file'));
      else if (worker.state !== 'installing') resolve();
    };
    worker.addEventListener('statechange', look);
    look();
  });

/**
 * The registration, once a version is stored whole, and the first worker of all if this is it: a browser forgets a first worker
 * that failed, and asks for it again only at the next visit, which may be the one without signal. Undefined where the browser
 * has none for this page.
 */
const register = async (
  container: ServiceWorkerContainer,
  url: string,
): Promise<{ registration: ServiceWorkerRegistration; first: ServiceWorker | undefined } | undefined> => {
  try {
    const registration = await container.register(url, { updateViaCache: 'none' });
    const first = registration.active ? undefined : (registration.installing ?? registration.waiting ?? undefined);
    if (first) await whenInstalled(first);
    return { registration, first };
  } catch (error) {
    // A TypeError is the network's; everything else a browser that does not allow it.
    if (error instanceof TypeError) throw error;
    console.warn('No service worker, so no start without network', error);
    return undefined;
  }
};

/** Has every file of this version stored, then looks for newer ones as long as the page is open and tells of one that waits. */
export const installWorker = async (onWaiting: (worker: ServiceWorker) => void): Promise<void> => {
  if (!('serviceWorker' in navigator)) return;
  const container = navigator.serviceWorker;
  const url = workerUrl();
  // The pauses grow long: on a full device each try fetches again what had no room.
  const registered = await untilFetched(() => register(container, url), { pauseMsMax: LOOK_EVERY_MS });
  if (!registered) return;
  const { registration, first } = registered;
  const look = () => {
    const { waiting } = registration;
    // WebKit says that the first worker has taken the page over before it says that it no longer waits.
    if (waiting && waiting !== first && container.controller) onWaiting(waiting);
  };
  look();
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', look);
  });
  setInterval(() => void registration.update().catch(() => undefined), LOOK_EVERY_MS);
};
