/**
 * How much of an item (M7, I9): a base that was set, plus running totals of steps. A base remembers the totals it absorbed,
 * so that it replaces exactly the steps its writer saw: "set 5" beside an unseen "+1" is 6, and no unseen step is ever
 * lost.
 *
 * Each running total has a slot that one writer alone counts in, from one known state on. A writer is a Yjs client id,
 * not a device: two tabs of one device can step at once, and client ids are what is unique among concurrent writers. A
 * writer that does not find its last step in the item (a delete took it, a reload forgot it) opens another slot, because
 * the step may still come back with somebody's edit.
 */
import { type Amount, sumValues } from '../amounts/index.ts';
import { compareText } from '../text.ts';
import { canonicalText } from './canonical-text.ts';

/** Greatest value an amount can have, either side of zero. */
export const VALUE_MAX = 1_000_000_000;
/** Totals of one item from which old ones are folded into the base. */
const FOLD_FROM = 16;
/** Stamps for which nobody must have counted on a slot: about a year of a household. */
const FOLD_AGE = 8_192;

/** A Yjs client id as a signed 32-bit number, which takes five bytes instead of nine. */
export type Writer = number;

/**
 * Nobody's client id. Its slot in an item holds what evens out steps below nothing (I13): named by the base, so that two who
 * even out the same write the same, and a set, which has another base, is not counted on top of it.
 */
const EVENING: Writer = 0;

/** Names a slot: the writer and the stamp of the first step, as `stamp:writer`. */
export type SlotId = string;

/** Steps of one writer since one state of the item. */
export interface RunningTotal {
  readonly writer: Writer;
  /** Of the first step. */
  readonly since: number;
  /** Of the last step. */
  readonly stamp: number;
  readonly total: number;
}

/** The slot's name. */
export const slotIdOf = ({ since, writer }: Pick<RunningTotal, 'since' | 'writer'>): SlotId => `${since}:${writer}`;

/** What an amount was set to. */
export interface Base {
  readonly stamp: number;
  /** Absent: no amount. */
  readonly amount: Amount | undefined;
  /** The running totals that setting it replaced. */
  readonly absorbed: ReadonlyMap<SlotId, RunningTotal>;
  /** Totals whose last step is not later than this stamp are folded into the base and count no more. */
  readonly floor: number;
}

/** Base and totals. */
export interface AmountRegister {
  readonly base: Base;
  readonly totals: ReadonlyMap<SlotId, RunningTotal>;
}

const NO_TOTALS: AmountRegister['totals'] = new Map();
const NONE_ABSORBED: Base['absorbed'] = new Map();

/** What an item without an amount counts as once it is stepped or compared: one piece. */
export const ONE: Amount = { value: 1, unit: '' };

/** The amount an item was added with. */
export const initialAmount = (amount: Amount | undefined, stamp: number): AmountRegister => ({
  base: { stamp, amount, absorbed: NONE_ABSORBED, floor: 0 },
  totals: NO_TOTALS,
});

/** Sets the amount, replacing base and steps that are seen. */
export const withAmountSet = (register: AmountRegister, amount: Amount | undefined, stamp: number): AmountRegister => ({
  base: {
    stamp,
    amount,
    absorbed: register.totals,
    floor: register.base.floor,
  },
  totals: register.totals,
});

/** Puts an earlier base back, with the steps it had absorbed then: the inverse of setting. */
export const withBaseRestored = (register: AmountRegister, earlier: Base, stamp: number): AmountRegister => ({
  base: { ...earlier, stamp, floor: Math.max(earlier.floor, register.base.floor) },
  totals: register.totals,
});

/** Where a writer counted last, and up to when. */
export type LastStep = Pick<RunningTotal, 'since' | 'stamp'>;

/** A register with one step more, and the slot it was counted in. */
export interface Stepped {
  readonly register: AmountRegister;
  readonly slot: RunningTotal;
}

/** Adds `by`, which may be negative and is counted from below nothing if steps went there; `last` is the writer's last step on this item, if it knows one. */
export const withStep = (
  { base, totals }: AmountRegister,
  by: number,
  writer: Writer,
  stamp: number,
  last: LastStep | undefined,
): Stepped => {
  const own = last && totals.get(slotIdOf({ since: last.since, writer }));
  const goesOn = own?.stamp === last?.stamp ? own : undefined;
  const total = Math.min(Math.max(sumValues([goesOn?.total ?? 0, by]), -VALUE_MAX), VALUE_MAX);
  const slot: RunningTotal = { writer, since: goesOn?.since ?? stamp, stamp, total };
  const register = foldOldTotals({ base, totals: new Map(totals).set(slotIdOf(slot), slot) }, stamp);
  return { register, slot };
};

