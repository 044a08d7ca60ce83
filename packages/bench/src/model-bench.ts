import { cpus } from 'node:os';
import { contestantsNamed } from './contestants.ts';
import { judge } from './figures/limits.ts';
import { measureAll } from './figures/measure.ts';
import { report } from './report.ts';
import { countTrace, generateTrace, HOUSEHOLD, WEEKS_A_YEAR } from './workload/trace.ts';

/** What a run of the bench has to tell. */
export interface BenchOutcome {
  readonly text: string;
  /** The same and more, for machines. */
  readonly json: string;
}

/** Runs the contestants that the comma-separated words of `only` name. */
export const runModelBench = async (
  { years, only }: { readonly years: number; readonly only: string },
  say: (doing: string) => void,
): Promise<BenchOutcome> => {
  const workload = { ...HOUSEHOLD, weeks: years * WEEKS_A_YEAR };
  const counts = countTrace(generateTrace(workload));
  const contestants = contestantsNamed(only.toLowerCase().split(','));
  const measured = await measureAll(contestants, workload, say);
  const verdicts = judge(measured, years);
  const machine = { node: process.version, processor: cpus()[0]?.model ?? '', processors: cpus().length };
  return {
    text: report(counts, years, measured, verdicts),
    json: JSON.stringify({ machine, workload, counts, measured, verdicts }, undefined, 2),
  };
};
