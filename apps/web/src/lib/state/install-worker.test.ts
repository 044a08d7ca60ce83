import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { installWorker } from './install-worker.ts';

/** A browser's side of it: one registration, whose workers go on when they are told to. */
class Browser extends EventTarget {
  controller: ServiceWorker | null = null;
  registration = Object.assign(new EventTarget(), {
    installing: null as ServiceWorker | null,
    waiting: null as ServiceWorker | null,
    active: null as ServiceWorker | null,
    update: () => Promise.resolve(),
  });

  register(): Promise<ServiceWorkerRegistration> {
    if (!this.registration.active) this.find();
    return Promise.resolve(this.registration as unknown as ServiceWorkerRegistration);
  }

  /** A version is found, and its files are being stored. */
  find(): void {
    this.registration.installing = Object.assign(new EventTarget(), {
      state: 'installing',
    }) as unknown as ServiceWorker;
    this.registration.dispatchEvent(new Event('updatefound'));
  }

  /** They are stored. */
  store(beforeItIsTold = (): void => undefined): void {
    const { installing } = this.registration;
    this.registration.waiting = installing;
    this.registration.installing = null;
    beforeItIsTold();
    if (!installing) throw new Error('no version is being installed');
    Object.assign(installing, { state: 'installed' });
    installing.dispatchEvent(new Event('statechange'));
  }

  /** The one that waits takes the page over. */
  takeOver(): void {
    const { waiting } = this.registration;
    Object.assign(this.registration, { active: waiting, waiting: null });
    this.controller = waiting;
  }
}

let browser: Browser;
const onWaiting = vi.fn();

beforeEach(() => {
  browser = new Browser();
  vi.useFakeTimers({ toFake: ['setInterval'] });
  vi.stubGlobal('window', {});
  vi.stubGlobal('navigator', { serviceWorker: browser });
  onWaiting.mockClear();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('tells of a version that waits for the one in use, and never of the first', async () => {
  const installed = installWorker(onWaiting);
  await vi.waitFor(() => expect(browser.registration.installing).not.toBeNull());
  browser.store();
  browser.takeOver();
  await installed;
  expect(onWaiting).not.toHaveBeenCalled();
  browser.find();
  browser.store();
  expect(onWaiting.mock.calls).toEqual([[browser.registration.waiting]]);
});

it('takes a first worker for no news that has the page before it is said to wait no longer, as in WebKit', async () => {
  const installed = installWorker(onWaiting);
  await vi.waitFor(() => expect(browser.registration.installing).not.toBeNull());
  browser.store(() => (browser.controller = browser.registration.waiting));
  await installed;
  expect(onWaiting).not.toHaveBeenCalled();
});
