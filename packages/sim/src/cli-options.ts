import { TROUBLES, type TroubleName } from './faults.ts';
import { isSeed, type Seed } from './prng.ts';
import { SIZE_NAMES, type SizeName } from './run-size.ts';

/** Part of the runs: every `of`-th run from the `first` on. */
export interface Share {
  readonly first: number;
  readonly of: number;
}

/** What `npm run sim` was asked for. */
export interface CliOptions {
  readonly runs: number;
  /** No run begins after this; undefined: all are done. */
  readonly minutes: number | undefined;
  /** Processes that share the runs. */
  readonly jobs: number;
  /** The part of the runs that this process was given by another one. */
  readonly share: Share | undefined;
  readonly seed: Seed | undefined;
  readonly replicas: number | undefined;
  readonly size: SizeName | undefined;
  readonly troubles: readonly TroubleName[] | undefined;
  readonly cipher: 'real' | 'stub' | 'mixed';
  readonly trace: boolean;
  /** Documents only: no devices, no network. */
  readonly documents: boolean;
  readonly jsonFile: string | undefined;
  /** Only print where the lab shows this run. */
  readonly open: Seed | undefined;
}

/** Shown when the options are not understood. */
export const USAGE = `npm run sim -- [options]
  --runs N             how many runs (500; with --minutes as many as there is time for)
  --minutes N          begin no run after so many minutes
  --jobs N             processes that share the runs (one per processor)
  --seed HEX           16 hex digits; the seed of the first run, the next ones count up (drawn if not given)
  --replicas N         devices that take part from the start (drawn from the seed if not given)
  --faults A,B         only these: ${Object.keys(TROUBLES).join(' ')}
                       (a part of them, drawn from the seed, if not given)
  --size SIZE          brief or ample (drawn from the seed if not given)
  --cipher KIND        real, stub, or mixed: every eighth run real (mixed); ciphers and signatures
  --trace [HEX]        print every event; with a seed, of that one run
  --documents          no devices and no network: updates reach documents in any order, and each is held against the model
  --json FILE          write the report
  --open HEX           run nothing: print the link under which the lab (npm start) replays this run; --replicas, --size,
                       --faults and --cipher as it had them`;

const whole = (text: string | undefined, low: number, high: number): number | undefined => {
  const number = Number(text);
  return Number.isInteger(number) && number >= low && number <= high ? number : undefined;
};

const isTroubles = (names: readonly string[]): boolean => names.every((name) => Object.hasOwn(TROUBLES, name));

const isSize = (text: string | undefined): text is SizeName => SIZE_NAMES.some((name) => name === text);

const RUNS = 500;
const RUNS_MAX = 10_000_000;
const MINUTES_MAX = 7 * 24 * 60;
const JOBS_MAX = 256;

const shareOf = (text: string | undefined): Share | undefined => {
  const [first, of] = (text ?? '').split('/').map((part) => whole(part, 0, JOBS_MAX));
  return first !== undefined && of !== undefined && first < of ? { first, of } : undefined;
};

/** Reads the arguments, or says which make no sense. `processors` is what `--jobs` is if it is not given. */
export const readOptions = (
  args: readonly string[],
  processors: number,
): CliOptions | { readonly notUnderstood: string } => {
  let runs: number | undefined;
  let options: Omit<CliOptions, 'runs'> = {
    minutes: undefined,
    jobs: processors,
    share: undefined,
    seed: undefined,
    replicas: undefined,
    size: undefined,
    troubles: undefined,
    cipher: 'mixed',
    trace: false,
    documents: false,
    jsonFile: undefined,
    open: undefined,
  };
  for (let at = 0; at < args.length; at += 1) {
    const [name, value] = [args[at], args[at + 1]];
    if (name === '--trace' && value !== undefined && isSeed(value)) {
      options = { ...options, trace: true, seed: value };
      runs = 1;
      at += 1;
      continue;
    }
    if (name === '--trace' || name === '--documents') {
      options = { ...options, [name === '--trace' ? 'trace' : 'documents']: true };
      continue;
    }
    at += 1;
    const wantedRuns = whole(value, 1, RUNS_MAX);
    const minutes = whole(value, 1, MINUTES_MAX);
    const jobs = whole(value, 1, JOBS_MAX);
    const share = shareOf(value);
    const replicas = whole(value, 2, 12);
    if (name === '--runs' && wantedRuns !== undefined) runs = wantedRuns;
    else if (name === '--minutes' && minutes !== undefined) options = { ...options, minutes };
    else if (name === '--jobs' && jobs !== undefined) options = { ...options, jobs };
    else if (name === '--share' && share !== undefined) options = { ...options, share };
    else if (name === '--replicas' && replicas !== undefined) options = { ...options, replicas };
    else if (name === '--seed' && value !== undefined && isSeed(value)) options = { ...options, seed: value };
    else if (name === '--cipher' && (value === 'real' || value === 'stub' || value === 'mixed'))
      options = { ...options, cipher: value };
    else if (name === '--size' && isSize(value)) options = { ...options, size: value };
    else if (name === '--faults' && value !== undefined && isTroubles(value.split(',')))
      options = { ...options, troubles: value.split(',') as TroubleName[] };
    else if (name === '--open' && value !== undefined && isSeed(value)) options = { ...options, open: value };
    else if (name === '--json' && value !== undefined) options = { ...options, jsonFile: value };
    else return { notUnderstood: value === undefined || value.startsWith('--') ? (name ?? '') : `${name} ${value}` };
  }
  return { ...options, runs: runs ?? (options.minutes === undefined ? RUNS : RUNS_MAX) };
};
