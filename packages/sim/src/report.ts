/** Adds up runs, says what was not met, and prints it for people. */
import { FAULTS, FAULTS_ON_REQUEST, type FaultKind } from './tally.ts';
import { REQUIRED_PAIRS } from '@tote/list/model';
import type { PlanWishes } from './run-plan.ts';
import { ACTS_MIN, REPLICAS_MIN } from './run-size.ts';
import type { RunResult } from './run.ts';

/** A run that went wrong. */
export interface Failure {
  readonly seed: string;
  readonly cipher: RunResult['cipher'];
  readonly violations: readonly string[];
}

/** Sums over many runs. */
export interface Report {
  readonly runs: number;
  readonly runsByCipher: Readonly<Record<RunResult['cipher'], number>>;
  readonly millisecondsByCipher: Readonly<Record<RunResult['cipher'], number>>;
  readonly acts: number;
  readonly actsByKind: Readonly<Record<string, number>>;
  readonly actsMin: number;
  readonly replicasMin: number;
  readonly acknowledged: number;
  /** Acts that every holder lost: unsaved, unsent, or destroyed on purpose. */
  readonly writtenOff: number;
  /** Runs by what became of the comparison with the model of the merge contract. */
  readonly runsByContract: Readonly<Record<RunResult['contract'], number>>;
  /** Concurrent pairs produced, by rule. */
  readonly pairs: Readonly<Record<string, number>>;
  readonly messages: number;
  readonly bytes: number;
  readonly steps: number;
  readonly faults: Readonly<Partial<Record<FaultKind, number>>>;
  readonly divergences: number;
  readonly stuckOutboxes: number;
  readonly slowestConvergenceMs: number;
  readonly failures: readonly Failure[];
}

const addCounts = (sums: Record<string, number>, counts: Readonly<Partial<Record<string, number>>>) => {
  for (const [kind, count] of Object.entries(counts)) sums[kind] = (sums[kind] ?? 0) + (count ?? 0);
};

const sumOf = (counts: Readonly<Partial<Record<string, number>>>): number =>
  Object.values(counts).reduce<number>((sum, count) => sum + (count ?? 0), 0);

/** Adds up. */
export const reportOf = (results: readonly RunResult[]): Report => {
  const actsByKind: Record<string, number> = {};
  const faults: Record<string, number> = {};
  const pairs: Record<string, number> = {};
  const runsByCipher = { real: 0, stub: 0 };
  const millisecondsByCipher = { real: 0, stub: 0 };
  const runsByContract = { kept: 0, undecided: 0, torn: 0 };
  for (const result of results) {
    addCounts(actsByKind, result.acts);
    addCounts(faults, result.faults);
    addCounts(pairs, result.pairs);
    runsByCipher[result.cipher] += 1;
    millisecondsByCipher[result.cipher] += result.costMs;
    runsByContract[result.contract] += 1;
  }
  const total = (of: (result: RunResult) => number) => results.reduce((sum, result) => sum + of(result), 0);
  return {
    runs: results.length,
    runsByCipher,
    millisecondsByCipher,
    acts: sumOf(actsByKind),
    actsByKind,
    actsMin: Math.min(...results.map(({ acts }) => sumOf(acts))),
    replicasMin: Math.min(...results.map(({ replicas }) => replicas)),
    acknowledged: total(({ acknowledged }) => acknowledged),
    writtenOff: total(({ writtenOff }) => writtenOff),
    runsByContract,
    pairs,
    messages: total(({ messages }) => messages),
    bytes: total(({ bytes }) => bytes),
    steps: total(({ steps }) => steps),
    faults,
    divergences: results.filter(({ diverged }) => diverged).length,
    stuckOutboxes: results.filter(({ stuck }) => stuck).length,
    slowestConvergenceMs: Math.max(...results.map(({ convergedAfterMs }) => convergedAfterMs)),
    failures: results
      .filter(({ violations }) => violations.length > 0)
      .map(({ seed, cipher, violations }) => ({ seed, cipher, violations })),
  };
};

/** Kinds of faults that never happened. Over a batch that means that the simulator lies about what it tests. */
const missingFaults = (report: Report): readonly FaultKind[] =>
  (Object.keys(FAULTS) as FaultKind[]).filter((kind) => !report.faults[kind]);

/**
 * Nobody arranges the aisles of a shop here, and two hardly ever take all of one line at once; the lives of documents
 * alone do (`--documents`).
 */
