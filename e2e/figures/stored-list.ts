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
 * Runs before the app in every new page: notes when the first line was on the screen, by the browser's own account (Element
 * Timing), and when the frame with the last one had been handled. (No function in here has a name: the compiler would wrap
 * it in a helper that pages lack.)
 */
const watchForLines = (wanted: number): void => {
  window.listPainted = new Promise((resolve) => {
    let first: number | undefined;
    let all: number | undefined;
    new PerformanceObserver((entries) => {
      for (const entry of entries.getEntries()) first ??= entry.startTime;
      if (first !== undefined && all !== undefined) resolve({ first, all });
    }).observe({ type: 'element', buffered: true });
    new MutationObserver((_, observer) => {
      document.querySelector('li[data-line] .name:not([elementtiming])')?.setAttribute('elementtiming', 'line');
      const count = document.querySelectorAll('input[type=checkbox]').length;
      if (count < wanted) return;
      observer.disconnect();
      requestAnimationFrame(() =>
        setTimeout(() => {
          all = performance.now();
          if (first !== undefined) resolve({ first, all });
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
