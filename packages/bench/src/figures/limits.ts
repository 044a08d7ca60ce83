/** The figures that Tote holds itself to, and whether they are reached. */
import { NESTED_MAPS, TOTE } from '../contestants.ts';
import type { Measured } from './measure.ts';

/** One figure and its verdict. */
export interface Verdict {
  readonly what: string;
  readonly measured: number;
  readonly atMost: number;
  readonly unit: string;
  readonly isReached: boolean;
}

interface Limit {
  readonly what: string;
  readonly atMost: number;
  readonly unit: string;
  /** Says nothing about a shorter or longer household. */
  readonly isForTenYears?: boolean;
  readonly of: (tote: Measured, nested: Measured | undefined) => number | undefined;
}

const TEN_YEARS = 10;
/** Bytes. */
const KB = 1000;

const LIMITS: readonly Limit[] = [
  { what: 'document after ten years', atMost: 75, unit: 'KB', isForTenYears: true, of: (tote) => tote.document / KB },
  { what: 'state vector', atMost: 8, unit: 'KB', isForTenYears: true, of: (tote) => tote.stateVector / KB },
  {
    what: 'growth in the tenth year',
    atMost: 7,
    unit: 'KB',
    isForTenYears: true,
    of: (tote) => tote.lastYearGrowth / KB,
  },
  {
    what: 'opening, as a part of nested Y.Maps',
    atMost: 1 / 3,
    unit: '',
    isForTenYears: true,
    of: (tote, nested) => (nested ? tote.openMs / nested.openMs : undefined),
  },
  { what: 'one tick, 60 live lines, median', atMost: 1, unit: 'ms', of: (tote) => tote.tick.medianMs },
  {
    what: 'one tick as a Yjs update, largest of all years',
    atMost: 110,
    unit: 'bytes',
    of: (tote) => tote.tickBytes.largest,
  },
  { what: 'one tick as a Yjs update, median (wanted)', atMost: 62, unit: 'bytes', of: (tote) => tote.tickBytes.median },
  { what: 'one tick, 5,000 live lines, median', atMost: 8, unit: 'ms', of: (tote) => tote.tickOfMany?.medianMs },
  {
    what: 'lines that lose their identity by one tick',
    atMost: 1,
    unit: 'of 5,000',
    of: (tote) => tote.tickOfMany?.mostRowsReplaced,
  },
  { what: 'suggestions, 2,000 products, slowest median', atMost: 5, unit: 'ms', of: (tote) => tote.suggestMs },
];

/** Verdicts on everything that was measured and has a limit. */
export const judge = (measured: readonly Measured[], years: number): readonly Verdict[] => {
  const tote = measured.find(({ name }) => name === TOTE.name);
  const nested = measured.find(({ name }) => name === NESTED_MAPS.name);
  if (!tote) return [];
  return LIMITS.flatMap(({ what, atMost, unit, isForTenYears = false, of }): Verdict[] => {
    const value = isForTenYears && years !== TEN_YEARS ? undefined : of(tote, nested);
    return value === undefined ? [] : [{ what, measured: value, atMost, unit, isReached: value <= atMost }];
  });
};
