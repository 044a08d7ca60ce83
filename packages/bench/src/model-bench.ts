import { cpus } from 'node:os';
import type { ModelArguments } from './arguments.ts';
import { chooseContestants, contestantsNamed } from './contestants.ts';
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

/** Runs the contestants that were asked for. */
export const runModelBench = async (
  { years, only, isAll }: Pick<ModelArguments, 'years' | 'only' | 'isAll'>,
  say: (doing: string) => void,
): Promise<BenchOutcome> => {
  const workload = { ...HOUSEHOLD, weeks: years * WEEKS_A_YEAR };
  const counts = countTrace(generateTrace(workload));
  const contestants = only.length > 0 ? contestantsNamed(only) : chooseContestants(isAll ? 'all' : 'rivals');
  const measured = await measureAll(contestants, workload, say);
  const verdicts = judge(measured, years);
  const machine = { node: process.version, processor: cpus()[0]?.model ?? '', processors: cpus().length };
  return {
    text: report(counts, years, measured, verdicts),
    json: JSON.stringify({ machine, workload, counts, measured, verdicts }, undefined, 2),
  };
};