const PAIRS = REQUIRED_PAIRS.filter((pair) => !pair.startsWith('M12 aisle order') && !pair.startsWith('I13'));

/** Fewest runs after which a kind of fault, or the concurrent pair of a rule, that never happened is a failure. */
const RUNS_FOR_EVERY_FAULT = 300;
const RUNS_FOR_EVERY_PAIR = 2_000;
/** Share of runs that the model must have judged to their end. */
const KEPT_SHARE = 0.98;

/** Why a batch proves less than it promises, though no run failed. A batch that asks for certain troubles promises nothing. */
export const shortcomings = (report: Report, wishes: PlanWishes = {}): readonly string[] => {
  if (wishes.troubles !== undefined || report.runs < RUNS_FOR_EVERY_FAULT) return [];
  const pairs = report.runs < RUNS_FOR_EVERY_PAIR ? [] : PAIRS.filter((pair) => !report.pairs[pair]);
  const never = [...missingFaults(report), ...pairs];
  return [
    ...(never.length > 0 ? [`never happened: ${never.join(', ')}`] : []),
    ...(report.actsMin < ACTS_MIN ? [`a run had only ${report.actsMin} acts`] : []),
    ...(report.replicasMin < (wishes.replicas ?? REPLICAS_MIN)
      ? [`a run had only ${report.replicasMin} replicas`]
      : []),
    ...(report.runsByContract.kept < report.runs * KEPT_SHARE ? ['too many runs were not held against the model'] : []),
  ];
};

/** The command that does a failed run again, with every event printed. */
export const rerunCommand = ({ seed, cipher }: Pick<Failure, 'seed' | 'cipher'>, wishes: PlanWishes = {}): string =>
  [
    `npm run sim -- --seed ${seed} --runs 1 --cipher ${cipher}`,
    ...(wishes.replicas === undefined ? [] : [`--replicas ${wishes.replicas}`]),
    ...(wishes.size === undefined ? [] : [`--size ${wishes.size}`]),
    ...(wishes.troubles === undefined ? [] : [`--faults ${wishes.troubles.join()}`]),
    '--trace',
  ].join(' ');

/** A failure for a person. */
export const describeFailure = (failure: Failure, wishes?: PlanWishes): string =>
  [
    `seed ${failure.seed}`,
    ...failure.violations.map((line) => `  ${line}`),
    `  again: ${rerunCommand(failure, wishes)}`,
  ].join('\n');

const row = (name: string, value: string | number) => `${name.padEnd(44)} ${value}`;
const perSecond = (runs: number, milliseconds: number) =>
  runs === 0 ? '' : `, ${((runs * 1_000) / Math.max(1, milliseconds)).toFixed(1)} runs/s of processor time`;

/** The table that `npm run sim` prints. */
export const formatReport = (report: Report): string => {
  const { runsByCipher: runs, millisecondsByCipher: took, runsByContract: contract } = report;
  return [
    row('runs', report.runs),
    row('  real cipher', `${runs.real}${perSecond(runs.real, took.real)}`),
    row('  stub cipher', `${runs.stub}${perSecond(runs.stub, took.stub)}`),
    row('acts', `${report.acts} (at least ${report.actsMin} a run, ${report.replicasMin} replicas)`),
    row('  acknowledged', report.acknowledged),
    row('  written off', `${report.writtenOff} (lost by every holder: unsaved, or destroyed)`),
    row('as the merge contract says', contract.kept),
    row(
      '  not decided by it',
      `${contract.undecided}, and ${contract.torn} in which a cause was lost before its effect`,
    ),
    row('messages', `${report.messages} (${(report.bytes / 1e6).toFixed(1)} MB)`),
    row('events', report.steps),
    'faults',
    ...[...Object.keys(FAULTS), ...Object.keys(FAULTS_ON_REQUEST)].map((kind) =>
      row(`  ${kind}`, report.faults[kind as FaultKind] ?? 0),
    ),
    'concurrent pairs',
    ...PAIRS.map((pair) => row(`  ${pair}`, report.pairs[pair] ?? 0)),
    row('divergences', report.divergences),
    row('stuck outboxes', report.stuckOutboxes),
    row('slowest convergence', `${(report.slowestConvergenceMs / 1_000).toFixed(1)} s after healing`),
    row('failed runs', report.failures.length),
  ].join('\n');
};
