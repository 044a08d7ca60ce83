import { createRandom } from '../random.ts';
import { DEVICES, type TraceEvent } from './acts.ts';
import { createHousehold } from './household.ts';
import { planWeek } from './week-plan.ts';

/** A year of the workload has 52 weeks. */
export const WEEKS_A_YEAR = 52;

/** What kind of trace to generate. */
export interface Workload {
  readonly weeks: number;
  /** Share of the sessions that are off-line, 0 to 1. */
  readonly offlineShare: number;
  readonly seed: string;
}

/** The household that the limits speak of: ten years, a tenth of the sessions off-line. */
export const HOUSEHOLD: Workload = { weeks: 10 * WEEKS_A_YEAR, offlineShare: 0.1, seed: 'household' };

/** The same workload gives the same trace, always. */
export const generateTrace = ({ weeks, offlineShare, seed }: Workload): readonly TraceEvent[] => {
  const random = createRandom(seed);
  const trace: TraceEvent[] = [];
  const household = createHousehold({ random, offlineShare, emit: (event) => trace.push(event) });
  for (let week = 1; week <= weeks; week += 1) {
    for (const plans of planWeek(random)) household.day(plans);
    if (week % WEEKS_A_YEAR === 0) trace.push({ type: 'year-end', year: week / WEEKS_A_YEAR });
  }
  return trace;
};

/** What a trace holds. */
export interface TraceCounts {
  readonly acts: number;
  readonly sessions: number;
  readonly offlineSessions: number;
  readonly devices: number;
  readonly byType: Readonly<Record<string, number>>;
}

/** Counts what a trace holds. */
export const countTrace = (trace: readonly TraceEvent[]): TraceCounts => {
  const byType: Record<string, number> = {};
  let [acts, sessions, offlineSessions] = [0, 0, 0];
  for (const event of trace) {
    if (event.type === 'act') {
      acts += 1;
      byType[event.act.type] = (byType[event.act.type] ?? 0) + 1;
    } else if (event.type === 'open') {
      sessions += 1;
      if (!event.isOnline) offlineSessions += 1;
    }
  }
  return { acts, sessions, offlineSessions, devices: DEVICES.length, byType };
};
