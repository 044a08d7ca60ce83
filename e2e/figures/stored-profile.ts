import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumCandidates, launchOptionsFor, type Candidate } from '../browser/find-chromium.mjs';
import type { Device } from '../fixtures/device.ts';
import { createHousehold } from '../fixtures/household.ts';
import { createRelayProcess, type RelayProcess } from '../fixtures/relay-process.ts';
import type { Figure } from './figure.ts';

/** Texts that add as many lines: they differ by letters, for a number would be read as an amount; of four aisles. */
export const linesToAdd = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => {
    const letters = [676, 26, 1].map((place) => String.fromCharCode(97 + (Math.floor(index / place) % 26)));
    return `${letters.join('')} ${['milk', 'bread', 'apples', 'coffee'][index % 4] ?? ''}`;
  });

/** A measurement with a browser to start, and a folder for its profile. */
export const withProfile = async (
  measure: (candidate: Candidate, profile: string) => Promise<readonly Figure[]>,
): Promise<readonly Figure[]> => {
  const [candidate] = chromiumCandidates();
  if (candidate === undefined) throw new Error('No Chromium found. Run "npm run setup:browser".');
  const profile = await mkdtemp(join(tmpdir(), 'tote-profile-'));
  try {
    return await measure(candidate, profile);
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
};

/** A device whose browser keeps its profile in a folder. */
export const deviceWithProfile = async (
  candidate: Candidate,
  profile: string,
  relay: RelayProcess,
): Promise<{ readonly device: Device; readonly close: () => Promise<unknown> }> => {
  const launch = launchOptionsFor(candidate);
  const household = createHousehold(
    {
      newContext: (options) => chromium.launchPersistentContext(profile, { ...launch, ...options }),
    },
    relay,
  );
  return { device: await household.device('Ann', { aisles: true }), close: household.close };
};

/** Leaves a profile in which lists are stored, and their addresses, the first one last made; their relay is dead. */
export const storeLists = async (
  candidate: Candidate,
  profile: string,
  { lists, lines }: { readonly lists: number; readonly lines: number },
): Promise<readonly string[]> => {
  const relay = await createRelayProcess();
  try {
    await relay.start();
    const { device, close } = await deviceWithProfile(candidate, profile, relay);
    const addresses: string[] = [];
    for (let list = 1; list <= lists; list += 1) {
      await device.createList(`Weekly shop ${list}`);
      await device.list.paste(...linesToAdd(lines));
      await device.list.expectStatus('At the relay');
      addresses.unshift(device.page.url());
    }
    await device.whenReadyToStartOffline();
    await close();
    return addresses;
  } finally {
    await relay.dispose();
  }
};
