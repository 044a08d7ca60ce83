/** What an item's registers mean together (rules I and M3-M8). Pure: the same entries give the same state everywhere. */
import { type Amount, isAtMost, withoutAmount } from '../amounts/index.ts';
import type { DeviceId, ItemId } from '../ids.ts';
import type { Lanes } from '../lanes/lanes.ts';
import { LIMITS } from '../limits.ts';
import { isPosition, type Place, placeOf } from '../order/position.ts';
import { cut } from '../text.ts';
import { amountOf, ONE } from './amount-register.ts';
import { type BinRecord, entriesOf, type ItemEntries, readBins, readRecord, gather } from './item-registers.ts';
import { nameOf, otherNamesOf } from './name-register.ts';
import { FIELD, type FieldLetter, isPrice, type ItemRecord } from './record.ts';
import { coversAll, joinSeen } from './seen-acts.ts';
import { joinTicks, latestTicks, NO_TICKS, standingTicks, takenOf, type Tick, type Ticks, tookItToo } from './tick.ts';

/**
 * Where an item is.
 * - `open`: on the list, wanted
 * - `ticked`: on the list, taken
 * - `gone`: not on the list; perhaps in the bin
 */
export type ItemStanding = 'open' | 'ticked' | 'gone';

/** One item as everybody who has the same updates sees it. */
export interface ItemState {
  readonly id: ItemId;
  readonly entries: ItemEntries;
  /** The whole item, gathered; of a gone item what is left of it, if anything. */
  readonly record: ItemRecord | undefined;
  readonly bins: readonly BinRecord[];
  readonly standing: ItemStanding;
  readonly name: string;
  readonly alsoNames: readonly string[];
  /** All that is asked for, what is taken already included. */
  readonly asked: Amount | undefined;
  /** What is still to get of an open item; what was asked of a ticked one. */
  readonly shown: Amount | undefined;
  /** Taken part of an open item (M8). */
  readonly taken: Amount | undefined;
  /** Part of what is asked for that was cleared away and is at home (M4): what an unseen step left on the list. */
  readonly atHome: Amount | undefined;
  /** Ticks that nobody took back and nobody cleared. */
  readonly ticks: Ticks;
  /** Devices that took it without knowing of each other (M2). */
  readonly clash: readonly DeviceId[];
  readonly note: string;
  readonly aisle: string | undefined;
  /** In the smallest coin, per item. */
  readonly price: number | undefined;
  readonly place: Place;
  /** Devices that added it or asked for it again. */
  readonly addedBy: readonly DeviceId[];
  /** Who wrote the entry that keeps it on the list. */
  readonly keptBy: readonly DeviceId[];
}

const NO_STRINGS: readonly string[] = [];

const textField = (record: ItemRecord, letter: FieldLetter, length: number): string | undefined => {
  const value = record.fields.get(letter)?.values[0];
  return typeof value === 'string' && value !== '' ? cut(value, length) : undefined;
};

const priceOf = (record: ItemRecord): number | undefined => {
  const value = record.fields.get(FIELD.price)?.values[0];
  return isPrice(value) ? value : undefined;
};

interface TicksByPlace {
  /** In the cart: nobody took them back, nobody cleared them away. */
  readonly inCart: Ticks;
  /** Cleared away, and still answering what is asked for (M4). */
  readonly atHome: Ticks;
}

/**
 * Sorts the ticks that nobody took back. A clear that did not see the item asked for again answers nothing: its ticks
 * are gone from the cart, but the wish stands (M4).
 */
const sortTicks = (record: ItemRecord, bins: readonly BinRecord[]): TicksByPlace => {
  const standing = standingTicks(record.ticks, record.cancelled);
  const clearedTicks: Tick[] = [];
  const ticksAtHome: Tick[] = [];
  for (const bin of bins) {
    if (bin.kind !== 'cleared') continue;
    const ticks = standingTicks(bin.record.ticks, joinSeen(bin.record.cancelled, record.cancelled));
    clearedTicks.push(...ticks.values());
    if (coversAll(bin.record.wishes, record.wishes)) ticksAtHome.push(...ticks.values());
  }
  const cleared = latestTicks(clearedTicks);
  const inCart =
    cleared.size === 0
      ? standing
      : new Map([...standing].filter(([device, { stamp }]) => (cleared.get(device)?.stamp ?? 0) < stamp));
  return { inCart, atHome: latestTicks(ticksAtHome) };
};

