import '@tote/sim';
import { describe, expect, it } from 'vitest';
import { SCENARIOS } from '../scenarios/index.ts';
import { setupWith, type LoggedAction } from '../stage/action.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { reportRivals } from './rival-report.ts';

/** Long enough for every line of every scenario, in milliseconds. */
const REST_MS = 30_000;

const recordingOf = (scenario: Scenario) => {
  let atMs = 0;
  const log: LoggedAction[] = [];
  for (const { actions, then } of scenario.steps) {
    for (const action of actions) log.push({ atMs, action });
    atMs += then === 'agreement' ? REST_MS : then;
  }
  return { recording: { setup: setupWith('00000000000070e5', scenario.setup), log }, untilMs: atMs + REST_MS };
};

const brokenBy = (id: string) =>
  SCENARIOS.filter((scenario) => {
    if (scenario.rows.length === 0) return false;
    const { recording, untilMs } = recordingOf(scenario);
    const report = reportRivals(recording, untilMs, scenario.rows).find((one) => one.id === id);
    return report?.faults?.length !== 0;
  }).map((scenario) => scenario.id);

describe('[L5] naive merging breaks the contract where one expects it to', () => {
  it('Yjs, the obvious way', () => {
    expect(brokenBy('nested')).toMatchInlineSnapshot(`
      [
        "M1",
        "M3",
        "M4",
        "M6",
        "M7",
        "M8",
        "M11",
        "M13",
        "M14",
        "M15",
        "concurrency",
      ]
    `);
  });
  it('last writer wins', () => {
    expect(brokenBy('whole')).toMatchInlineSnapshot(`
      [
        "M1",
        "M3",
        "M4",
        "M5",
        "M7",
        "M8",
        "M10",
        "M14",
        "M15",
        "M16",
        "M17",
        "consistency",
        "concurrency",
        "fault tolerance",
        "failover",
        "old backup",
      ]
    `);
  });
  it('first come, first served', () => {
    expect(brokenBy('first')).toMatchInlineSnapshot(`
      [
        "M1",
        "M3",
        "M4",
        "M5",
        "M6",
        "M7",
        "M8",
        "M10",
        "M13",
        "M15",
        "M17",
        "consistency",
        "concurrency",
        "fault tolerance",
        "failover",
        "decentralisation",
        "old backup",
      ]
    `);
  });

  it('they agree among themselves, mostly, which is not the same as being right', () => {
    for (const scenario of SCENARIOS) {
      const { recording, untilMs } = recordingOf(scenario);
      const [nested, whole] = reportRivals(recording, untilMs, scenario.rows);
      expect([scenario.id, nested?.agree, whole?.agree]).toEqual([scenario.id, true, true]);
    }
  });

  it('alone and without trouble they do what is asked', () => {
    const setup = setupWith('00000000000070e5', { count: 2, lines: ['6 eggs', 'milk'] });
    const log: readonly LoggedAction[] = (
      [
        { do: 'step', line: 'eggs', by: 1 },
        { do: 'tick', line: 'milk' },
        { do: 'rename', line: 'eggs', name: 'brown eggs' },
        { do: 'move', line: 'milk', to: 'first' },
      ] as const
    ).map((act, index) => ({ atMs: index * REST_MS, action: { type: 'act', device: 'Ann', act } }));
    for (const { devices } of reportRivals({ setup, log }, 5 * REST_MS, []))
      for (const { rows } of devices) expect(rows).toEqual(['[x] milk', '[ ] brown eggs, 7']);
  });
});
