/** Runs many seeds and says what did not happen in them that should. */
import { REQUIRED_PAIRS } from './concurrent-pairs.ts';
import { randomRun, type RunCounts } from './random-run.ts';

/** Which seeds to run, and who hears of it. */
export interface Seeds {
  readonly first: bigint;
  readonly runs: number;
  /** Told of each seed that does not agree with the model, with its story. */
  readonly onFailure: (seed: bigint, story: string) => void;
  readonly onDone?: (run: number) => void;
}

/** Things that must have happened in any good number of runs, besides the concurrent pairs. */
const REQUIRED_EVENTS = ['M16 wrong clock', 'M17 batch', 'M17 duplicate', 'M17 out of order', 'reopen'] as const;

/** What undo can take back, or has to leave because somebody came in between. */
const UNDONE_KINDS = [
  'added',
  'unadded',
  'ticked',
  'unticked',
  'renamed',
  'set',
  'stepped',
  'field',
  'moved',
  'binned',
  'label',
] as const;
/** Registers of which several own acts in a row must have been taken back. */
const CHAINED_KINDS = ['ticked', 'renamed', 'set', 'field', 'moved', 'binned', 'label'] as const;

const REQUIRED_UNDOS: readonly string[] = [
  ...UNDONE_KINDS.flatMap((kind) => [`M14 ${kind} taken back`, `M14 ${kind} refused`]),
  ...CHAINED_KINDS.map((kind) => `M14 ${kind} taken back in a row`),
  'M14 restored taken back',
  'U4 taken back',
  'U4 noted again',
];

/** Everything that runs must have produced, each with the rule it is about. */
export const REQUIRED: readonly string[] = [...REQUIRED_PAIRS, ...REQUIRED_UNDOS, ...REQUIRED_EVENTS];

/** Runs that may end where the rules leave open what happens, of 200. */
const UNDECIDED_OF_200 = 3;
/** Chance may bring as many in a short row. */
const UNDECIDED_MIN = 5;

/** Runs the seeds. */
export const randomRuns = ({ first, runs, onFailure, onDone }: Seeds): RunCounts => {
  const counts: RunCounts = { pairs: new Map(), events: new Map() };
  for (let run = 0; run < runs; run += 1) {
    const seed = first + BigInt(run);
    try {
      randomRun(seed, counts);
    } catch (error) {
      onFailure(seed, error instanceof Error ? error.message : String(error));
    }
    onDone?.(run + 1);
  }
  return counts;
};

/** What is wrong with the counts of many runs: a rule's pair or a fault of delivery that never occurred proves nothing. */
export const missingFromRuns = ({ pairs, events }: RunCounts, runs: number): readonly string[] => {
  const undecided = events.get('undecided') ?? 0;
  return [
    ...REQUIRED.filter((wanted) => !pairs.has(wanted) && !events.has(wanted)),
    ...(undecided > Math.max(UNDECIDED_MIN, (runs / 200) * UNDECIDED_OF_200) ? [`${undecided} runs undecided`] : []),
  ];
};
