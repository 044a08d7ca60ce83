import { brotliCompressSync } from 'node:zlib';
import type { Response } from '@playwright/test';
import type { Figure } from './figure.ts';
import type { Stage } from './stage.ts';

const KIB = 1024;
/** What the page still asks for so long after the list is shown is counted apart. */
const SETTLE_MS = 1_500;

declare global {
  interface Window {
    /** Addresses of all that had been asked for when the first line was drawn. */
    loadedBeforeFirstLine?: Promise<readonly string[]>;
  }
}

/** Runs before the app in a new page. (No function in here has a name: the compiler would wrap it in a helper that pages lack.) */
const watchForFirstLine = (): void => {
  window.loadedBeforeFirstLine = new Promise((resolve) => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector('li[data-line]')) return;
      observer.disconnect();
      resolve(performance.getEntriesByType('resource').map(({ name }) => name));
    }).observe(document, { childList: true, subtree: true });
  });
};

const brotliKib = async (responses: readonly Response[]): Promise<{ readonly kib: number; readonly files: string }> => {
  const bytesByPath = new Map<string, number>();
  for (const response of responses) {
    const { pathname } = new URL(response.url());
    if (!/\.(js|css)$/.test(pathname) || !response.ok()) continue;
    bytesByPath.set(pathname, brotliCompressSync(await response.body()).length);
  }
  const total = [...bytesByPath.values()].reduce((sum, bytes) => sum + bytes, 0);
  const files = [...bytesByPath].map(([path, bytes]) => `${path.replace(/^.*\//, '')} ${bytes}`).join(', ');
  return { kib: total / KIB, files };
};

/** JavaScript and CSS that come over the wire until a list is on a phone's screen, with no cache and no service worker. */
export const measureFirstLoad = async ({ household }: Stage): Promise<readonly Figure[]> => {
  const [ann] = await household.sharing('Weekly shop', 'Ann');
  await ann.list.add('milk');
  await ann.list.expectStatus('At the relay');
  const page = await ann.context.newPage();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.addInitScript(watchForFirstLine);
  const session = await ann.context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setBypassServiceWorker', { bypass: true });
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  const loads: Response[] = [];
  page.on('response', (response) => loads.push(response));
  await page.goto(ann.page.url(), { waitUntil: 'commit' });
  const before = new Set(await page.evaluate(() => window.loadedBeforeFirstLine));
  await page.waitForTimeout(SETTLE_MS);
  const firstView = await brotliKib(loads.filter((response) => before.has(response.url())));
  const later = await brotliKib(loads.filter((response) => !before.has(response.url())));
  return [
    {
      name: 'JavaScript and CSS for the first view of a list, brotli',
      value: firstView.kib,
      unit: 'KiB',
      limit: 80,
      note: firstView.files,
    },
    { name: 'fetched once the list is shown, brotli', value: later.kib, unit: 'KiB', note: later.files },
  ];
};
