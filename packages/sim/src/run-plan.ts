/** What kind of run this will be, drawn from its seed: how many devices, which troubles are allowed, how slow the lines are. */
import { ACT_WEIGHTS, type ActWeights } from './acts.ts';
import type { RelayLimits } from '@tote/server/core';
import { TROUBLES, type TroubleName } from './faults.ts';
import type { Line } from './network.ts';
import type { Prng } from './prng.ts';
import { SIZES, type Size, type SizeName } from './run-size.ts';
import type { DevicePlan } from './world.ts';

const YEAR_MS = 365 * 24 * 60 * 60 * 1_000;

/** A run before it begins. */
export interface RunPlan {
  readonly devices: readonly (DevicePlan & { readonly clockErrorMs: number })[];
  readonly relays: number;
  readonly snapshotAfterEntries: number;
  readonly relayLimits: Partial<RelayLimits>;
  readonly relaySyncMs: { readonly low: number; readonly high: number };
  readonly latencyMs: Line['latencyMs'];
  /** When somebody does something, in virtual milliseconds. */
  readonly actsAtMs: readonly number[];
  readonly actWeights: ActWeights;
  readonly troubles: number;
  readonly troubleWeights: Readonly<Partial<Record<TroubleName, number>>>;
  /** How long people act and things go wrong, in virtual milliseconds. */
  readonly lastsMs: number;
}

/** So small that a handful of entries puts a reader behind, makes it read in portions and prefers snapshots. */
const TIGHT_LIMITS: Partial<RelayLimits> = {
  behindBytes: 600,
  readBytes: 500,
  batchEntriesMax: 2,
  behindPollMs: 50,
  resumeEntriesMax: 8,
};

/** How long people are busy with the list before they put it away, in virtual milliseconds. */
const BURST_MS = 2_000;
/** Acts of one such burst, roughly. */
const BURST_ACTS = 6;

/** When people act: mostly together, as they do before and in the shop, else now and then. */
const drawActTimes = (prng: Prng, acts: number, lastsMs: number): readonly number[] => {
  const bursts = Array.from({ length: Math.ceil(acts / BURST_ACTS) }, () => prng.below(lastsMs - BURST_MS));
  return Array.from({ length: acts }, () =>
    prng.chance(0.8) ? prng.pick(bursts) + prng.below(BURST_MS) : prng.below(lastsMs),
  );
};

/** What of a plan can be asked for instead of drawn. */
export interface PlanWishes {
  readonly replicas?: number | undefined;
  readonly size?: SizeName | undefined;
  /** These troubles and no others, all equally often. */
  readonly troubles?: readonly TroubleName[] | undefined;
}

const drawSize = (prng: Prng): SizeName =>
  prng.pickWeighted<SizeName>({ brief: SIZES.brief.weight, ample: SIZES.ample.weight });

/** Draws a plan. The same draws are made whatever is asked for, so that a wish changes nothing else. */
export const drawPlan = (prng: Prng, wishes: PlanWishes = {}): RunPlan => {
  const size: Size = SIZES[wishes.size ?? drawSize(prng.stream('size'))];
  const drawnReplicas = prng.pick(size.replicas);
  const replicas = wishes.replicas ?? drawnReplicas;
  const lastsMs = prng.between(...size.seconds) * 1_000;
  const isLong = prng.chance(size.long);
  const hasViewer = prng.chance(0.4);
  const hasWrongClocks = prng.chance(0.3);
  const hasLater = prng.stream('later').chance(0.2);
  const names = Object.keys(TROUBLES) as TroubleName[];
  const drawn = names.filter((name) => prng.chance(0.6) && TROUBLES[name].weight > 0);
  const allowed = wishes.troubles ?? (drawn.length > 0 ? drawn : names);
  return {
    devices: Array.from({ length: replicas }, (_, index) => ({
      name: `device${index + 1}`,
      role: hasViewer && index === replicas - 1 ? ('view' as const) : ('edit' as const),
      isLater: hasLater && index === 0,
      flushAfterMs: prng.pick([0, 20, 300, 2_000]),
      clockErrorMs: hasWrongClocks ? prng.between(-10, 10) * YEAR_MS : 0,
    })),
    relays: prng.chance(0.2) ? 2 : 1,
    snapshotAfterEntries: prng.pick([6, 20, 100]),
    relayLimits: prng.chance(0.3) ? TIGHT_LIMITS : {},
    relaySyncMs: prng.pick([
      { low: 0, high: 2 },
      { low: 1, high: 20 },
      { low: 20, high: 400 },
    ]),
    latencyMs: prng.pick([
      { low: 0, high: 1 },
      { low: 5, high: 40 },
      { low: 20, high: 300 },
      { low: 1, high: 1_500 },
    ]),
    actWeights: ACT_WEIGHTS,
    actsAtMs: drawActTimes(prng, isLong ? prng.between(150, 300) : prng.between(...size.acts), lastsMs),
    troubles: prng.between(...size.troubles),
    troubleWeights: Object.fromEntries(allowed.map((name) => [name, wishes.troubles ? 1 : TROUBLES[name].weight])),
    lastsMs,
  };
};
