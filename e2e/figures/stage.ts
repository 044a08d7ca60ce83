import { chromium } from '@playwright/test';
import { chromiumCandidates, launchOptionsFor } from '../browser/find-chromium.mjs';
import { createHousehold, type Household } from '../fixtures/household.ts';
import { createRelayProcess, type RelayProcess } from '../fixtures/relay-process.ts';
import type { Figure } from './figure.ts';

/** What a measurement in browsers stands on: a relay and devices that nothing else uses. */
export interface Stage {
  readonly relay: RelayProcess;
  readonly household: Household;
}

/** A measurement with a stage that is built for it and taken down after it. */
export const onStage =
  (measure: (stage: Stage) => Promise<readonly Figure[]>) => async (): Promise<readonly Figure[]> => {
    const [candidate] = chromiumCandidates();
    if (candidate === undefined) throw new Error('No Chromium found. Run "npm run setup:browser".');
    const browser = await chromium.launch(launchOptionsFor(candidate));
    const relay = await createRelayProcess();
    try {
      await relay.start();
      const household = createHousehold(browser, relay);
      const figures = await measure({ relay, household });
      await household.close();
      return figures;
    } finally {
      await browser.close();
      await relay.dispose();
    }
  };
