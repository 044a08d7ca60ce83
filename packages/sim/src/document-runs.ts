/** Random lives of documents alone, held against the model of the merge contract (`npm run sim -- --documents`). */
import { missingFromRuns, randomRuns, REQUIRED } from '@tote/list/model';
import type { Seed } from './prng.ts';

const PROGRESS_EVERY = 5_000;
/** Fewest runs after which a rule's concurrent pair that never happened is a failure. */
const RUNS_FOR_EVERY_PAIR = 1_000;

/** Does the runs and prints what happened in them; true if something failed. */
export const runDocuments = (deps: {
  readonly seed: Seed;
  readonly runs: number;
  readonly print: (line: string) => void;
}): boolean => {
  const { runs, print } = deps;
  let failures = 0;
  const counts = randomRuns({
    first: BigInt(`0x${deps.seed}`),
    runs,
    onFailure: (number, story) => {
      failures += 1;
      const seed: Seed = number.toString(16).padStart(16, '0');
      print(`seed ${seed}: ${story}\n  again: npm run sim -- --documents --runs 1 --seed ${seed}`);
    },
    onDone: (done) => {
      if (done % PROGRESS_EVERY === 0) print(`${done} runs`);
    },
  });
  print(`runs                         ${runs}`);
  for (const wanted of REQUIRED)
    print(`  ${wanted.padEnd(42)} ${counts.pairs.get(wanted) ?? counts.events.get(wanted) ?? 0}`);
  print(`left open by the rules       ${counts.events.get('undecided') ?? 0}`);
  print(`not as the model says        ${failures}`);
  const missing = runs >= RUNS_FOR_EVERY_PAIR ? missingFromRuns(counts, runs) : [];
  if (missing.length > 0) print(`never happened: ${missing.join(', ')}`);
  return failures > 0 || missing.length > 0;
};
