import { cpus } from 'node:os';
import { CONTESTANTS } from './contestants.ts';
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

/** Runs the contestants whose name contains one of the comma-separated words of `only`. */
export const runModelBench = async (
  { years, only }: { readonly years: number; readonly only: string },
  say: (doing: string) => void,
): Promise<BenchOutcome> => {
  const workload = { ...HOUSEHOLD, weeks: years * WEEKS_A_YEAR };
  const counts = countTrace(generateTrace(workload));
  const words = only.toLowerCase().split(',');
  const contestants = CONTESTANTS.filter(({ name }) => words.some((word) => name.toLowerCase().includes(word)));
  const measured = await measureAll(contestants, workload, say);
  const verdicts = judge(measured, years);
  const machine = { node: process.version, processor: cpus()[0]?.model ?? '', processors: cpus().length };
  return {
    text: report(counts, years, measured, verdicts),
    json: JSON.stringify({ machine, workload, counts, measured, verdicts }, undefined, 2),
  };
};
