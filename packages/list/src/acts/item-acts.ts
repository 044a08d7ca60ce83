/** The single changes that acts are made of. Each drafts one change to one item and says how to take it back. */
import type { Amount } from '../amounts/index.ts';
import { sumValues } from '../amounts/index.ts';
import type { ItemId } from '../ids.ts';
import {
  amountOf,
  type AmountRegister,
  evenedOut,
  initialAmount,
  ONE,
  slotIdOf,
  withAmountSet,
  withStep,
} from '../items/amount-register.ts';
import type { ItemState } from '../items/item-state.ts';
import { initialName, nameOf, otherNamesOf, renamed } from '../items/name-register.ts';
import { FIELD, type FieldLetter, type ItemRecord } from '../items/record.ts';
import { NOTHING_SEEN, withSeen } from '../items/seen-acts.ts';
import { NO_TICKS, standingTicks, type Tick } from '../items/tick.ts';
import type { NotedPurchase } from '../products.ts';
import type { Act } from './act.ts';
import type { Effect } from './effect.ts';

/** What a new item is made of. */
export interface NewItem {
  readonly name: string;
  readonly amount?: Amount | undefined;
  readonly note?: string | undefined;
  readonly aisle?: string | undefined;
  /** For one, in the smallest coin. */
  readonly price?: number | undefined;
}

/** Nothing was changed, so there is nothing to take back. */
const NO_EFFECTS: readonly Effect[] = [];

/** How an item is added. */
export interface AddOptions {
  /** What is known of an item with this id, which an import may bring again. */
  readonly seen?: ItemState | undefined;
  /** Counts as asking again where the same item is already, unseen (M4, M15). */
  readonly isWish?: boolean;
  /** Added as taken. */
  readonly isTicked?: boolean;
}

/** Adds an item. */
export const addItem = (
  act: Act,
  id: ItemId,
  { name, amount, note, aisle, price }: NewItem,
  { seen, isWish = false, isTicked = false }: AddOptions = {},
): readonly Effect[] => {
  const { device, minutes } = act;
  const stamp = act.takeItemStamp();
  const dot = { device, stamp };
  const given = [
    [FIELD.note, note],
    [FIELD.aisle, aisle],
    [FIELD.price, price],
  ] as const;
  const fields = given.flatMap(([letter, value]) =>
    value === undefined || value === '' ? [] : [[letter, { stamp, values: [value] }] as const],
  );
  const tick: Tick = { ...dot, minutes, saw: amount, after: NOTHING_SEEN };
  const record: ItemRecord = {
    created: { ...dot, minutes },
    name: initialName(name, dot),
    amount: initialAmount(amount, stamp),
    fields: new Map(fields),
    ticks: isTicked ? new Map([[device, tick]]) : NO_TICKS,
    cancelled: NOTHING_SEEN,
    wishes: isWish ? withSeen(NOTHING_SEEN, [dot]) : NOTHING_SEEN,
  };
  act.put(id, record, seen);
  return [{ type: 'added', id, foreignChanges: act.foreignChanges(id) }];
};

/** Writes an item again as it is: whoever adds it once more keeps it from an unseen delete (M6). */
export const touchItem = (act: Act, item: ItemState): void => {
  const record = act.recordOf(item);
  if (record) act.put(item.id, record, item);
};

/** Asks again for what is open of a line: an unseen clear or delete takes none of it away (M4, M6). */
export const askAgain = (act: Act, items: readonly ItemState[]): void => {
  for (const item of items) {
    const record = act.recordOf(item);
    if (!record) continue;
    const isAsked = item.standing === 'open';
    const asked = isAsked ? { ...record, wishes: withSeen(record.wishes, [act]) } : record;
    if (isAsked && item.ticks.size === 0) cancelTicks(act, item, asked, []);
    else act.put(item.id, asked, item);
  }
};

/** Takes an item into the cart; nothing if it lies there already. */
export const tickItem = (act: Act, item: ItemState): readonly Effect[] => {
  if (item.standing !== 'open' || !item.record) return NO_EFFECTS;
  const inBin = item.bins.flatMap(({ record }) => [...standingTicks(record.ticks, record.cancelled).values()]);
  act.tick(item, item.asked, withSeen(NOTHING_SEEN, [...item.ticks.values(), ...inBin]));
  return [{ type: 'ticked', id: item.id, stamp: act.stamp, saw: item.asked }];
};

/**
 * Cancels ticks that are seen. What was cleared away before and is at home is settled into the amount first, because
 * cancelling a device's tick cancels its earlier ones too; and the ticks that were cleared with it are cancelled, since
 * nothing in the bin says any more that they lie in no cart (I7).
 */
export const cancelTicks = (act: Act, item: ItemState, record: ItemRecord, seen: readonly Tick[]): void => {
  const { atHome } = item;
  const rest = atHome && item.asked && { value: sumValues([item.asked.value, -atHome.value]), unit: item.asked.unit };
  const settled = rest ? item.bins.filter((bin) => bin.kind === 'cleared') : [];
  act.removeBins(settled);
  const cleared = settled.flatMap((bin) => [...bin.record.ticks.values()]);
  const cancelled = withSeen(record.cancelled, [...seen, ...cleared]);
  const amount = rest ? withAmountSet(record.amount, rest, act.stamp) : record.amount;
  act.put(item.id, { ...record, amount, ticks: standingTicks(record.ticks, cancelled), cancelled }, item);
};

