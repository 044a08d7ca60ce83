/** Ticks (M2, M3, M5, M8): one slot per device, each remembering how much its writer saw. */
import { type Amount, inUnit, isAtMost, isSameScale } from '../amounts/index.ts';
import { type DeviceId, isDeviceId } from '../ids.ts';
import type { Entry } from '../lanes/entry.ts';
import { LIMITS } from '../limits.ts';
import { isMinutes, isStamp } from '../stamps.ts';
import { compareText } from '../text.ts';
import { decodeAmount } from './amount-codec.ts';
import { ONE } from './amount-register.ts';
import { canonicalText } from './canonical-text.ts';
import { covers, decodeSeen, type Dot, encodeSeen, type SeenActs } from './seen-acts.ts';

/** Somebody took it. */
export interface Tick extends Dot {
  readonly minutes: number;
  /** How much the writer saw wanted; absent where no amount was given. */
  readonly saw: Amount | undefined;
  /** The ticks of the same item that its writer saw: who took some of it before. */
  readonly after: SeenActs;
}

/** Ticks by device. */
export type Ticks = ReadonlyMap<DeviceId, Tick>;

/** No ticks. */
export const NO_TICKS: Ticks = new Map();

/** What follows a tick's key and stamp in its entry. */
export const encodeTick = ({ minutes, saw, after }: Omit<Tick, keyof Dot>): readonly unknown[] => [
  minutes,
  saw?.value,
  saw?.unit === '' ? undefined : saw?.unit,
  after.size === 0 ? undefined : encodeSeen(after),
];

/** Reads a tick's entry. */
export const decodeTick = ({ device, stamp, values }: Entry): Tick => {
  const [minutes, value, unit, after] = values;
  return {
    device,
    stamp,
    minutes: isMinutes(minutes) ? minutes : 0,
    saw: decodeAmount(value, unit),
    after: decodeSeen(after, stamp),
  };
};

/** Ticks that an edit or a clear carries along with the item: device, stamp and a tick's four values in turn. */
export const encodeTicks = (ticks: Ticks): readonly unknown[] | undefined =>
  ticks.size === 0
    ? undefined
    : [...ticks.values()].slice(0, LIMITS.pairs).flatMap(({ device, stamp, ...tick }) => {
        const [minutes, value, unit, after] = encodeTick(tick);
        return [device, stamp, minutes, value ?? null, unit ?? null, after ?? null];
      });

/** Reads carried ticks. */
export const decodeTicks = (stored: unknown, stampMax: number): Ticks => {
  if (!Array.isArray(stored)) return NO_TICKS;
  const ticks = new Map<DeviceId, Tick>();
  for (let i = 0; i + 5 < stored.length && ticks.size < LIMITS.pairs; i += 6) {
    const [device, stamp, ...values] = stored.slice(i, i + 6) as readonly unknown[];
    if (typeof device !== 'string' || !isDeviceId(device) || !isStamp(stamp, stampMax)) continue;
    ticks.set(device, decodeTick({ device, stamp, key: '', values }));
  }
  return ticks;
};

const tickText = ({ saw, after, minutes }: Tick): string =>
  canonicalText([saw?.value, saw?.unit, [...after].sort(([a], [b]) => compareText(a, b)), minutes]);

/** Whether a tick stands for another one of the same device: later, or, of one stamp, with the greater text (R6). */
const standsFor = (tick: Tick, other: Tick): boolean =>
  // Two of one stamp: one was put back by somebody who undid an untick while the device itself ticked again.
  tick.stamp !== other.stamp ? tick.stamp > other.stamp : tickText(tick) > tickText(other);

/** Of each device's ticks the one that stands for the others. */
export const latestTicks = (ticks: Iterable<Tick>): Ticks => {
  const latest = new Map<DeviceId, Tick>();
  for (const tick of ticks) {
    const known = latest.get(tick.device);
    if (!known || standsFor(tick, known)) latest.set(tick.device, tick);
  }
  return latest;
};

/** Both in one: a device's later tick stands for its earlier one. */
export const joinTicks = (a: Ticks, b: Ticks): Ticks => {
  if (b.size === 0) return a;
  return a.size === 0 ? b : latestTicks([...a.values(), ...b.values()]);
};

/** The ticks that no untick has cancelled (M3). */
export const standingTicks = (ticks: Ticks, cancelled: SeenActs): Ticks =>
  cancelled.size === 0 || ticks.size === 0 ? ticks : new Map([...ticks].filter(([, tick]) => !covers(cancelled, tick)));

/**
 * How much of the wanted amount is taken (M8, I8), in the wanted unit: what the best informed tick saw. Ticks do not add up,
 * because two people who each took the two litres they saw both answered the same wish. A tick that saw a unit of another
 * scale took something else than what is wanted now: it counts for nothing, and so does one that saw no amount once
 * litres or dozens are wanted. Undefined: no tick answers.
 */
export const takenOf = (ticks: Ticks, wanted: Amount | undefined): Amount | undefined => {
  const { unit } = wanted ?? ONE;
  let taken: Amount | undefined;
  for (const { saw } of ticks.values()) {
    const seen = saw ?? ONE;
    const answers = saw ? isSameScale(seen.unit, unit) : unit === ONE.unit;
    if (answers && (!taken || !isAtMost(seen, taken))) taken = seen;
  }
  return taken && inUnit(taken, unit);
};

/** Devices that ticked without knowing of each other (M2). Empty when everybody knew. */
export const tookItToo = (ticks: Ticks): readonly DeviceId[] => {
  if (ticks.size < 2) return [];
  const all = [...ticks.values()];
  const clashing = all.filter((a) => all.some((b) => a !== b && !covers(a.after, b) && !covers(b.after, a)));
  return clashing.map(({ device }) => device).sort();
};
