import './ambient.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TroubleName } from './faults.ts';
import { seedAfter, type Seed } from './prng.ts';
import { describeFailure, reportOf } from './report.ts';
import { runOnce, type RunResult } from './run.ts';
import { createStubSeals } from './seals.ts';

const seals = createStubSeals();

beforeAll(() => void process.setMaxListeners(0)); // each open replica of a world listens for the end of the process

const run = async (seed: Seed, troubles?: readonly TroubleName[]): Promise<RunResult> => {
  const wishes = troubles && ({ size: 'brief', troubles } as const);
  const result = await runOnce({ seed, seals, ...(wishes && { wishes }) });
  if (result.violations.length > 0) expect.fail(describeFailure(result, wishes));
  return result;
};
const runMany = async (first: Seed, troubles: readonly TroubleName[]) => {
  const results: RunResult[] = [];
  for (let index = 0; index < WORLDS; index += 1) results.push(await run(seedAfter(first, index), troubles));
  return reportOf(results);
};

const WORLDS = 8;
const WORLDS_MS_MAX = 120_000;
const TABS = ['secondTab', 'tabsApart', 'crashDevice', 'cut', 'reset'] as const;

describe('two tabs of one device', () => {
  it(
    '[X12] agree with everybody and lose nothing, though one dies, and hears late, and another takes its place',
    async () => {
      const { faults } = await runMany('7ab0000000000000', TABS);
      for (const kind of ['second-tab', 'tab-heard-late', 'tab-died', 'tab-took-over'] as const)
        expect(faults[kind], kind).toBeGreaterThan(0);
    },
    WORLDS_MS_MAX,
  );

  it('[X12] 7ab200000000001a: an act that stood on what the other tab had not sent yet was at the relay alone', async () => {
    await run('7ab200000000001a', TABS);
  });

  it('[X6] [X12] 0b00ce000000048a: a deletion was heard before what it deletes, which a relay brought', async () => {
    await run('0b00ce000000048a');
  });

  it.each(['0b00ce00000004d7', '0b00ce000000062f'] as const)(
    '[X2] [X12] %s: what was heard of a tab built on an act that was lost with it, and was sent on for ever',
    async (seed) => void (await run(seed)),
  );

  it('[X12] 5eed281100060bc1: one joined under the name of another, after a tab had died, and wrote under its ids', async () => {
    await run('5eed281100060bc1');
  });

  it('[X11] [X12] 0b00ce0000001af0: both changed one item at one moment, which is told twice', async () => {
    await run('0b00ce0000001af0');
  });
});

describe('a later version of the list', () => {
  it(
    '[X14] writes what this one does not know, which carries it through edits, snapshots, bin and undo',
    async () => {
      const { faults } = await runMany('1a7e400000000000', ['reset', 'crashDevice', 'wipeRelay', 'monthPasses']);
      for (const kind of ['later-version', 'later-field-carried', 'snapshot-made'] as const)
        expect(faults[kind], kind).toBeGreaterThan(0);
    },
    WORLDS_MS_MAX,
  );
});

describe('versions of the protocol', () => {
  it(
    '[X13] an app that no relay takes says so, and what it waits with arrives once it is up to date',
    async () => {
      const { faults } = await runMany('7e45000000000000', ['newerApp', 'newerRelay', 'crashDevice', 'crashRelay']);
      for (const kind of ['version-refused', 'version-waited'] as const) expect(faults[kind], kind).toBeGreaterThan(0);
    },
    WORLDS_MS_MAX,
  );
});
