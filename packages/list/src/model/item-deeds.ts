/** What a command does to one item, in acts, and what undo needs of it. */
import { type ActSet, NO_ACTS, only } from './act-set.ts';
import type { Deed, ModelAct, ModelAmount, ModelField } from './model-act.ts';
import type { ModelEffect, ModelRemoval } from './model-effect.ts';
import { fromScale, onScale } from './model-scales.ts';
import { type ModelItem, standingTicks } from './read-item.ts';
import { type ModelLine, modelKey, readList } from './read-list.ts';
import type { Recorder } from './recorder.ts';
import type { World } from './world.ts';

/** The acts as a set. */
export const setOf = (acts: readonly ModelAct[]): ActSet =>
  acts.reduce((set, { number }) => set | only(number), NO_ACTS);

/** Acts of others on an item. */
export const foreignActs = (world: World, item: string, { by, seenBefore }: Recorder): ActSet =>
  setOf(world.actsOn(item, seenBefore).filter((act) => act.by !== by));

/** Takes back ticks; what is at home is settled into the amount first, and the ticks that were cleared with it go too. */
export const cancelTicks = (world: World, recorder: Recorder, item: ModelItem, ticks: readonly ModelAct[]): void => {
  const { atHome, asked } = item;
  const isSettled = atHome !== undefined && asked !== undefined;
  const copies = isSettled ? world.binOf(item.id, recorder.seenBefore).filter(({ deed }) => deed.kind === 'clear') : [];
  const cleared = copies.flatMap(({ info }) => standingTicks(world, info, info, item.id));
  if (isSettled)
    recorder.record(item.id, { kind: 'set', amount: fromScale(onScale(asked) - onScale(atHome), asked.unit) });
  const taken = [...ticks, ...cleared].map(({ number }) => number);
  recorder.record(item.id, { kind: 'untick', ticks: taken }, setOf(copies));
};

/** Takes back every tick that is seen. */
export const untick = (world: World, recorder: Recorder, item: ModelItem): ModelEffect[] => {
  if (item.inCart.length === 0) return [];
  cancelTicks(world, recorder, item, item.inCart);
  return [{ kind: 'unticked', item: item.id, ticks: item.inCart.map(({ number }) => number) }];
};

/** Asks again for what is open of a line; what is at home of it is settled first, unless some of it lies in the cart. */
export const askAgain = (world: World, recorder: Recorder, { items }: ModelLine): void => {
  for (const item of items) {
    const isAsked = item.standing === 'open';
    if (isAsked && item.inCart.length === 0) cancelTicks(world, recorder, item, []);
    recorder.record(item.id, { kind: isAsked ? 'wish' : 'touch' });
  }
};

/** Takes an item into the cart. */
export const tick = (world: World, recorder: Recorder, item: ModelItem): ModelEffect[] => {
  if (item.standing !== 'open') return [];
  const copies = world.binOf(item.id, recorder.seenBefore);
  const inBin = copies.flatMap(({ info }) => standingTicks(world, info, info, item.id));
  const after = [...item.inCart, ...inBin].map(({ number }) => number);
  const deed: Deed = { kind: 'tick', whose: recorder.device, saw: item.asked, after, isEdit: false };
  return [{ kind: 'ticked', act: recorder.record(item.id, deed) }];
};

const isSame = (a: ModelAmount | undefined, b: ModelAmount | undefined): boolean =>
  a?.value === b?.value && a?.unit === b?.unit;

/** Sets an amount. */
export const set = (recorder: Recorder, item: ModelItem, amount: ModelAmount | undefined): ModelEffect[] => {
  if (isSame(item.asked, amount)) return [];
  return [{ kind: 'set', act: recorder.record(item.id, { kind: 'set', amount }), before: item.base.number }];
};

/** What a write of a field says. */
export const fieldValue = (act: ModelAct | undefined): string | number | undefined =>
  act?.deed.kind === 'field' ? act.deed.value : undefined;

/** Writes a field. */
export const setField = (
  recorder: Recorder,
  item: ModelItem,
  field: ModelField,
  value: string | number | undefined,
): ModelEffect[] => {
  const replaces = item.fields[field];
  const before = fieldValue(replaces);
  if (before === value) return [];
  return [{ kind: 'field', act: recorder.record(item.id, { kind: 'field', field, value }), before, replaces }];
};

/** Renames an item. */
export const rename = (recorder: Recorder, item: ModelItem, name: string): ModelEffect[] => {
  if (item.name === name && item.alsoNames.length === 0) return [];
  const act = recorder.record(item.id, { kind: 'rename', name });
  return [{ kind: 'renamed', act, before: item.name, replaces: item.named }];
};

/** More or less of it, but never less than nothing. A step taken back evens nothing out. */
export const stepBy = (
  recorder: Recorder,
  item: ModelItem,
  wanted: number,
  way: 'anew' | 'back' = 'anew',
): ModelEffect[] => {
  const by = Math.max(wanted, -(item.shown?.value ?? 1));
  if (by === 0) return [];
  const evens = way === 'anew' && by > 0 ? item.evens : undefined;
  return [{ kind: 'stepped', act: recorder.record(item.id, { kind: 'step', by, evens }), by }];
};

/** Opens a ticked line again, with the amount given or as it was. */
export const reopen = (
  world: World,
  recorder: Recorder,
  line: ModelLine,
  amount: ModelAmount | undefined,
): ModelEffect[] => {
  const unticked = line.items.flatMap((item) => untick(world, recorder, item));
  if (!amount) return unticked;
  const settled = readList(world, recorder.seen).lines.flatMap(({ items }) => items);
  const sets = line.items.flatMap(({ id }, i) => {
    const item = settled.find((one) => one.id === id);
    return item ? set(recorder, item, i === 0 ? amount : { value: 0, unit: amount.unit }) : [];
  });
  return [...unticked, ...sets];
};

/** A new line goes where the app says, unless the list remembers better (P5, P6). */
export const putUnderAisle = (world: World, recorder: Recorder, added: ModelAct, name: string): void => {
  if (readList(world, recorder.seenBefore).memory.get(modelKey(name))?.aisle !== undefined) return;
  const value = recorder.aisleOf(name);
  if (value !== undefined) recorder.recordBeside(added, { kind: 'field', field: 'aisle', value });
};

/** The removal that put a copy into the bin, to be done again. */
export const removalOf = ({ deed }: ModelAct): ModelRemoval => {
  if (deed.kind !== 'clear' && deed.kind !== 'delete') throw new Error('no removal');
  return deed;
};

/** Takes an item off the list, and copies that were deleted before out of the bin. */
export const remove = (world: World, recorder: Recorder, id: string, deed: ModelRemoval): ModelEffect => {
  const copies = world.binOf(id, recorder.seenBefore);
  const emptied = copies.filter((copy) => copy.deed.kind === 'delete');
  return { kind: 'binned', act: recorder.record(id, deed, setOf(emptied)) };
};
