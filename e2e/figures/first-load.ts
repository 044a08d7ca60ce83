import { brotliCompressSync } from 'node:zlib';
import type { Response } from '@playwright/test';
import type { Figure } from './figure.ts';
import type { Stage } from './stage.ts';

const KIB = 1024;
/** What the page still asks for so long after the list is shown counts as well. */
const SETTLE_MS = 1_500;

/** JavaScript and CSS that a browser which has never been here loads until a list is on its screen. */
export const measureFirstLoad = async ({ household }: Stage): Promise<readonly Figure[]> => {
  const [ann] = await household.sharing('Weekly shop', 'Ann');
  await ann.list.add('milk');
  const link = await ann.list.shareLink();
  const ben = await household.device('Ben');
  const loads: Response[] = [];
  // Only the page's own requests: what the service worker puts by for later is not needed to show the list.
  ben.page.on('response', (response) => loads.push(response));
  await ben.join(link);
  await ben.list.expectLines(['[ ] milk']);
  await ben.page.waitForTimeout(SETTLE_MS);

  const bytesByPath = new Map<string, number>();
  for (const response of loads) {
    const { pathname } = new URL(response.url());
    if (!/\.(js|css)$/.test(pathname) || !response.ok()) continue;
    bytesByPath.set(pathname, brotliCompressSync(await response.body()).length);
  }
  const total = [...bytesByPath.values()].reduce((sum, bytes) => sum + bytes, 0);
  const note = [...bytesByPath].map(([path, bytes]) => `${path.replace(/^.*\//, '')} ${bytes}`).join(', ');
  return [{ name: 'JavaScript and CSS for the first view, brotli', value: total / KIB, unit: 'KiB', limit: 80, note }];
};
