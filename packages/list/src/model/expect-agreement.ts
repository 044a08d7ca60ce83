import { expect } from 'vitest';
import { missingFromRuns, randomRuns } from './random-runs.ts';

/** Runs of one test file. `npm run sim -- --documents --runs N` does more. */
const RUNS = 1_100;

/** Runs seeds from this one on and expects that every one agrees with the model and that everything happened. */
export const expectAgreement = (first: bigint): void => {
  const counts = randomRuns({
    first,
    runs: RUNS,
    onFailure: (seed, story) => {
      const hex = seed.toString(16).padStart(16, '0');
      expect.fail(`seed ${hex}: ${story}\nagain: npm run sim -- --documents --runs 1 --seed ${hex}`);
    },
  });
  expect(missingFromRuns(counts, RUNS)).toEqual([]);
};
