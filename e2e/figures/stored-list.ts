import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { chromiumCandidates, launchOptionsFor, type Candidate } from '../browser/find-chromium.mjs';
import { PHONE } from '../fixtures/device.ts';
import { createHousehold } from '../fixtures/household.ts';
import { createRelayProcess } from '../fixtures/relay-process.ts';
import { median, type Figure } from './figure.ts';
import { openPlainBrowser, type PlainBrowser } from './plain-browser.ts';

const LINES = 200;
const RUNS = 7;
const CPU_SLOWDOWN = 4;
/** By then the list has long been painted. To ask a page anything takes time that its start would have had. */
const ASK_AFTER_MS = 5_000;

/** Milliseconds from the start of the navigation until the first and the last line had been painted. */
interface Painted {
  readonly first: number;
  readonly all: number;
}

declare global {
  interface Window {
    listPainted?: Promise<Painted>;
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

/** A profile in which a list is stored, and the list's address; its relay is dead. */
const storeList = async (candidate: Candidate, profile: string): Promise<string> => {
  const relay = await createRelayProcess();
  try {
    await relay.start();
    const household = createHousehold(
      {
        newContext: (options) =>
          chromium.launchPersistentContext(profile, { ...launchOptionsFor(candidate), ...options }),
      },
      relay,
    );
    const [ann] = await household.sharing('Weekly shop', 'Ann');
    await ann.list.add(...Array.from({ length: LINES }, (_, index) => `thing ${index + 1}`));
    await ann.list.expectStatus('At the relay');
    await ann.whenReadyToStartOffline();
    const address = ann.page.url();
    await household.close();
    return address;
  } finally {
    await relay.dispose();
  }
};

const openOnce = async (browser: PlainBrowser, address: string): Promise<Painted> => {
  const tab = await browser.newTab({
    viewport: PHONE,
    slowdown: CPU_SLOWDOWN,
    before: `(${String(watchForLines)})(${LINES})`,
  });
  await tab.open(address);
  await pause(ASK_AFTER_MS);
  const painted = (await tab.result('window.listPainted')) as Painted | undefined;
  await tab.close();
  if (painted === undefined) throw new Error('the page was not watched');
  return painted;
};

/** A stored list on a slow phone, the relay dead: from the start of the navigation to its lines on the screen. */
export const measureStoredList = async (): Promise<readonly Figure[]> => {
  const [candidate] = chromiumCandidates();
  if (candidate === undefined) throw new Error('No Chromium found. Run "npm run setup:browser".');
  const profile = await mkdtemp(join(tmpdir(), 'tote-profile-'));
  const runs: Painted[] = [];
  try {
    const address = await storeList(candidate, profile);
    const browser = await openPlainBrowser(candidate, profile);
    try {
      for (let run = 0; run < RUNS; run += 1) runs.push(await openOnce(browser, address));
    } finally {
      await browser.close();
    }
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
  const note = `${RUNS} starts, relay dead, ${CPU_SLOWDOWN}x CPU slowdown, no debugger attached, median`;
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