/** Greatest stamp of these and `from`. Not by a call with all of them: a hostile item has more than a call takes. */
const latestOf = (totals: Iterable<RunningTotal>, from: number): number => {
  let latest = from;
  for (const { stamp } of totals) latest = Math.max(latest, stamp);
  return latest;
};

const withSteps = (from: Amount | undefined, steps: number): Amount | undefined =>
  steps === 0 ? from : { value: sumValues([(from ?? ONE).value, steps]), unit: (from ?? ONE).unit };

const stepsIn = (
  totals: Iterable<readonly [SlotId, RunningTotal]>,
  { stamp: since, absorbed, floor }: Base,
): number => {
  const counting = [...totals].filter(
    ([, total]) => total.stamp > floor && (total.writer !== EVENING || total.since === since),
  );
  return sumValues(counting.flatMap(([slot, { total }]) => [total, -(absorbed.get(slot)?.total ?? 0)]));
};

const sumOf = ({ base, totals }: AmountRegister): Amount | undefined =>
  totals.size === 0 ? base.amount : withSteps(base.amount, stepsIn(totals, base));

/**
 * The amount: base and every step that the base did not absorb. Stepping from no amount counts from one piece. Steps that did
 * not see each other can add up to less than nothing, and nobody asks for that: it is nothing (I13).
 */
export const amountOf = (register: AmountRegister): Amount | undefined => {
  const sum = sumOf(register);
  return sum && sum.value < 0 ? { value: 0, unit: sum.unit } : sum;
};

/** The same amount as it is shown, to be counted on from: what is below nothing is evened out for everybody once (I13). */
export const evenedOut = (register: AmountRegister): AmountRegister => {
  const below = sumOf(register)?.value ?? 0;
  if (below >= 0) return register;
  const { base, totals } = register;
  const since = base.stamp;
  const id = slotIdOf({ since, writer: EVENING });
  const stamp = latestOf(totals.values(), since);
  const known = totals.get(id);
  // What was evened out before a fold is in the base already.
  const total = sumValues([known && known.stamp > base.floor ? known.total : 0, -below]);
  return { base, totals: new Map(totals).set(id, { writer: EVENING, since, stamp, total }) };
};

/**
 * Moves totals that nobody counted on for long into the base: an item that stays on the list for years would collect one
 * for every session. Same base stamp, so it competes with no set; a step that was made before the fold by
 * somebody who has been away for all that time does not count.
 */
const foldOldTotals = (register: AmountRegister, stamp: number): AmountRegister => {
  const { base, totals } = register;
  if (totals.size <= FOLD_FROM) return register;
  const old = [...totals].filter(([, total]) => total.stamp + FOLD_AGE < stamp);
  if (old.length === 0) return register;
  const slots = new Set(old.map(([slot]) => slot));
  const rest = <Value>(map: ReadonlyMap<SlotId, Value>): ReadonlyMap<SlotId, Value> =>
    new Map([...map].filter(([slot]) => !slots.has(slot)));
  return {
    base: {
      stamp: base.stamp,
      amount: withSteps(base.amount, stepsIn(old, base)),
      absorbed: rest(base.absorbed),
      floor: latestOf(
        old.map(([, total]) => total),
        base.floor,
      ),
    },
    totals: rest(totals),
  };
};

/** Two who set the same at one stamp may have seen different steps in one slot: then it is these that decide. */
const baseText = ({ amount, absorbed }: Base): string =>
  canonicalText([
    amount?.value,
    amount?.unit,
    [...absorbed].map(([slot, { stamp, total }]) => `${slot} ${stamp} ${total}`).sort(compareText),
  ]);

const laterBase = (a: Base, b: Base): Base => {
  if (a.stamp !== b.stamp) return a.stamp > b.stamp ? a : b;
  if (a.floor !== b.floor) return a.floor > b.floor ? a : b;
  return baseText(a) >= baseText(b) ? a : b;
};

/** Both registers in one: one base wins, every slot's latest total counts. */
export const joinAmounts = (a: AmountRegister, b: AmountRegister): AmountRegister => {
  const base = laterBase(a.base, b.base);
  if (b.totals.size === 0) return { base, totals: a.totals };
  const totals = new Map(a.totals);
  for (const [slot, total] of b.totals) {
    const own = totals.get(slot);
    const isLater = !own || total.stamp > own.stamp || (total.stamp === own.stamp && total.total > own.total);
    if (isLater) totals.set(slot, total);
  }
  return { base, totals };
};
