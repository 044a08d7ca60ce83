import { expect, test } from 'vitest';
import { REQUIRED_PAIRS } from './concurrent-pairs.ts';
import { randomRun, type RunCounts } from './random-run.ts';

/** Runs in the normal test run. More: `TOTE_RUNS=100000 npx vitest run packages/list/src/model`. */
const RUNS = Number(process.env['TOTE_RUNS'] ?? 2_500);
const FIRST_SEED = BigInt(process.env['TOTE_SEED'] ?? '0x70e7e');

test(
  `[M1-M17] ${RUNS} random lives of a list agree with the model`,
  () => {
    const counts: RunCounts = { pairs: new Map(), events: new Map() };
    for (let run = 0; run < RUNS; run += 1) {
      const seed = FIRST_SEED + BigInt(run);
      try {
        randomRun(seed, counts);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        throw new Error(
          `seed ${seed}: ${message}\nrerun: TOTE_RUNS=1 TOTE_SEED=${seed} npx vitest run packages/list/src/model`,
          {
            cause: error,
          },
        );
      }
    }
    const missing = REQUIRED_PAIRS.filter((pair) => !counts.pairs.has(pair));
    expect(missing).toEqual([]);
    for (const event of [
      'batch',
      'duplicate',
      'out of order',
      'reopen',
      'M14 undone',
      'M14 refused',
      'M16 wrong clock',
    ])
      expect(counts.events.get(event) ?? 0, event).toBeGreaterThan(0);
    expect(counts.events.get('undecided') ?? 0).toBeLessThan(Math.max(5, RUNS / 100));
    if (process.env['TOTE_COUNTS']) console.log(counts);
  },
  RUNS * 100,
);
