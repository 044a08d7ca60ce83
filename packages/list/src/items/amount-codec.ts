/** How amounts are stored, and which values from a document are amounts at all. */
import type { Amount } from '../amounts/index.ts';
import { isStamp } from '../stamps.ts';
import {
  type AmountRegister,
  type RunningTotal,
  type SlotId,
  slotIdOf,
  VALUE_MAX,
  type Writer,
} from './amount-register.ts';

/** Longest unit id that is read, in UTF-16 units. */
const UNIT_LENGTH_MAX = 16;

/** Totals of one item that are read and written; more come only from a hostile writer. */
const TOTALS_MAX = 256;

const isValue = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= VALUE_MAX;

const isUnit = (unit: unknown): unit is string => typeof unit === 'string' && unit.length <= UNIT_LENGTH_MAX;

/** An amount as it is stored, or none if it is no number. Six decimals are kept. */
export const cleanAmount = (amount: Amount | undefined): Amount | undefined =>
  amount && isValue(amount.value) && isUnit(amount.unit)
    ? { value: Math.round(amount.value * 1e6) / 1e6, unit: amount.unit }
    : undefined;

/** As stored: base stamp, floor, then the absorbed totals. Nothing for a base as old as the item. */
export const encodeBase = ({ base }: AmountRegister, createdStamp: number): readonly unknown[] | undefined =>
  base.stamp === createdStamp && base.absorbed.size === 0 && base.floor === 0
    ? undefined
    : [base.stamp, base.floor, ...encodeTotals(base.absorbed)];

/** As stored: since, writer, stamp, total in turn. */
export const encodeTotals = (totals: AmountRegister['totals']): readonly unknown[] =>
  [...totals.values()]
    .sort((a, b) => b.stamp - a.stamp)
    .slice(0, TOTALS_MAX)
    .flatMap(({ since, writer, stamp, total }) => [since, writer, stamp, total]);

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

const isWriter = (writer: unknown): writer is Writer => typeof writer === 'number' && (writer | 0) === writer;

const asArray = (stored: unknown): readonly unknown[] => (Array.isArray(stored) ? stored : []);

const decodeTotals = (stored: readonly unknown[], stampMax: number): AmountRegister['totals'] => {
  const totals = new Map<SlotId, RunningTotal>();
  for (let i = 0; i + 3 < stored.length && totals.size < TOTALS_MAX; i += 4) {
    const [since, writer, stamp, total] = stored.slice(i, i + 4);
    if (!isStamp(stamp, stampMax) || !isStamp(since, stamp) || !isWriter(writer) || !isValue(total)) continue;
    totals.set(slotIdOf({ since, writer }), { since, writer, stamp, total });
  }
  return totals;
};

/** Reads a stored register. */
export const decodeAmounts = (stored: StoredAmount, createdStamp: number, stampMax: number): AmountRegister => {
  const [stamp, floor, ...absorbed] = asArray(stored.base);
  return {
    base: {
      stamp: isStamp(stamp, stampMax) ? stamp : createdStamp,
      amount: stored.amount,
      absorbed: decodeTotals(absorbed, stampMax),
      floor: isStamp(floor, stampMax) ? floor : 0,
    },
    totals: decodeTotals(asArray(stored.totals), stampMax),
  };
};