const isSome = (part: Amount | undefined): part is Amount => part !== undefined && part.value > 0;

const lessTaken = (asked: Amount | undefined, taken: Amount | undefined): Amount | undefined =>
  isSome(taken) ? withoutAmount(asked ?? ONE, taken) : asked;

const isEnough = (asked: Amount | undefined, taken: Amount | undefined): boolean =>
  taken !== undefined && isAtMost(asked ?? ONE, taken);

interface Taking {
  readonly standing: ItemStanding;
  readonly shown: Amount | undefined;
  readonly taken: Amount | undefined;
  readonly atHome: Amount | undefined;
}

/** Open, ticked or bought: by comparing what is asked for with what is taken. */
const weigh = (asked: Amount | undefined, { inCart, atHome }: TicksByPlace): Taking => {
  const home = takenOf(atHome, asked);
  const homePart = isSome(home) ? home : undefined;
  if (isEnough(asked, home)) return { standing: 'gone', shown: asked, taken: undefined, atHome: homePart };
  const taken = takenOf(joinTicks(atHome, inCart), asked);
  // What is cleared away is at home: a ticked line shows what lies in the cart, an open one what is still to get.
  return isEnough(asked, taken)
    ? { standing: 'ticked', shown: lessTaken(asked, home), taken: undefined, atHome: homePart }
    : { standing: 'open', shown: lessTaken(asked, taken), taken: isSome(taken) ? taken : undefined, atHome: homePart };
};

/** Reads an item from the lanes. */
export const readItem = (lanes: Lanes, id: ItemId): ItemState => {
  const entries = entriesOf(lanes, id);
  const live = readRecord(entries);
  const bins = entries.bins.length === 0 ? [] : readBins(entries);
  if (!live) return goneItem(id, entries, bins);
  const record = gather(live, entries);
  const ticks = sortTicks(record, bins);
  const asked = amountOf(record.amount);
  const taking = weigh(asked, ticks);
  const position = record.fields.get(FIELD.position)?.values[0];
  return {
    id,
    entries,
    record,
    bins,
    ...taking,
    name: nameOf(record.name),
    alsoNames: otherNamesOf(record.name),
    asked,
    ticks: ticks.inCart,
    clash: tookItToo(ticks.inCart),
    note: textField(record, FIELD.note, LIMITS.noteLength) ?? '',
    aisle: textField(record, FIELD.aisle, LIMITS.labelLength),
    price: priceOf(record),
    place: placeOf(isPosition(position) ? position : undefined, record.created.stamp, id),
    addedBy:
      record.wishes.size === 0
        ? [record.created.device]
        : [...new Set([record.created.device, ...[...record.wishes.keys()].sort()])],
    keptBy:
      entries.items.length === 1
        ? entries.items.map((entry) => entry.device)
        : [...new Set(entries.items.map((entry) => entry.device))].sort(),
  };
};

const goneItem = (id: ItemId, entries: ItemEntries, bins: readonly BinRecord[]): ItemState => ({
  id,
  entries,
  record: undefined,
  bins,
  standing: 'gone',
  name: '',
  alsoNames: NO_STRINGS,
  asked: undefined,
  shown: undefined,
  taken: undefined,
  atHome: undefined,
  ticks: NO_TICKS,
  clash: NO_STRINGS,
  note: '',
  aisle: undefined,
  price: undefined,
  place: '',
  addedBy: NO_STRINGS,
  keptBy: NO_STRINGS,
});

/** Whether nothing is known of the item any more, not even in the bin. */
export const isForgotten = ({ entries }: ItemState): boolean => entries.items.length === 0 && entries.bins.length === 0;
