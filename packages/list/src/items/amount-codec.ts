/** How amounts are stored, and which values from a document are amounts at all. */
import type { Amount } from '../amounts/index.ts';
import { isStamp } from '../stamps.ts';
import { type AmountRegister, type Base, type RunningTotal, VALUE_MAX, type Writer } from './amount-register.ts';

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

/** As stored: base stamp, floor, then writer and absorbed total in turn. Nothing for a base as old as the item. */
export const encodeBase = ({ base }: AmountRegister, createdStamp: number): readonly unknown[] | undefined =>
  base.stamp === createdStamp && base.absorbed.size === 0 && base.floor === 0
    ? undefined
    : [base.stamp, base.floor, ...[...base.absorbed].slice(0, TOTALS_MAX).flat()];

/** As stored: writer, stamp, total in turn. */
export const encodeTotals = ({ totals }: AmountRegister): readonly unknown[] | undefined =>
  totals.size === 0
    ? undefined
    : [...totals]
        .sort(([, a], [, b]) => b.stamp - a.stamp)
        .slice(0, TOTALS_MAX)
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
  const [stamp, floor, ...pairs] = (Array.isArray(stored.base) ? stored.base : []) as readonly unknown[];
  const absorbed = new Map<Writer, number>();
  for (let i = 0; i + 1 < pairs.length && absorbed.size < TOTALS_MAX; i += 2) {
    const [writer, total] = [pairs[i], pairs[i + 1]];
    if (isWriter(writer) && isValue(total)) absorbed.set(writer, total);
  }
  const totals = new Map<Writer, RunningTotal>();
  const triples = (Array.isArray(stored.totals) ? stored.totals : []) as readonly unknown[];
  for (let i = 0; i + 2 < triples.length && totals.size < TOTALS_MAX; i += 3) {
    const [writer, stepStamp, total] = [triples[i], triples[i + 1], triples[i + 2]];
    if (isWriter(writer) && isStamp(stepStamp, stampMax) && isValue(total))
      totals.set(writer, { stamp: stepStamp, total });
  }
  const base: Base = {
    stamp: isStamp(stamp, stampMax) ? stamp : createdStamp,
    amount: stored.amount,
    absorbed,
    floor: isStamp(floor, stampMax) ? floor : 0,
  };
  return { base, totals };
};

const isWriter = (writer: unknown): writer is Writer => typeof writer === 'number' && (writer | 0) === writer;
