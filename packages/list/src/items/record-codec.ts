/** An item's record as it is stored: `minutes, name, value, unit, extras`, where extras hold by letter what is not usual. */
import { isDeviceId } from '../ids.ts';
import type { Entry } from '../lanes/entry.ts';
import { LIMITS } from '../limits.ts';
import { isMinutes, isStamp } from '../stamps.ts';
import { cut } from '../text.ts';
import { decodeAmount, decodeAmounts, encodeBase, encodeTotals } from './amount-codec.ts';
import { decodeFields } from './field.ts';
import { decodeName, encodeRenames, nameOf } from './name-register.ts';
import { FIELD, type Creation, type ItemRecord } from './record.ts';
import { decodeSeen, encodeSeen, type SeenActs } from './seen-acts.ts';
import { decodeTicks, encodeTicks } from './tick.ts';

/** Letters of extras that are no fields. Fields take any other letter (rule D3). */
const EXTRA = {
  created: 'c',
  renames: 'n',
  base: 'a',
  totals: 'q',
  ticks: 't',
  cancelled: 'u',
  wishes: 'r',
} as const;

const NOT_FIELDS: ReadonlySet<string> = new Set(Object.values(EXTRA));

const lengthMaxOf = (letter: string): number => (letter === FIELD.note ? LIMITS.noteLength : LIMITS.fieldLength);

/** Who writes an entry, and when. */
export interface Writing {
  readonly device: string;
  readonly stamp: number;
  readonly minutes: number;
}

const encodeCreation = (created: Creation, written: Writing): readonly unknown[] | undefined => {
  const { device, stamp, minutes } = created;
  if (device !== written.device) return [stamp, minutes, device];
  return stamp === written.stamp && minutes === written.minutes ? undefined : [stamp, minutes];
};

const encodeSome = (seen: SeenActs): readonly unknown[] | undefined => (seen.size === 0 ? undefined : encodeSeen(seen));

/** The values of an entry that holds the record. */
export const encodeRecord = (record: ItemRecord, written: Writing): readonly unknown[] => {
  const { amount } = record.amount.base;
  const extras: Record<string, unknown> = {
    [EXTRA.created]: encodeCreation(record.created, written),
    [EXTRA.renames]: encodeRenames(record.name),
    [EXTRA.base]: encodeBase(record.amount, record.created.stamp),
    [EXTRA.totals]: record.amount.totals.size === 0 ? undefined : encodeTotals(record.amount.totals),
    [EXTRA.ticks]: encodeTicks(record.ticks),
    [EXTRA.cancelled]: encodeSome(record.cancelled),
    [EXTRA.wishes]: encodeSome(record.wishes),
  };
  for (const [letter, { stamp, values }] of record.fields) extras[letter] = [stamp, ...values];
  const present = Object.entries(extras).filter(([, value]) => value !== undefined);
  return [
    written.minutes,
    nameOf(record.name),
    amount?.value,
    amount?.unit === '' ? undefined : amount?.unit,
    present.length === 0 ? undefined : Object.fromEntries(present),
  ];
};

const decodeCreation = (stored: unknown, written: Writing): Creation => {
  const [stamp, minutes, device] = (Array.isArray(stored) ? stored : []) as readonly unknown[];
  return {
    stamp: isStamp(stamp, written.stamp) ? stamp : written.stamp,
    minutes: isMinutes(minutes) ? minutes : written.minutes,
    device: typeof device === 'string' && isDeviceId(device) ? device : written.device,
  };
};

/** Reads the values of an entry; absent if there is no name in them. */
export const decodeRecord = (values: readonly unknown[], { device, stamp }: Entry): ItemRecord | undefined => {
  const [minutes, name, value, unit, stored] = values;
  if (typeof name !== 'string' || name.trim() === '') return undefined;
  const extras = new Map<string, unknown>(
    typeof stored === 'object' && stored !== null && !Array.isArray(stored) ? Object.entries(stored) : [],
  );
  const created = decodeCreation(extras.get(EXTRA.created), {
    device,
    stamp,
    minutes: isMinutes(minutes) ? minutes : 0,
  });
  return {
    created,
    name: decodeName(cut(name, LIMITS.nameLength), extras.get(EXTRA.renames), created, stamp),
    amount: decodeAmounts(
      { amount: decodeAmount(value, unit), base: extras.get(EXTRA.base), totals: extras.get(EXTRA.totals) },
      created.stamp,
      stamp,
    ),
    fields: decodeFields(extras, NOT_FIELDS, stamp, lengthMaxOf),
    ticks: decodeTicks(extras.get(EXTRA.ticks), stamp),
    cancelled: decodeSeen(extras.get(EXTRA.cancelled), stamp),
    wishes: decodeSeen(extras.get(EXTRA.wishes), stamp),
  };
};
