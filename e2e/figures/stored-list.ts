import type { Device } from '../fixtures/device.ts';
import { median, type Figure } from './figure.ts';
import type { Stage } from './stage.ts';

const LINES = 200;
const RUNS = 7;
const CPU_SLOWDOWN = 4;

declare global {
  interface Window {
    /** Milliseconds from the start of the navigation until the first and the last line had been painted. */
    listPainted?: Promise<{ readonly first: number; readonly all: number }>;
  }
}

/**
 * Runs before the app in every new page: notes when frames with the first and the last line have been painted. (No function
 * in here has a name: the compiler would wrap it in a helper that pages lack.)
 */
const watchForLines = (wanted: number): void => {
  window.listPainted = new Promise((resolve) => {
    let first: number | undefined;
    new MutationObserver((_, observer) => {
      const count = document.querySelectorAll('input[type=checkbox]').length;
      if (count === 0) return;
      if (count >= wanted) observer.disconnect();
      requestAnimationFrame(() =>
        setTimeout(() => {
          first ??= performance.now();
          if (count >= wanted) resolve({ first, all: performance.now() });
        }),
      );
    }).observe(document, { childList: true, subtree: true });
  });
};

const openOnce = async (device: Device, address: string): Promise<{ readonly first: number; readonly all: number }> => {
  const page = await device.context.newPage();
  const session = await device.context.newCDPSession(page);
  // As after a start of the browser: no service worker is running, it has to be woken first.
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
  await page.goto(address, { waitUntil: 'commit' });
  const painted = await page.evaluate(() => window.listPainted);
  await page.close();
  if (painted === undefined) throw new Error('the page was not watched');
  return painted;
};

/** A stored list on a slow phone, the relay dead: from the start of the navigation to its lines on the screen. */
export const measureStoredList = async ({ household, relay }: Stage): Promise<readonly Figure[]> => {
  const [ann] = await household.sharing('Weekly shop', 'Ann');
  await ann.list.add(...Array.from({ length: LINES }, (_, index) => `thing ${index + 1}`));
  await ann.list.expectStatus('At the relay');
  await ann.whenReadyToStartOffline();
  await ann.context.addInitScript(watchForLines, LINES);
  const address = ann.page.url();
  await ann.page.close();
  await relay.kill();

  const runs = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await openOnce(ann, address));
  const note = `${RUNS} starts, relay dead, ${CPU_SLOWDOWN}x CPU slowdown, median`;
  return [
    {
      name: `stored list of ${LINES} lines: first painted`,
      value: median(runs.map((r) => r.first)) / 1000,
      unit: 's',
      limit: 1,
      note,
    },
    {
      name: `stored list of ${LINES} lines: all painted`,
      value: median(runs.map((r) => r.all)) / 1000,
      unit: 's',
      note,
    },
  ];
};
