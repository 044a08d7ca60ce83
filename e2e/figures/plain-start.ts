import { setTimeout as pause } from 'node:timers/promises';
import { PHONE } from '../fixtures/device.ts';
import type { PlainBrowser } from './plain-browser.ts';

export const CPU_SLOWDOWN = 4;
/** By then everything has long been painted. To ask a page anything takes time that its start would have had. */
const ASK_AFTER_MS = 5_000;

/** Milliseconds from the start of the navigation until the first and the last of what is waited for had been painted. */
export interface Painted {
  readonly first: number;
  readonly all: number;
}

/** What a start has to show: how many of which elements, and what in the first of them is looked for on the screen. */
export interface Wanted {
  readonly selector: string;
  readonly text: string;
  readonly count: number;
}

declare global {
  interface Window {
    painted?: Promise<Painted>;
  }
}

/** A list with all of its lines: they can be ticked as soon as they are there. */
export const allLines = (count: number): Wanted => ({
  selector: 'input[type=checkbox]',
  text: 'li[data-line] .name',
  count,
});

/**
 * Runs before the app in every new page: notes when the first of what is wanted was on the screen, by the browser's own
 * account (Element Timing), and when the frame with the last one had been handled. (No function in here has a name: the
 * compiler would wrap it in a helper that pages lack.)
 */
const watch = ({ selector, text, count }: Wanted): void => {
  window.painted = new Promise((resolve) => {
    let first: number | undefined;
    let all: number | undefined;
    new PerformanceObserver((entries) => {
      for (const entry of entries.getEntries()) first ??= entry.startTime;
      if (first !== undefined && all !== undefined) resolve({ first, all });
    }).observe({ type: 'element', buffered: true });
    new MutationObserver((_, observer) => {
      document.querySelector(`${text}:not([elementtiming])`)?.setAttribute('elementtiming', 'first');
      if (document.querySelectorAll(selector).length < count) return;
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

/** Opens an address in a new tab of a slow phone. */
export const startOnce = async (browser: PlainBrowser, address: string, wanted: Wanted): Promise<Painted> => {
  const tab = await browser.newTab({
    viewport: PHONE,
    slowdown: CPU_SLOWDOWN,
    before: `(${String(watch)})(${JSON.stringify(wanted)})`,
  });
  await tab.open(address);
  await pause(ASK_AFTER_MS);
  const painted = (await tab.result('window.painted')) as Painted | undefined;
  await tab.close();
  if (painted === undefined) throw new Error('the page was not watched');
  return painted;
};
