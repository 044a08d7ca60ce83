/**
 * How much of an item (M7): a base that was set, plus one running total of steps per writer. A base remembers the totals
 * it absorbed, so that it replaces exactly the steps its writer saw: "set 5" beside an unseen "+1" is 6, and no unseen
 * step is ever lost.
 *
 * A writer is a Yjs client id, not a device: two tabs of one device can step at once, and client ids are what is unique
 * among concurrent writers.
 */
import { type Amount, sumValues } from '../amounts/index.ts';
import { LIMITS } from '../limits.ts';
import { isStamp } from '../stamps.ts';
import { canonicalText } from './canonical-text.ts';

/** Greatest value an amount can have, either side of zero. */
const VALUE_MAX = 1_000_000_000;
/** Longest unit id that is read, in UTF-16 units. */
const UNIT_LENGTH_MAX = 16;

/** A Yjs client id as a signed 32-bit number, which takes five bytes instead of nine. */
export type Writer = number;

/** Steps of one writer. */
interface RunningTotal {
  /** Of the last step. */
  readonly stamp: number;
  readonly total: number;
}

/** What an amount was set to. */
interface Base {
  readonly stamp: number;
  /** Absent: no amount. */
  readonly amount: Amount | undefined;
  /** The running totals that setting it replaced. */
  readonly absorbed: ReadonlyMap<Writer, number>;
}

/** Base and totals. */
export interface AmountRegister {
  readonly base: Base;
  readonly totals: ReadonlyMap<Writer, RunningTotal>;
}

const NO_TOTALS: AmountRegister['totals'] = new Map();
const NONE_ABSORBED: Base['absorbed'] = new Map();

/** What an item without an amount counts as once it is stepped or compared: one piece. */
export const ONE: Amount = { value: 1, unit: '' };

const isValue = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= VALUE_MAX;

const isUnit = (unit: unknown): unit is string => typeof unit === 'string' && unit.length <= UNIT_LENGTH_MAX;

/** An amount as it is stored, or none if it is no number. Six decimals are kept. */
export const cleanAmount = (amount: Amount | undefined): Amount | undefined =>
  amount && isValue(amount.value) && isUnit(amount.unit)
    ? { value: Math.round(amount.value * 1e6) / 1e6, unit: amount.unit }
    : undefined;

/** The amount an item was added with. */
export const initialAmount = (amount: Amount | undefined, stamp: number): AmountRegister => ({
  base: { stamp, amount, absorbed: NONE_ABSORBED },
  totals: NO_TOTALS,
});

/** Sets the amount, replacing base and steps that are seen. */
export const withAmountSet = (register: AmountRegister, amount: Amount | undefined, stamp: number): AmountRegister => ({
  base: { stamp, amount, absorbed: new Map([...register.totals].map(([writer, { total }]) => [writer, total])) },
  totals: register.totals,
});

/** Puts an earlier base back, with the steps it had absorbed then: the inverse of setting. */
export const withBaseRestored = (register: AmountRegister, earlier: Base, stamp: number): AmountRegister => ({
  base: { ...earlier, stamp },
  totals: register.totals,
});

/** Adds `by`, which may be negative. */
export const withStep = (register: AmountRegister, by: number, writer: Writer, stamp: number): AmountRegister => {
  const sum = sumValues([register.totals.get(writer)?.total ?? 0, by]);
  const total = Math.min(Math.max(sum, -VALUE_MAX), VALUE_MAX);
  return { base: register.base, totals: new Map(register.totals).set(writer, { stamp, total }) };
};

/** The amount: base and every step that the base did not absorb. Stepping from no amount counts from one piece. */
export const amountOf = ({ base, totals }: AmountRegister): Amount | undefined => {
  if (totals.size === 0) return base.amount;
  const writers = [...totals].sort(([a], [b]) => a - b);
  const steps = sumValues(writers.flatMap(([writer, { total }]) => [total, -(base.absorbed.get(writer) ?? 0)]));
  if (steps === 0) return base.amount;
  const from = base.amount ?? ONE;
  return { value: sumValues([from.value, steps]), unit: from.unit };
};

const baseText = ({ amount, absorbed }: Base): string =>
  canonicalText([amount?.value, amount?.unit, [...absorbed].sort(([a], [b]) => a - b)]);

const laterBase = (a: Base, b: Base): Base => {
  if (a.stamp !== b.stamp) return a.stamp > b.stamp ? a : b;
  return baseText(a) >= baseText(b) ? a : b;
};

/** Both registers in one: one base wins, every writer's latest total counts. */
export const joinAmounts = (a: AmountRegister, b: AmountRegister): AmountRegister => {
  const base = laterBase(a.base, b.base);
  if (b.totals.size === 0) return { base, totals: a.totals };
  const totals = new Map(a.totals);
  for (const [writer, total] of b.totals) {
    const own = totals.get(writer);
    const isLater = !own || total.stamp > own.stamp || (total.stamp === own.stamp && total.total > own.total);
    if (isLater) totals.set(writer, total);
  }
  return { base, totals };
};

/** As stored: base stamp, then writer and absorbed total in turn. Nothing for a base as old as the item. */
export const encodeBase = ({ base }: AmountRegister, createdStamp: number): readonly unknown[] | undefined =>
  base.stamp === createdStamp && base.absorbed.size === 0
    ? undefined
    : [base.stamp, ...[...base.absorbed].slice(0, LIMITS.pairs).flat()];

/** As stored: writer, stamp, total in turn. */
export const encodeTotals = ({ totals }: AmountRegister): readonly unknown[] | undefined =>
  totals.size === 0
    ? undefined
    : [...totals]
        .sort(([, a], [, b]) => b.stamp - a.stamp)
        .slice(0, LIMITS.pairs)
        .flatMap(([writer, { stamp, total }]) => [writer, stamp, total]);

/** An amount as stored in two elements; wrong types are no amount. */
export const decodeAmount = (value: unknown, unit: unknown): Amount | undefined => {
  if (!isValue(value)) return undefined;
  return { value, unit: isUnit(unit) ? unit : '' };
};

interface StoredAmount {
  readonly amount: Amount | undefined;
  readonly base: unknown;
  readonly totals: unknown;
}

/** Reads a stored register. */
export const decodeAmounts = (stored: StoredAmount, createdStamp: number, stampMax: number): AmountRegister => {
  const [stamp, ...pairs] = (Array.isArray(stored.base) ? stored.base : []) as readonly unknown[];
  const absorbed = new Map<Writer, number>();
  for (let i = 0; i + 1 < pairs.length && absorbed.size < LIMITS.pairs; i += 2) {
    const [writer, total] = [pairs[i], pairs[i + 1]];
    if (isWriter(writer) && isValue(total)) absorbed.set(writer, total);
  }
  const totals = new Map<Writer, RunningTotal>();
  const triples = (Array.isArray(stored.totals) ? stored.totals : []) as readonly unknown[];
  for (let i = 0; i + 2 < triples.length && totals.size < LIMITS.pairs; i += 3) {
    const [writer, stepStamp, total] = [triples[i], triples[i + 1], triples[i + 2]];
    if (isWriter(writer) && isStamp(stepStamp, stampMax) && isValue(total))
      totals.set(writer, { stamp: stepStamp, total });
  }
  const base: Base = { stamp: isStamp(stamp, stampMax) ? stamp : createdStamp, amount: stored.amount, absorbed };
  return { base, totals };
};

const isWriter = (writer: unknown): writer is Writer => typeof writer === 'number' && (writer | 0) === writer;
