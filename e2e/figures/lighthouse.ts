import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Candidate } from '../browser/find-chromium.mjs';
import { createRelayProcess } from '../fixtures/relay-process.ts';
import type { Figure } from './figure.ts';
import { openPlainBrowser } from './plain-browser.ts';
import { deviceWithProfile, linesToAdd, withProfile } from './stored-profile.ts';

/** Fetched when it is wanted: it is larger than all other tools of this repository together. */
const LIGHTHOUSE = 'lighthouse@12.8.2';
const LINES = 60;
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
const judgeStoredList = async (candidate: Candidate, profile: string): Promise<Report> => {
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
        return await judge(address, browser.port);
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

/** What Lighthouse says of the built app. */
export const measureLighthouse = (): Promise<readonly Figure[]> =>
  withProfile(async (candidate, profile) => {
    const { categories, audits } = await judgeStoredList(candidate, profile);
    return Object.entries(CATEGORIES).map(([name, atLeast]) => {
      const { score = null, auditRefs = [] } = categories[name] ?? {};
      const missed = auditRefs.filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1);
      return {
        name: `Lighthouse, list with ${LINES} lines: ${name}`,
        value: Math.round((score ?? Number.NaN) * 100),
        unit: 'count',
        atLeast,
        note: missed.map(({ id }) => `${id} ${audits[id]?.displayValue ?? ''}`.trim()).join(', '),
      };
    });
  });
