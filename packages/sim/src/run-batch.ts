/** Many runs: one after the other, or shared out to processes; with progress for a person and a report at the end. */
import { platformNowMs } from './ambient.ts';
import type { CliOptions, Share } from './cli-options.ts';
import { seedAfter, type Seed } from './prng.ts';
import { describeFailure, formatReport, reportOf, shortcomings } from './report.ts';
import { runOnce, type RunResult } from './run.ts';
import { createStubSeals, type Seals } from './seals.ts';

/** One run in this many has real cipher when they are mixed. */
export const REAL_EVERY = 8;
const PROGRESS_EVERY = 250;

/** A batch of runs. */
export type Batch = CliOptions & { readonly seed: Seed };

/** A result and its place in the batch. */
export interface NumberedResult {
  readonly index: number;
  readonly result: RunResult;
}

/** Does the runs of a share, one after the other. */
export const runShare = async (
  batch: Batch,
  share: Share,
  deps: {
    readonly real: Seals;
    readonly costMs: () => number;
    readonly print: (line: string) => void;
    readonly begins: (seed: Seed) => void;
    readonly take: (done: NumberedResult) => void;
  },
): Promise<void> => {
  const stub = createStubSeals();
  const endsAtMs = batch.minutes === undefined ? Infinity : platformNowMs() + batch.minutes * 60_000;
  for (let index = share.first; index < batch.runs && platformNowMs() < endsAtMs; index += share.of) {
    const seed = seedAfter(batch.seed, index);
    const isReal = batch.cipher === 'real' || (batch.cipher === 'mixed' && index % REAL_EVERY === 0);
    deps.begins(seed);
    const result = await runOnce({
      seed,
      seals: isReal ? deps.real : stub,
      costMs: deps.costMs,
      wishes: batch,
      ...(batch.trace && {
        listen: ({ atMs, who, what, detail }) =>
          deps.print(`${String(atMs).padStart(8)} ${who.padEnd(16)} ${what} ${detail}`),
      }),
    });
    deps.take({ index, result });
  }
};

/** Has a batch done and reports on it; true if something failed. `work` gives the results in any order. */
export const reportBatch = async (
  batch: Batch,
  deps: {
    readonly work: (take: (done: NumberedResult) => void) => Promise<void>;
    readonly print: (line: string) => void;
    readonly write: (file: string, text: string) => void;
  },
): Promise<boolean> => {
  const done: NumberedResult[] = [];
  await deps.work((numbered) => {
    done.push(numbered);
    if (numbered.result.violations.length > 0) deps.print(describeFailure(numbered.result, batch));
    if (done.length % PROGRESS_EVERY === 0) deps.print(`${done.length} runs`);
  });
  const report = reportOf(done.sort((a, b) => a.index - b.index).map(({ result }) => result));
  deps.print(formatReport(report));
  const short = shortcomings(report, batch);
  for (const line of short) deps.print(line);
  if (batch.jsonFile !== undefined)
    deps.write(batch.jsonFile, JSON.stringify({ seed: batch.seed, ...report }, null, 2));
  return report.failures.length > 0 || short.length > 0;
};
