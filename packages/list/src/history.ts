/**
 * Who did what (rule H1): derived from what is live in the document, so that it costs nothing to keep and is bounded. An
 * edit that a later one replaced is not told any more.
 */
import type { DeviceId, ItemId } from './ids.ts';
import type { ItemState } from './items/item-state.ts';
import { nameOf } from './items/name-register.ts';
import { FIELD, type ItemRecord } from './items/record.ts';
import { decodeRecord } from './items/record-codec.ts';
import { standingTicks } from './items/tick.ts';
import type { Entry } from './lanes/entry.ts';
import type { Lanes } from './lanes/lanes.ts';
import { LIST_KEY } from './lanes/single-value.ts';
import { isMinutes, minutesToMs } from './stamps.ts';
import { compareText } from './text.ts';

/** Events that are told, newest first. */
const HISTORY_MAX = 200;

/** What somebody did. */
export type HistoryDeed =
  | 'added'
  | 'asked-again'
  | 'renamed'
  | 'amount'
  | 'note'
  | 'aisle'
  | 'price'
  | 'changed'
  | 'ticked'
  | 'cleared'
  | 'deleted'
  | 'titled';

/** One thing that somebody did. */
export interface HistoryEvent {
  readonly deed: HistoryDeed;
  /** A person's name, or the device id. */
  readonly by: string;
  /** Wall-clock milliseconds of the device that did it; only shown. Absent where it is not kept. */
  readonly atMs: number | undefined;
  /** What it was done to: the item's name, or the list's title. */
  readonly name: string;
  readonly itemId: ItemId | undefined;
  /** Orders events: what saw another has the greater one. */
  readonly stamp: number;
}

interface Told extends Omit<HistoryEvent, 'by' | 'atMs'> {
  readonly device: DeviceId;
  readonly minutes: number | undefined;
}

/**
 * What the edit that wrote an entry changed: the part that bears its stamp. Of the entry alone, not of the item as gathered:
 * somebody else's edit that had not seen it may bear the same stamp.
 */
const deedOf = (entry: Entry): HistoryDeed => {
  const { stamp, device } = entry;
  const record = decodeRecord(entry.values, entry);
  if (!record) return 'changed';
  if (record.wishes.get(device) === stamp) return 'asked-again';
  if (record.name.candidates.some((name) => name.stamp === stamp && name.device === device)) return 'renamed';
  if (record.amount.base.stamp === stamp || [...record.amount.totals.values()].some((total) => total.stamp === stamp))
    return 'amount';
  if (record.fields.get(FIELD.note)?.stamp === stamp) return 'note';
  if (record.fields.get(FIELD.aisle)?.stamp === stamp) return 'aisle';
  return record.fields.get(FIELD.price)?.stamp === stamp ? 'price' : 'changed';
};

const ofRecord = (record: ItemRecord, itemId: ItemId): readonly Told[] => {
  const name = nameOf(record.name);
  const { created } = record;
  const ticks = [...standingTicks(record.ticks, record.cancelled).values()];
  return [
    { deed: 'added', device: created.device, minutes: created.minutes, name, itemId, stamp: created.stamp },
    ...ticks.map(({ device, minutes, stamp }): Told => ({ deed: 'ticked', device, minutes, name, itemId, stamp })),
  ];
};

const ofItem = ({ id, record, bins, entries }: ItemState): readonly Told[] => {
  const told: Told[] = record ? [...ofRecord(record, id)] : [];
  for (const entry of record ? entries.items : []) {
    const [minutes] = entry.values;
    if (record && entry.stamp > record.created.stamp)
      told.push({
        deed: deedOf(entry),
        device: entry.device,
        minutes: isMinutes(minutes) ? minutes : undefined,
        name: nameOf(record.name),
        itemId: id,
        stamp: entry.stamp,
      });
  }
  for (const bin of bins) {
    const name = nameOf(bin.record.name);
    const { device, stamp } = bin.entry;
    told.push({ deed: bin.kind, device, minutes: bin.minutes, name, itemId: id, stamp }, ...ofRecord(bin.record, id));
  }
  return told;
};

const titles = (lanes: Lanes): readonly Told[] =>
  lanes
    .entries(LIST_KEY.title)
    .flatMap(({ device, stamp, values: [title] }): Told[] =>
      typeof title === 'string' && title !== ''
        ? [{ deed: 'titled', device, minutes: undefined, name: title, itemId: undefined, stamp }]
        : [],
    );

/** What people did, newest first, each thing once. */
export const readHistory = (
  lanes: Lanes,
  items: Iterable<ItemState>,
  personName: (device: DeviceId) => string,
): readonly HistoryEvent[] => {
  const told = [...[...items].flatMap(ofItem), ...titles(lanes)];
  const once = new Map(
    told.map((event) => [`${event.deed} ${event.device} ${event.stamp} ${event.itemId ?? ''}`, event] as const),
  );
  return [...once.values()]
    .sort((a, b) => b.stamp - a.stamp || compareText(a.device, b.device) || compareText(a.name, b.name))
    .slice(0, HISTORY_MAX)
    .map(({ deed, device, minutes, name, itemId, stamp }) => ({
      deed,
      by: personName(device),
      atMs: minutes === undefined ? undefined : minutesToMs(minutes),
      name,
      itemId,
      stamp,
    }));
};
