import { brotliCompressSync } from 'node:zlib';
import type { Response } from '@playwright/test';
import type { Figure } from './figure.ts';
import type { Stage } from './stage.ts';

const KIB = 1024;
/** What the page still asks for so long after the list is shown is counted apart. */
const SETTLE_MS = 1_500;

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

/** JavaScript and CSS that come over the wire until a list is on the screen, with no cache and no service worker. */
export const measureFirstLoad = async ({ household }: Stage): Promise<readonly Figure[]> => {
  const [ann] = await household.sharing('Weekly shop', 'Ann');
  await ann.list.add('milk');
  await ann.list.expectStatus('At the relay');
  const page = await ann.context.newPage();
  const session = await ann.context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setBypassServiceWorker', { bypass: true });
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  const loads: Response[] = [];
  page.on('response', (response) => loads.push(response));
  await page.goto(ann.page.url(), { waitUntil: 'commit' });
  await page.locator('li[data-line]').first().waitFor();
  const first = [...loads];
  await page.waitForTimeout(SETTLE_MS);
  const firstView = await brotliKib(first);
  const later = await brotliKib(loads.slice(first.length));
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
