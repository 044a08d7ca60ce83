/** All figures of all contestants. */
import { NESTED_MAPS, TOTE } from '../contestants.ts';
import type { Representation, StateSizes } from '../replicas/bench-replica.ts';
import { median } from '../statistics.ts';
import type { Workload } from '../workload/trace.ts';
import { measureLongRuns } from './long-runs.ts';
import { measureOpening } from './open-time.ts';
import { measureSuggesting } from './suggest-time.ts';
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
  /** One key press among 2,000 products. Only Tote suggests. */
  readonly suggestMs: number | undefined;
  readonly isConverged: boolean;
}

const NOTHING: StateSizes = { document: 0, stateVector: 0, quietSync: 0 };

/** Replays first, all at once; then times, one thing at a time. `say` is told what is being done. */
export const measureAll = async (
  contestants: readonly Representation[],
  workload: Workload,
  say: (doing: string) => void,
): Promise<readonly Measured[]> => {
  const runs = await measureLongRuns(contestants, workload, say);
  const documentOf = (name: string) => runs.get(name)?.document ?? new Uint8Array();
  say('opening, side by side');
  const openMs = measureOpening(
    contestants.map((representation) => ({ representation, document: documentOf(representation.name) })),
  );
  const suggestMs = contestants.includes(TOTE) ? await measureSuggesting() : undefined;
  return contestants.map((representation): Measured => {
    const { name, remark } = representation;
    say(`${name}: ticking`);
    const { sizesByYear = [], tickBytes = [], isConverged = false } = runs.get(name) ?? {};
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
      suggestMs: representation === TOTE ? suggestMs : undefined,
      isConverged,
    };
  });
};
