/** The registers of one item: which keys it has in the lanes, and what their entries say. */
import { type ItemId, isItemId } from '../ids.ts';
import type { Entry } from '../lanes/entry.ts';
import type { Lanes } from '../lanes/lanes.ts';
import { isMinutes } from '../stamps.ts';
import { decodeField, type Field, winnerOf } from './field.ts';
import { FIELD, type ItemRecord, joinRecords } from './record.ts';
import { decodeRecord } from './record-codec.ts';
import { decodeTick, joinTicks, latestTicks, type Ticks } from './tick.ts';

/** First letters of the keys that belong to an item; the item's id follows. */
export const ITEM_KEY = { item: 'i', tick: 't', position: 'o', bin: 'b' } as const;

const ITEM_LETTERS: ReadonlySet<string | undefined> = new Set(Object.values(ITEM_KEY));

/** The item a key belongs to. */
export const itemOfKey = (key: string): ItemId | undefined => {
  if (!ITEM_LETTERS.has(key[0])) return undefined;
  const id = key.slice(1);
  return isItemId(id) ? id : undefined;
};

/** Why an item was taken off the list. Stored as these numbers. */
export const BIN_KIND = { cleared: 0, deleted: 1 } as const;

/** An item in the bin, as one act put it there. */
export interface BinRecord {
  readonly entry: Entry;
  readonly kind: keyof typeof BIN_KIND;
  readonly minutes: number;
  /** The item as it was, with the ticks that were seen. */
  readonly record: ItemRecord;
}

/** All live entries of one item. */
export interface ItemEntries {
  readonly items: readonly Entry[];
  readonly ticks: readonly Entry[];
  readonly positions: readonly Entry[];
  readonly bins: readonly Entry[];
}

/** The live entries of an item. */
export const entriesOf = (lanes: Lanes, id: ItemId): ItemEntries => ({
  items: lanes.entries(ITEM_KEY.item + id),
  ticks: lanes.entries(ITEM_KEY.tick + id),
  positions: lanes.entries(ITEM_KEY.position + id),
  bins: lanes.entries(ITEM_KEY.bin + id),
});

/** By halves: one to the next, what one of many entries holds would be copied for each of the others. */
const joinAll = (records: readonly ItemRecord[]): ItemRecord | undefined => {
  const middle = records.length >> 1;
  if (middle === 0) return records[0];
  const [a, b] = [joinAll(records.slice(0, middle)), joinAll(records.slice(middle))];
  return a && b && joinRecords(a, b);
};

/** The item's state on the list, joined from all writes that nobody replaced. Absent: none of them is left. */
export const readRecord = (entries: ItemEntries): ItemRecord | undefined =>
  joinAll(entries.items.flatMap((entry) => decodeRecord(entry.values, entry) ?? []));

/** Every tick of the item, cancelled or not: those in lanes of their own and those that edits carried. */
export const readTicks = (entries: ItemEntries, carried: Ticks): Ticks =>
  joinTicks(carried, latestTicks(entries.ticks.map(decodeTick)));

/** The item's position: the winner of what moves wrote and what edits carried. */
export const readPosition = (entries: ItemEntries, carried: Field | undefined): Field | undefined => {
  let winner = carried;
  for (const { values, stamp } of entries.positions) {
    const field = decodeField([stamp, ...values], stamp);
    if (field) winner = winner ? winnerOf(winner, field) : field;
  }
  return winner;
};

/** The record with what lies in lanes beside it: the item as a whole, ready to be carried. */
export const gather = (record: ItemRecord, entries: ItemEntries): ItemRecord => {
  const position = readPosition(entries, record.fields.get(FIELD.position));
  return {
    ...record,
    ticks: readTicks(entries, record.ticks),
    fields: position ? new Map(record.fields).set(FIELD.position, position) : record.fields,
  };
};

/** What the bin holds of the item. */
export const readBins = (entries: ItemEntries): readonly BinRecord[] =>
  entries.bins.flatMap((entry): BinRecord[] => {
    const [minutes, kind, ...values] = entry.values;
    const record = decodeRecord([minutes, ...values], entry);
    if (!record) return [];
    return [
      {
        entry,
        kind: kind === BIN_KIND.deleted ? 'deleted' : 'cleared',
        minutes: isMinutes(minutes) ? minutes : 0,
        record,
      },
    ];
  });
