import { describe, expect, it } from 'vitest';
import { CONTESTANTS } from './contestants.ts';
import { createRandom } from './random.ts';
import { replay } from './replay.ts';
import type { Representation, VisibleLine } from './replicas/bench-replica.ts';
import { DEVICES } from './workload/acts.ts';
import { countTrace, generateTrace, HOUSEHOLD, type Workload } from './workload/trace.ts';

const ONLINE: Workload = { weeks: 3, offlineShare: 0, seed: 'always on-line' };
const OFTEN_OFFLINE: Workload = { weeks: 3, offlineShare: 0.4, seed: 'often off-line' };

/** What each device shows in the end. */
const linesAfter = (representation: Representation, workload: Workload): readonly (readonly VisibleLine[])[] => {
  const replicas = replay(representation, generateTrace(workload));
  const lines = DEVICES.map((device) => replicas[device].lines());
  for (const device of DEVICES) replicas[device].dispose();
  return lines;
};

const byName = (lines: readonly VisibleLine[]) => lines.toSorted((a, b) => (a.name < b.name ? -1 : 1));

describe('the workload', () => {
  it('is the same every time, and another one with another seed', () => {
    expect(generateTrace(ONLINE)).toEqual(generateTrace(ONLINE));
    expect(generateTrace({ ...ONLINE, seed: 'other' })).not.toEqual(generateTrace(ONLINE));
  });

  it('draws the same numbers on every machine', () => {
    const random = createRandom('pinned');
    expect([random.uint32(), random.uint32(), random.fork('more').uint32()]).toMatchInlineSnapshot(`
      [
        240931239,
        3733915603,
        731219457,
      ]
    `);
  });

  it('is the household that the figures speak of', () => {
    const { acts, byType, sessions, offlineSessions } = countTrace(generateTrace({ ...HOUSEHOLD, weeks: 104 }));
    expect(acts / 2).toBeGreaterThan(4_800);
    expect(acts / 2).toBeLessThan(5_400);
    expect(byType).toMatchObject({ add: 35 * 104, 'clear-done': 2 * 104 });
    expect(byType['tick']).toBeGreaterThanOrEqual(35 * 104 - 60);
    expect(offlineSessions / sessions).toBeCloseTo(0.1, 1);
  });
});

describe('a fair comparison', () => {
  const [tote, ...others] = CONTESTANTS;
  if (!tote) throw new Error('nothing to compare');
  const onlineLines = linesAfter(tote, ONLINE)[0] ?? [];
  const offlineLines = linesAfter(tote, OFTEN_OFFLINE)[0] ?? [];

  it('ends with lines on the list', () => {
    expect(onlineLines.length).toBeGreaterThan(4);
    expect(offlineLines.length).toBeGreaterThan(4);
  });

  it.each([tote, ...others])('$name ends with the same lines in the same order', (representation) => {
    for (const lines of linesAfter(representation, ONLINE)) expect(lines).toEqual(onlineLines);
  });

  // What two devices add without seeing each other has no order that all representations agree on.
  it.each([tote, ...others])('$name ends with the same lines after much work off-line', (representation) => {
    const devices = linesAfter(representation, OFTEN_OFFLINE);
    for (const lines of devices) expect(byName(lines)).toEqual(byName(offlineLines));
    for (const lines of devices) expect(lines).toEqual(devices[0]);
  });
});
