import { test } from 'vitest';
import { expectEverythingHappened, randomRuns } from './random-runs.ts';

/** Half of the runs of a normal test run; the other half runs beside it. More: TOTE_RUNS=50000, others: TOTE_SEED=7. */
const runs = Number(process.env['TOTE_RUNS'] ?? 1_100);
const first = BigInt(process.env['TOTE_SEED'] ?? '2000000');

test(
  `[M1-M17] ${runs} random lives of a list agree with the model`,
  () => {
    const counts = randomRuns({ first, runs });
    if (runs >= 1_000) expectEverythingHappened(counts, runs);
    if (process.env['TOTE_COUNTS']) console.log(counts);
  },
  60_000 + runs * 200,
);
