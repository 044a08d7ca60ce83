import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Candidate } from '../browser/find-chromium.mjs';
import { createRelayProcess } from '../fixtures/relay-process.ts';
import { median, type Figure } from './figure.ts';
import { openPlainBrowser } from './plain-browser.ts';
import { deviceWithProfile, linesToAdd, withProfile } from './stored-profile.ts';

/** Fetched when it is wanted: it is larger than all other tools of this repository together. */
const LIGHTHOUSE = 'lighthouse@12.8.2';
const LINES = 60;
/** Its score differs by several points between runs; its makers advise the median of five. */
const RUNS = 5;
const REPORT_BYTES_MAX = 64 * 1024 * 1024;

/** What Lighthouse is asked to judge, with the score from which it counts as reached. */
const CATEGORIES = { performance: 95, accessibility: 100, 'best-practices': 100 } as const;

/** The part of its report that is read here. */
interface Report {
  readonly categories: Readonly<
    Record<
      string,
      {
        readonly score: number | null;
        readonly auditRefs: readonly { readonly id: string; readonly weight: number }[];
      }
    >
  >;
  readonly audits: Readonly<Record<string, { readonly score: number | null; readonly displayValue?: string }>>;
}

/** Asks Lighthouse, with its own idea of a phone. The storage stays: without it there would be no list. */
const judge = async (address: string, port: string): Promise<Report> => {
  const { stdout } = await promisify(execFile)(
    'npx',
    [
      '--yes',
      LIGHTHOUSE,
      address,
      `--port=${port}`,
      `--only-categories=${Object.keys(CATEGORIES).join(',')}`,
      '--disable-storage-reset',
      '--output=json',
      '--quiet',
    ],
    { maxBuffer: REPORT_BYTES_MAX },
  );
  return JSON.parse(stdout) as Report;
};

/** A list is stored; then a browser that nobody drives, started anew on that profile, shows it, with the relay there. */
const judgeStoredList = async (candidate: Candidate, profile: string): Promise<readonly Report[]> => {
  const relay = await createRelayProcess();
  try {
    await relay.start();
    const { device, close } = await deviceWithProfile(candidate, profile, relay);
    try {
      await device.createList('Weekly shop');
      await device.list.paste(...linesToAdd(LINES));
      await device.list.expectStatus('At the relay');
      await device.whenReadyToStartOffline();
      const address = device.page.url();
      await device.context.close(); // its way to the relay stays
      const browser = await openPlainBrowser(candidate, profile);
      try {
        const reports: Report[] = [];
        while (reports.length < RUNS) reports.push(await judge(address, browser.port));
        return reports;
      } finally {
        await browser.close();
      }
    } finally {
      await close();
    }
  } finally {
    await relay.dispose();
  }
};

/** What kept the first report that missed a point from reaching all. */
const missed = (reports: readonly Report[], category: string): readonly string[] => {
  const report = reports.find(({ categories }) => (categories[category]?.score ?? 1) < 1);
  return (report?.categories[category]?.auditRefs ?? [])
    .filter(({ id, weight }) => weight > 0 && (report?.audits[id]?.score ?? 1) < 1)
    .map(({ id }) => `${id} ${report?.audits[id]?.displayValue ?? ''}`.trim());
};

/** What Lighthouse says of the built app. */
export const measureLighthouse = (): Promise<readonly Figure[]> =>
  withProfile(async (candidate, profile) => {
    const reports = await judgeStoredList(candidate, profile);
    return Object.entries(CATEGORIES).map(([name, atLeast]) => {
      const scores = reports.map(({ categories }) => Math.round((categories[name]?.score ?? Number.NaN) * 100));
      return {
        name: `Lighthouse, list with ${LINES} lines: ${name}`,
        value: median(scores),
        unit: 'count',
        atLeast,
        note: [`median of ${scores.join(' ')}`, ...missed(reports, name)].join(', '),
      };
    });
  });
