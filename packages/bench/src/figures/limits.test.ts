import { describe, expect, it } from 'vitest';
import { NESTED_MAPS, TOTE } from '../contestants.ts';
import { judge } from './limits.ts';
import type { Measured } from './measure.ts';

const measured = (name: string, openMs: number, document: number): Measured => ({
  name,
  remark: '',
  document,
  stateVector: 6_000,
  quietSync: 16_000,
  sizesByYear: [],
  lastYearGrowth: 3_000,
  openMs,
  tickBytes: { median: 38, largest: 111 },
  tick: { lines: 60, medianMs: 0.2, mostRowsReplaced: 1 },
  tickOfMany: undefined,
  suggestMs: undefined,
  isConverged: true,
});

const missed = (years: number, openMs: number): readonly string[] =>
  judge([measured(TOTE.name, openMs, 75_001), measured(NESTED_MAPS.name, 30, 600_000)], years).flatMap(
    ({ what, isReached }) => (isReached ? [] : [what]),
  );

describe('limits', () => {
  it('names what is missed', () => {
    expect(missed(10, 10)).toEqual(['document after ten years', 'one tick as a Yjs update, largest of all years']);
    expect(missed(10, 10.1)).toContain('opening, as a part of nested Y.Maps');
  });

  it('does not hold one year to what ten years may cost', () => {
    expect(missed(1, 30)).toEqual(['one tick as a Yjs update, largest of all years']);
  });

  it('says nothing about what was not measured', () => {
    expect(judge([measured(NESTED_MAPS.name, 30, 600_000)], 10)).toEqual([]);
    const alone = judge([measured(TOTE.name, 10, 70_000)], 10).map(({ what }) => what);
    expect(alone).not.toContain('opening, as a part of nested Y.Maps');
    expect(alone).not.toContain('one tick, 5,000 live lines, median');
  });
});
