/** Many runs in a row, with progress for a person and a report at the end. */
import type { CliOptions } from './cli-options.ts';
import { seedAfter, type Seed } from './prng.ts';
import { describeFailure, formatReport, missingFaults, reportOf } from './report.ts';
import { runOnce, type RunResult } from './run.ts';
import { createStubSignatures, type Signatures } from './signatures.ts';

/** One run in this many has real signatures when they are mixed. */
export const REAL_EVERY = 4;
const PROGRESS_EVERY = 250;

/** Does the runs; true if something failed. */
export const runBatch = async (
  deps: Omit<CliOptions, 'seed'> & {
    readonly seed: Seed;
    readonly real: Signatures;
    readonly everyFault: boolean;
    readonly print: (line: string) => void;
    readonly begins: (seed: Seed) => void;
    readonly costMs: () => number;
    readonly write: (file: string, text: string) => void;
  },
): Promise<boolean> => {
  const stub = createStubSignatures();
  const results: RunResult[] = [];
  for (let index = 0; index < deps.runs; index += 1) {
    const seed = seedAfter(deps.seed, index);
    const isReal = deps.signatures === 'real' || (deps.signatures === 'mixed' && index % REAL_EVERY === 0);
    deps.begins(seed);
    const result = await runOnce({
      seed,
      signatures: isReal ? deps.real : stub,
      costMs: deps.costMs,
      wishes: deps,
      ...(deps.trace && {
        listen: ({ atMs, who, what, detail }) =>
          deps.print(`${String(atMs).padStart(8)} ${who.padEnd(16)} ${what} ${detail}`),
      }),
    });
    results.push(result);
    if (result.violations.length > 0) deps.print(describeFailure(result, deps));
    if ((index + 1) % PROGRESS_EVERY === 0) deps.print(`${index + 1} runs`);
  }
  const report = reportOf(results);
  deps.print(formatReport(report));
  const missing = deps.everyFault ? missingFaults(report) : [];
  if (missing.length > 0) deps.print(`never happened: ${missing.join(', ')}`);
  if (deps.jsonFile !== undefined) deps.write(deps.jsonFile, JSON.stringify({ seed: deps.seed, ...report }, null, 2));
  return report.failures.length > 0 || missing.length > 0;
};
