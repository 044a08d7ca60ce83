/** All figures of all contestants. */
import { NESTED_MAPS, TOTE } from '../contestants.ts';
import type { Representation, StateSizes } from '../replicas/bench-replica.ts';
import { median } from '../statistics.ts';
import type { TraceEvent } from '../workload/acts.ts';
import { type LongRun, measureLongRun } from './long-run.ts';
import { measureOpening } from './open-time.ts';
import { measureTicks, TICK_PLANS, type TickFigures } from './tick-time.ts';

/** What was measured of one contestant. */
export interface Measured extends StateSizes {
  readonly name: string;
  readonly remark: string;
  readonly sizesByYear: readonly StateSizes[];
  /** Bytes by which the document grew in the last year. */
  readonly lastYearGrowth: number;
  readonly openMs: number;
  /** Bytes of a tick, of all ticks of all years. */
  readonly tickBytes: { readonly median: number; readonly largest: number };
  readonly tick: TickFigures;
  /** Only for Tote and what it is measured against. */
  readonly tickOfMany: TickFigures | undefined;
  readonly replaySeconds: number;
  readonly isConverged: boolean;
}

const NOTHING: StateSizes = { document: 0, stateVector: 0, quietSync: 0 };

/** Measures contestants one after the other, opening times side by side. `say` is told what is being done. */
export const measureAll = (
  contestants: readonly Representation[],
  trace: readonly TraceEvent[],
  say: (doing: string) => void,
): readonly Measured[] => {
  const runs = new Map<string, LongRun>();
  for (const representation of contestants) {
    say(`${representation.name}: living through the years`);
    runs.set(representation.name, measureLongRun(representation, trace));
  }
  const documentOf = (name: string) => runs.get(name)?.document ?? new Uint8Array();
  say('all: opening, side by side');
  const openMs = measureOpening(
    contestants.map((representation) => ({ representation, document: documentOf(representation.name) })),
  );
  return contestants.map((representation): Measured => {
    const { name, remark } = representation;
    say(`${name}: ticking`);
    const { sizesByYear = [], tickBytes = [], replaySeconds = 0, isConverged = false } = runs.get(name) ?? {};
    const [before = NOTHING, sizes = NOTHING] = [sizesByYear.at(-2), sizesByYear.at(-1)];
    return {
      name,
      remark,
      ...sizes,
      sizesByYear,
      lastYearGrowth: sizes.document - before.document,
      openMs: openMs.get(name) ?? Number.NaN,
      tickBytes: { median: median(tickBytes), largest: tickBytes.reduce((a, b) => Math.max(a, b), 0) },
      tick: measureTicks(representation, TICK_PLANS.household, documentOf(name)),
      tickOfMany: [TOTE, NESTED_MAPS].includes(representation)
        ? measureTicks(representation, TICK_PLANS.many)
        : undefined,
      replaySeconds,
      isConverged,
    };
  });
};
