import { type DeviceId, isDeviceId } from '../ids.ts';
import { LIMITS } from '../limits.ts';
import { isStamp } from '../stamps.ts';

/** Names one act: who did it, with which stamp. */
export interface Dot {
  readonly device: DeviceId;
  readonly stamp: number;
}

/**
 * A set of acts as the greatest stamp per device. A device's own stamps only grow, so whoever saw one of its acts on an
 * item saw the earlier ones too.
 */
export type SeenActs = ReadonlyMap<DeviceId, number>;

/** No acts. */
export const NOTHING_SEEN: SeenActs = new Map();

/** Whether the act is in the set. */
export const covers = (seen: SeenActs, { device, stamp }: Dot): boolean => (seen.get(device) ?? 0) >= stamp;

/** Whether every act of `inner` is in `outer`. */
export const coversAll = (outer: SeenActs, inner: SeenActs): boolean => {
  for (const [device, stamp] of inner) if (!covers(outer, { device, stamp })) return false;
  return true;
};

/** The set with these acts in it. */
export const withSeen = (seen: SeenActs, dots: Iterable<Dot>): SeenActs => {
  const joined = new Map(seen);
  for (const { device, stamp } of dots) joined.set(device, Math.max(joined.get(device) ?? 0, stamp));
  return joined;
};

/** Both sets in one. */
export const joinSeen = (a: SeenActs, b: SeenActs): SeenActs => {
  if (b.size === 0) return a;
  if (a.size === 0) return b;
  return withSeen(
    a,
    [...b].map(([device, stamp]) => ({ device, stamp })),
  );
};

/** As stored: device, stamp, device, stamp… Of more than `pairsMax` devices the newest are kept. */
export const encodeSeen = (seen: SeenActs, pairsMax: number = LIMITS.pairs): readonly unknown[] =>
  [...seen]
    .sort(([, a], [, b]) => b - a)
    .slice(0, pairsMax)
    .flat();

/** Reads a stored set; pairs that make no sense are absent. No stamp in it may be above `stampMax`. */
export const decodeSeen = (stored: unknown, stampMax: number, pairsMax: number = LIMITS.pairs): SeenActs => {
  if (!Array.isArray(stored) || stored.length === 0) return NOTHING_SEEN;
  const dots: Dot[] = [];
  for (let i = 0; i + 1 < stored.length && i < 2 * pairsMax; i += 2) {
    const device: unknown = stored[i];
    const stamp: unknown = stored[i + 1];
    if (typeof device === 'string' && isDeviceId(device) && isStamp(stamp, stampMax)) dots.push({ device, stamp });
  }
  return withSeen(NOTHING_SEEN, dots);
};