/** Puts an item back on the shelf: takes back every tick that is seen (M3). */
export const untickItem = (act: Act, item: ItemState): readonly Effect[] => {
  const record = act.recordOf(item);
  if (!record || item.ticks.size === 0) return NO_EFFECTS;
  const ticks = [...item.ticks.values()];
  cancelTicks(act, item, record, ticks);
  return [{ type: 'unticked', id: item.id, ticks }];
};

/** Gives an item another name, in place of every name that is seen (M9). */
export const renameItem = (act: Act, item: ItemState, name: string): readonly Effect[] => {
  const record = act.recordOf(item);
  if (!record || (nameOf(record.name) === name && otherNamesOf(record.name).length === 0)) return NO_EFFECTS;
  const [before] = record.name.candidates;
  act.put(item.id, { ...record, name: renamed(record.name, name, act) }, item);
  return [{ type: 'renamed', id: item.id, stamp: act.stamp, after: name, before }];
};

/** Whether two amounts are the same. */
export const isSameAmount = (a: Amount | undefined, b: Amount | undefined): boolean =>
  a?.value === b?.value && a?.unit === b?.unit;

/** Sets how much, in place of the steps that are seen (M7). */
export const setItemAmount = (act: Act, item: ItemState, amount: Amount | undefined): readonly Effect[] => {
  const record = act.recordOf(item);
  if (!record || isSameAmount(amountOf(record.amount), amount)) return NO_EFFECTS;
  act.put(item.id, { ...record, amount: withAmountSet(record.amount, amount, act.stamp) }, item);
  return [{ type: 'amount-set', id: item.id, stamp: act.stamp, after: amount, before: record.amount.base }];
};

/** Opens a ticked line again, with the amount given or as it was. */
export const reopenLine = (act: Act, items: readonly ItemState[], amount: Amount | undefined): readonly Effect[] => {
  const unticked = items.flatMap((item) => untickItem(act, item));
  const rest = amount && { value: 0, unit: amount.unit };
  const amounts = amount ? items.flatMap((item, i) => setItemAmount(act, item, i === 0 ? amount : rest)) : [];
  return [...unticked, ...amounts];
};

const countStep = (act: Act, item: ItemState, amount: AmountRegister, wanted: number): readonly Effect[] => {
  const record = act.recordOf(item);
  // What is shown is what can be taken away.
  const by = Math.max(wanted, -(item.shown ?? ONE).value);
  if (!record || by === 0) return NO_EFFECTS;
  const { writer, stamp, lastSteps } = act;
  const { register, slot } = withStep(amount, by, writer, stamp, lastSteps.get(item.id));
  lastSteps.set(item.id, slot);
  act.put(item.id, { ...record, amount: register }, item);
  return [{ type: 'stepped', id: item.id, by, slot: slotIdOf(slot), stamp }];
};

/** More or less of it (M7), counted from what is shown and never to less than nothing (I13). */
export const stepItem = (act: Act, item: ItemState, by: number): readonly Effect[] => {
  const record = act.recordOf(item);
  return record ? countStep(act, item, by > 0 ? evenedOut(record.amount) : record.amount, by) : NO_EFFECTS;
};

/** Takes a step back: it never was, so nothing is evened out for it. No effects: nothing of it is left. */
export const takeStepBack = (act: Act, item: ItemState, by: number): readonly Effect[] => {
  const record = act.recordOf(item);
  return record ? countStep(act, item, record.amount, -by) : NO_EFFECTS;
};

/** Writes a field; an absent value takes it away. */
export const setItemField = (
  act: Act,
  item: ItemState,
  letter: FieldLetter,
  value: string | number | undefined,
): readonly Effect[] => {
  const record = act.recordOf(item);
  if (!record) return NO_EFFECTS;
  const before = record.fields.get(letter);
  if (before?.values[0] === value) return NO_EFFECTS;
  const fields = new Map(record.fields).set(letter, { stamp: act.stamp, values: value === undefined ? [] : [value] });
  act.put(item.id, { ...record, fields }, item);
  return [{ type: 'field-set', id: item.id, letter, stamp: act.stamp, after: value, before }];
};

/** Gives an item another place (M11). */
export const placeItem = (act: Act, item: ItemState, position: string | undefined): readonly Effect[] => {
  const before = act.recordOf(item)?.fields.get(FIELD.position);
  act.place(item, position);
  return [{ type: 'moved', id: item.id, stamp: act.stamp, after: position, before }];
};

/** Takes an item off the list into the bin. `purchase`: what is noted beside it. */
export const binItem = (
  act: Act,
  item: ItemState,
  kind: 'cleared' | 'deleted',
  purchase?: NotedPurchase,
): readonly Effect[] => {
  act.bin(item, kind);
  const beside = item.bins.map(({ entry }) => entry);
  return [{ type: 'binned', id: item.id, stamp: act.stamp, kind, beside, purchase }];
};
