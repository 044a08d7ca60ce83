/**
 * An item as one register entry (rules I1-I5). An edit replaces the whole entry it saw, with the old stamps on what it
 * did not change; so it survives a delete that did not see it with everything it had, and two edits of different parts
 * join part by part.
 */
import { compareText } from '../text.ts';
import { type AmountRegister, joinAmounts } from './amount-register.ts';
import { type Fields, joinFields } from './field.ts';
import { joinNames, type NameRegister } from './name-register.ts';
import { type Dot, joinSeen, type SeenActs } from './seen-acts.ts';
import { joinTicks, type Ticks } from './tick.ts';

/** The act that added an item. */
export interface Creation extends Dot {
  readonly minutes: number;
}

/** Everything an item is. */
export interface ItemRecord {
  readonly created: Creation;
  readonly name: NameRegister;
  readonly amount: AmountRegister;
  /** Note, aisle, price, position, and what newer versions add. */
  readonly fields: Fields;
  /** Ticks that an edit carried along. Those that nobody carried are entries of their own. */
  readonly ticks: Ticks;
  /** Ticks that an untick saw and took back. */
  readonly cancelled: SeenActs;
  /** Times somebody added what was there and open: "milk" again. */
  readonly wishes: SeenActs;
}

/** Letters of the fields that this version knows. */
export const FIELD = { note: 'x', aisle: 's', price: 'p', position: 'o' } as const;

/** A field's letter. */
export type FieldLetter = (typeof FIELD)[keyof typeof FIELD];

/** Greatest price, in the smallest coin. */
const PRICE_MAX = 1_000_000_000;

/** Whether a value is a price: a whole number of the smallest coin. */
export const isPrice = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= PRICE_MAX;

const earlier = (a: Creation, b: Creation): Creation =>
  (a.stamp - b.stamp || compareText(a.device, b.device) || a.minutes - b.minutes) <= 0 ? a : b;

/** Both records in one. Commutative, associative, idempotent. */
export const joinRecords = (a: ItemRecord, b: ItemRecord): ItemRecord => ({
  created: earlier(a.created, b.created),
  name: joinNames(a.name, b.name),
  amount: joinAmounts(a.amount, b.amount),
  fields: joinFields(a.fields, b.fields),
  ticks: joinTicks(a.ticks, b.ticks),
  cancelled: joinSeen(a.cancelled, b.cancelled),
  wishes: joinSeen(a.wishes, b.wishes),
});
