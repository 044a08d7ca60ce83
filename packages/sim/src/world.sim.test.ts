import './ambient.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { createNodeSeals } from './node-seals.ts';
import { seedAfter, type Seed } from './prng.ts';
import { describeFailure, reportOf } from './report.ts';
import { REAL_EVERY } from './run-batch.ts';
import type { PlanWishes, RunPlan } from './run-plan.ts';
import { ACTS_MIN, REPLICAS_MIN } from './run-size.ts';
import { runOnce, type RunResult } from './run.ts';
import { createStubSeals } from './seals.ts';

/** A taste, where a change is being worked on; `npm test` does 2,000 more, bundled and on every processor. */
const RUNS = 24;
const PORTION = 12;
const FIRST_SEED = '5eed000000000000';
/** One portion, on a machine that is busy with other things too. */
const PORTION_MS_MAX = 180_000;

const [real, stub] = [createNodeSeals(), createStubSeals()];

beforeAll(() => void process.setMaxListeners(0)); // each open replica of a world listens for the end of the process

describe('the simulated world', () => {
  it('[X1] the same seed gives the same journal, with real cipher too', async () => {
    for (const seals of [stub, real]) {
      const lines: string[][] = [[], []];
      const hashes: string[] = [];
      for (const of of lines) {
        const listen = (entry: object) => void of.push(JSON.stringify(entry));
        hashes.push((await runOnce({ seed: FIRST_SEED, seals, listen })).hash);
      }
      expect(lines[1]).toEqual(lines[0]);
      expect(hashes[1]).toBe(hashes[0]);
    }
  });

  it('[X1] another seed gives another journal', async () => {
    const [one, other] = [seedAfter(FIRST_SEED, 1), seedAfter(FIRST_SEED, 2)];
    expect((await runOnce({ seed: one, seals: stub })).hash).not.toBe(
      (await runOnce({ seed: other, seals: stub })).hash,
    );
  });

  const results: RunResult[] = [];

  it.each(Array.from({ length: RUNS / PORTION }, (_, portion) => portion * PORTION))(
    '[X2-X8] [X11] [M1-M17] from world %i on: everything goes wrong, all agree in the end, and nothing is lost',
    async (from) => {
      for (let index = from; index < from + PORTION; index += 1) {
        const seals = index % REAL_EVERY === 0 ? real : stub;
        const result = await runOnce({ seed: seedAfter(FIRST_SEED, index), seals });
        results.push(result);
        if (result.violations.length > 0) expect.fail(describeFailure(result)); // [X10]
      }
    },
    PORTION_MS_MAX,
  );

  it.each<{ rules: string; seed: Seed; what: string; wishes?: PlanWishes }>([
    {
      rules: '[X3] [X11]',
      seed: '81f34c23efab3e03',
      what: 'an import that a line shows only as its sum',
      wishes: { size: 'ample' },
    },
    { rules: '[X11]', seed: '0b00ce0000002475', what: 'two devices of one person ticked at one moment' },
    { rules: '[X5]', seed: '0b00ce01000012ee', what: 'a relay was wiped while its acknowledgement was under way' },
    { rules: '[X3]', seed: '0b00ce0100006cd3', what: 'two set the same at one stamp, having seen different steps' },
    { rules: '[X8]', seed: '0b00ce0100007ee7', what: 'a tab ended for good after its device had lost power' },
    {
      rules: '[X11] [X12]',
      seed: '0b00ce0200001abd',
      what: 'two tabs that did not hear each other named their person',
    },
    ...[0, 1, 2, 3].map((index) => ({
      rules: '[X15]',
      seed: seedAfter(FIRST_SEED, 20_000 + index),
      what: 'two tabs of one device, and who joins at the end',
      wishes: { troubles: ['secondTab'] as const },
    })),
  ])('$rules $seed: $what', async ({ seed, wishes = {} }) => {
    const result = await runOnce({ seed, seals: stub, wishes });
    if (result.violations.length > 0) expect.fail(describeFailure(result));
  });

  it('[X2-X8] runs have the promised size, and the model judges them', () => {
    const report = reportOf(results);
    expect(report).toMatchObject({ runs: RUNS, divergences: 0, stuckOutboxes: 0, failures: [] });
    expect(report.actsMin).toBeGreaterThanOrEqual(ACTS_MIN);
    expect(report.replicasMin).toBeGreaterThanOrEqual(REPLICAS_MIN);
    expect(report.runsByContract.kept).toBeGreaterThanOrEqual(RUNS - 2); // [X11]
    expect(report.runsByCipher.real).toBeGreaterThanOrEqual(RUNS / REAL_EVERY);
  });

  it('[M16] clocks that are wrong by years change nothing that anybody sees', async () => {
    const withClocks = (errorMs: number) => (plan: RunPlan) => ({
      ...plan,
      troubleWeights: { reset: 1, cut: 1, crashDevice: 1, crashRelay: 1 },
      devices: plan.devices.map((device, index) => ({ ...device, clockErrorMs: index * errorMs })),
    });
    for (let index = 0; index < 10; index += 1) {
      const seed = seedAfter(FIRST_SEED, 10_000 + index);
      const right = await runOnce({ seed, seals: stub, adjust: withClocks(0) });
      const wrong = await runOnce({ seed, seals: stub, adjust: withClocks(-7 * 365 * 86_400_000) });
      expect([...right.violations, ...wrong.violations]).toEqual([]);
      expect(wrong.shown).toBe(right.shown);
    }
  });
});
