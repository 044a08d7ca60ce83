/** Runs many seeds and checks that everything that should happen in them did. */
import { expect } from 'vitest';
import { REQUIRED_PAIRS } from './concurrent-pairs.ts';
import { randomRun, type RunCounts } from './random-run.ts';

/** Which seeds to run. */
export interface Seeds {
  readonly first: bigint;
  readonly runs: number;
}

/** Things that must have happened in any good number of runs, besides the concurrent pairs. */
const REQUIRED_EVENTS = [
  'batch',
  'duplicate',
  'out of order',
  'reopen',
  'M14 undone',
  'M14 refused',
  'M16 wrong clock',
] as const;

/** Runs the seeds; throws with the seed, the story and the rerun command of the first that does not agree with the model. */
export const randomRuns = ({ first, runs }: Seeds): RunCounts => {
  const counts: RunCounts = { pairs: new Map(), events: new Map() };
  for (let run = 0; run < runs; run += 1) {
    const seed = first + BigInt(run);
    try {
      randomRun(seed, counts);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const rerun = `TOTE_RUNS=1 TOTE_SEED=${seed} npx vitest run packages/list/src/model/random-runs-1`;
      throw new Error(`seed ${seed}: ${message}\nrerun: ${rerun}`, { cause: error });
    }
  }
  return counts;
};

/** Fails if a rule's concurrent pair, or a fault of delivery, never occurred: then the runs prove nothing about it. */
export const expectEverythingHappened = ({ pairs, events }: RunCounts, runs: number): void => {
  expect(REQUIRED_PAIRS.filter((pair) => !pairs.has(pair))).toEqual([]);
  expect(REQUIRED_EVENTS.filter((event) => !events.has(event))).toEqual([]);
  expect(events.get('undecided') ?? 0).toBeLessThanOrEqual(Math.max(5, runs / 200));
};
