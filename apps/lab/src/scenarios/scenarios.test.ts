// The simulator comes first: it takes the clock away before anybody can keep a copy of it.
import '@tote/sim';
import { describe, expect, it } from 'vitest';
import { setupWith } from '../stage/action.ts';
import { createPlayer } from '../stage/player.ts';
import { createLabSeals } from '../stage/lab-seals.ts';
import { SCENARIOS } from './index.ts';
import { findingsOf } from './scenario.ts';

const seals = await createLabSeals();
const SEEDS = ['1234567890abcdef'];
/** Longer than any scenario, in milliseconds of the lab. */
const SCENARIO_MS_MAX = 300_000;

describe('[L3] every scenario ends as promised', () => {
  it.each(SCENARIOS.flatMap((scenario) => SEEDS.map((seed) => ({ id: scenario.id, seed, scenario }))))(
    '$id, seed $seed',
    async ({ scenario, seed }) => {
      const setup = setupWith(seed, scenario.setup);
      const player = await createPlayer({ setup, log: [] }, seals);
      await player.load({ setup, log: [] }, { scenario });
      expect(await player.play(SCENARIO_MS_MAX)).toBe(false);
      const last = await player.peek();
      const findings = findingsOf(scenario, { devices: last.devices, last });
      expect(findings.filter(({ isKept }) => !isKept)).toEqual([]);
      expect(last.violations).toEqual([]);
    },
  );
});
