/** What each command does, in acts. The line a command is given is the line as its replica shows it. */
import { type ActSet, NO_ACTS, only } from './act-set.ts';
import type { Deed, ModelAct, ModelAmount, ModelField, ModelLabel } from './model-act.ts';
import type { ModelEffect, ModelRemoval } from './model-effect.ts';
import type { ModelItem } from './read-item.ts';
import { type ModelLine, modelKey, readList } from './read-list.ts';
import type { World } from './world.ts';

/** One row of an import, with the id that it has everywhere (X2). */
export interface ImportedRow {
  readonly id: string;
  readonly name: string;
  readonly amount: ModelAmount | undefined;
}

/** One command on a replica. Lines are named by the id of any of their items. */
export type Command =
  | { readonly type: 'add'; readonly name: string; readonly amount: ModelAmount | undefined }
  | { readonly type: 'import'; readonly rows: readonly ImportedRow[] }
  | { readonly type: 'tick' | 'untick' | 'remove'; readonly line: string }
  | { readonly type: 'rename'; readonly line: string; readonly name: string }
  | { readonly type: ModelField; readonly line: string; readonly value: string | number | undefined }
  | { readonly type: 'set'; readonly line: string; readonly amount: ModelAmount | undefined }
  | { readonly type: 'step'; readonly line: string; readonly by: number }
  | { readonly type: 'move'; readonly line: string; readonly order: readonly (readonly string[])[] }
  | { readonly type: 'clear' }
  | { readonly type: 'restore'; readonly item: string }
  | { readonly type: 'title'; readonly title: string }
  | { readonly type: 'look'; readonly emoji: string }
  | { readonly type: 'person'; readonly name: string }
  | { readonly type: 'add-store' | 'rename-store'; readonly store: string; readonly name: string }
  | { readonly type: 'remove-store'; readonly store: string }
  | {
      readonly type: 'arrange';
      readonly store: string;
      readonly aisle: string;
      readonly order: readonly string[];
    }
  | { readonly type: 'delete-list' }
  | { readonly type: 'restore-list' };

/** Who gives a command. */
export interface ModelPerson {
  readonly device: string;
  /** What the app knows of aisles (P6). */
  readonly aisleOf: (name: string) => string | undefined;
}

/** Records the acts of one command; each sees those before it. */
export interface Recorder {
  readonly device: string;
  readonly aisleOf: ModelPerson['aisleOf'];
  readonly seenBefore: ActSet;
  /** Everything seen, with the acts recorded so far. */
  readonly seen: ActSet;
  record(item: string | undefined, deed: Deed, emptied?: ActSet): ModelAct;
  /** Records what came with an added item, with its stamp. */
  recordBeside(added: ModelAct, deed: Deed): ModelAct;
  /** Records an added item: each further one of a command has a stamp more (R5). */
  recordAdded(item: string, deed: Extract<Deed, { kind: 'add' }>, emptied?: ActSet): ModelAct;
}

/** Starts recording a command of a replica that has seen `seen`. */
export const createRecorder = (
  world: World,
  { device, aisleOf }: ModelPerson,
  seen: ActSet,
  stamp: number,
): Recorder => {
  let seenNow = seen;
  let added = 0;
  const record = (item: string | undefined, deed: Deed, emptied: ActSet, at: number): ModelAct => {
    const act = world.record({ device, stamp: at, seen: seenNow, follows: seen, item, deed, emptied });
    seenNow |= only(act.number);
    return act;
  };
  return {
    device,
    aisleOf,
    seenBefore: seen,
    get seen() {
      return seenNow;
    },
    record: (item, deed, emptied = NO_ACTS) => record(item, deed, emptied, stamp),
    recordBeside: (added, deed) => record(added.item, deed, NO_ACTS, added.stamp),
    recordAdded: (item, deed, emptied = NO_ACTS) => {
      added += 1;
      return record(item, deed, emptied, stamp + added - 1);
    },
  };
};

const setOf = (acts: readonly ModelAct[]): ActSet => acts.reduce((set, { number }) => set | only(number), NO_ACTS);

/** Acts of others on an item. */
export const foreignActs = (world: World, item: string, { device, seenBefore }: Recorder): ActSet =>
  setOf(world.actsOn(item, seenBefore).filter((act) => act.device !== device));

/** Takes back ticks; what is at home is settled into the amount first. */
export const cancelTicks = (world: World, recorder: Recorder, item: ModelItem, ticks: readonly ModelAct[]): void => {
  const { atHome, asked } = item;
  let emptied = NO_ACTS;
  if (atHome && asked) {
    emptied = setOf(world.binOf(item.id, recorder.seenBefore).filter(({ deed }) => deed.kind === 'clear'));
    const amount = { value: asked.value - atHome.value, unit: asked.unit };
    recorder.record(item.id, { kind: 'set', amount });
  }
  recorder.record(item.id, { kind: 'untick', ticks: ticks.map(({ number }) => number) }, emptied);
};

const untick = (world: World, recorder: Recorder, item: ModelItem): ModelEffect[] => {
  if (item.inCart.length === 0) return [];
  cancelTicks(world, recorder, item, item.inCart);
  return [{ kind: 'unticked', item: item.id, ticks: item.inCart.map(({ number }) => number) }];
};

const tick = (world: World, recorder: Recorder, item: ModelItem): ModelEffect[] => {
  if (item.standing !== 'open') return [];
  const copies = world.binOf(item.id, recorder.seenBefore);
  const inBin = copies.flatMap(({ info }) => world.actsOn(item.id, info).filter(({ deed }) => deed.kind === 'tick'));
  const after = [...item.inCart, ...inBin].map(({ number }) => number);
  const deed: Deed = { kind: 'tick', whose: recorder.device, saw: item.asked, after, isEdit: false };
  return [{ kind: 'ticked', act: recorder.record(item.id, deed) }];
};

const isSame = (a: ModelAmount | undefined, b: ModelAmount | undefined): boolean =>
  a?.value === b?.value && a?.unit === b?.unit;

const set = (recorder: Recorder, item: ModelItem, amount: ModelAmount | undefined): ModelEffect[] => {
  if (isSame(item.asked, amount)) return [];
  return [{ kind: 'set', act: recorder.record(item.id, { kind: 'set', amount }), before: item.base.number }];
};

const fieldValue = (act: ModelAct | undefined): string | number | undefined =>
  act?.deed.kind === 'field' ? act.deed.value : undefined;

/** Writes a field. */
export const setField = (
  recorder: Recorder,
  item: ModelItem,
  field: ModelField,
  value: string | number | undefined,
): ModelEffect[] => {
  const before = fieldValue(item.fields[field]);
  if (before === value) return [];
  return [{ kind: 'field', act: recorder.record(item.id, { kind: 'field', field, value }), before }];
};

/** Renames an item. */
export const rename = (recorder: Recorder, item: ModelItem, name: string): ModelEffect[] => {
  if (item.name === name && item.alsoNames.length === 0) return [];
  return [{ kind: 'renamed', act: recorder.record(item.id, { kind: 'rename', name }), before: item.name }];
};

/** Opens a ticked line again, with the amount given or as it was. */
const reopen = (world: World, recorder: Recorder, line: ModelLine, amount: ModelAmount | undefined): ModelEffect[] => {
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
const putUnderAisle = (world: World, recorder: Recorder, added: ModelAct, name: string): void => {
  if (readList(world, recorder.seenBefore).memory.get(modelKey(name))?.aisle !== undefined) return;
  const value = recorder.aisleOf(name);
  if (value !== undefined) recorder.recordBeside(added, { kind: 'field', field: 'aisle', value });
};

const add = (
  world: World,
  recorder: Recorder,
  { name, amount }: { name: string; amount: ModelAmount | undefined },
  line: ModelLine | undefined,
  newItem: string | undefined,
): ModelEffect[] => {
  if (line?.ticked) return reopen(world, recorder, line, amount);
  if (line && !amount) {
    const item = line.items.find(({ standing }) => standing === 'open');
    if (item) recorder.record(item.id, { kind: 'wish' });
    return [];
  }
  for (const { id } of line?.items ?? []) recorder.record(id, { kind: 'touch' });
  if (newItem === undefined) throw new Error('an item should have been added');
  const added = recorder.recordAdded(newItem, { kind: 'add', name, amount, isWish: false });
  if (!line) putUnderAisle(world, recorder, added, name);
  return [{ kind: 'added', item: newItem, foreign: NO_ACTS }];
};

const setLine = (recorder: Recorder, line: ModelLine, amount: ModelAmount | undefined): ModelEffect[] =>
  line.items.flatMap((item, i) => {
    const wanted = i === 0 || !amount ? amount : { value: 0, unit: amount.unit };
    const { taken, standing } = item;
    const onTop = wanted && standing === 'open' && taken?.unit === wanted.unit ? taken.value : 0;
    return set(recorder, item, wanted && { value: wanted.value + onTop, unit: wanted.unit });
  });

const setNote = (recorder: Recorder, { items }: ModelLine, value: string | undefined): ModelEffect[] => {
  const holder = items.find((item) => fieldValue(item.fields.note) !== undefined) ?? items[0];
  return items.flatMap((item) => {
    if (item === holder) return setField(recorder, item, 'note', value);
    return fieldValue(item.fields.note) === undefined ? [] : setField(recorder, item, 'note', undefined);
  });
};

const step = (recorder: Recorder, { items }: ModelLine, by: number): ModelEffect[] => {
  const item =
    items.find(({ standing, shown }) => standing === 'open' && shown !== undefined && shown.value !== 0) ??
    items.find(({ standing }) => standing === 'open') ??
    items[0];
  return item ? [{ kind: 'stepped', act: recorder.record(item.id, { kind: 'step', by }), by }] : [];
};

const restore = (world: World, recorder: Recorder, item: string): ModelEffect[] => {
  const copies = world.binOf(item, recorder.seenBefore);
  const latest = copies.toSorted((a, b) => b.stamp - a.stamp || (a.device < b.device ? -1 : 1))[0];
  if (!latest) throw new Error('not in the bin');
  const { info } = recorder.record(item, { kind: 'restore', info: NO_ACTS }, setOf(copies));
  const ticks = world.actsOn(item, info).filter(({ deed }) => deed.kind === 'tick');
  recorder.record(item, { kind: 'untick', ticks: ticks.map(({ number }) => number) });
  return [{ kind: 'restored', item, was: removalOf(latest), foreign: foreignActs(world, item, recorder) }];
};

/** The removal that put a copy into the bin, to be done again. */
export const removalOf = ({ deed }: ModelAct): ModelRemoval => {
  if (deed.kind !== 'clear' && deed.kind !== 'delete') throw new Error('no removal');
  return deed.kind === 'clear' ? { kind: 'clear', purchase: undefined } : deed;
};

/** Takes an item off the list. A clear takes every copy of it out of the bin, a delete only deleted ones. */
export const remove = (world: World, recorder: Recorder, id: string, deed: ModelRemoval): ModelEffect => {
  const copies = world.binOf(id, recorder.seenBefore);
  const emptied = copies.filter((copy) => deed.kind === 'clear' || copy.deed.kind === 'delete');
  return { kind: 'binned', act: recorder.record(id, deed, setOf(emptied)) };
};

const clearLine = (world: World, recorder: Recorder, { name, aisle, amounts, items }: ModelLine): ModelEffect[] => {
  const key = modelKey(name);
  const known = readList(world, recorder.seenBefore).memory.get(key);
  const unit = amounts[0] ? amounts[0].unit : known?.unit;
  const purchase = { key, name, aisle: aisle ?? known?.aisle, unit: unit === '' ? undefined : unit };
  return items.map(({ id }) => remove(world, recorder, id, { kind: 'clear', purchase }));
};

/** Adds an imported item in place of whatever is left of one with its id. */
const addRow = (
  world: World,
  recorder: Recorder,
  { id, name, amount }: ImportedRow,
  beginsLine: boolean,
): ModelEffect => {
  const copies = world.binOf(id, recorder.seenBefore);
  if (world.actsOn(id, recorder.seenBefore).length > 0) recorder.record(id, { kind: 'discard' });
  const added = recorder.recordAdded(id, { kind: 'add', name, amount, isWish: true }, setOf(copies));
  if (beginsLine) putUnderAisle(world, recorder, added, name);
  return { kind: 'added', item: id, foreign: foreignActs(world, id, recorder) };
};

/** X3: what is there is not doubled. */
const importRows = (world: World, recorder: Recorder, rows: readonly ImportedRow[]): ModelEffect[] => {
  const { lines } = readList(world, recorder.seenBefore);
  const begun = new Set<string>();
  const ids = new Set<string>();
  return rows.flatMap((row): ModelEffect[] => {
    const { id, amount } = row;
    const key = modelKey(row.name);
    const there = lines.find(({ itemIds }) => itemIds.includes(id));
    if (begun.has(key)) {
      if (ids.has(id) || !amount || there) return [];
      ids.add(id);
      return [addRow(world, recorder, row, false)];
    }
    ids.add(id);
    const line = lines.find(({ name }) => modelKey(name) === key) ?? there;
    if (!line || line.ticked) begun.add(key);
    if (!line) return [addRow(world, recorder, row, true)];
    if (line.ticked) return reopen(world, recorder, line, amount);
    const shown = line.amounts.filter(({ unit }) => unit === amount?.unit).map(({ value }) => value);
    const total = shown.reduce((sum, value) => sum + value, 0);
    if (there || !amount || [...shown, ...(shown.length > 0 ? [total] : [])].includes(amount.value)) {
      recorder.record(line.id, { kind: 'wish' });
      return [];
    }
    begun.add(key);
    for (const one of line.items) recorder.record(one.id, { kind: 'touch' });
    return [addRow(world, recorder, row, false)];
  });
};

const setLabel = (recorder: Recorder, label: ModelLabel, before: string, value: string): ModelEffect[] =>
  before === value ? [] : [{ kind: 'label', act: recorder.record(undefined, { kind: 'label', label, value }), before }];

/** Does a command: records its acts and returns what undo needs. `newItem` is the id that the replica gave, if it gave one. */
export const doCommand = (
  world: World,
  recorder: Recorder,
  command: Command,
  newItem: string | undefined,
): readonly ModelEffect[] => {
  const list = readList(world, recorder.seenBefore);
  const line = 'line' in command ? list.lines.find(({ itemIds }) => itemIds.includes(command.line)) : undefined;
  const items = line?.items ?? [];
  switch (command.type) {
    case 'add': {
      const same = list.lines.find(({ name }) => modelKey(name) === modelKey(command.name));
      return add(world, recorder, command, same, newItem);
    }
    case 'import':
      return importRows(world, recorder, command.rows);
    case 'tick':
      return items.flatMap((item) => tick(world, recorder, item));
    case 'untick':
      return items.flatMap((item) => untick(world, recorder, item));
    case 'remove':
      return items.map(({ id }) => remove(world, recorder, id, { kind: 'delete' }));
    case 'rename':
      return items.flatMap((item) => rename(recorder, item, command.name));
    case 'note':
      return line ? setNote(recorder, line, typeof command.value === 'string' ? command.value : undefined) : [];
    case 'aisle':
    case 'price':
      return items.flatMap((item) => setField(recorder, item, command.type, command.value));
    case 'set':
      return line ? setLine(recorder, line, command.amount) : [];
    case 'step':
      return line ? step(recorder, line, command.by) : [];
    case 'move':
      return items.map(({ id }) => ({
        kind: 'moved',
        act: recorder.record(id, { kind: 'move', order: command.order }),
      }));
    case 'clear':
      return list.lines.flatMap((done) => (done.ticked ? clearLine(world, recorder, done) : []));
    case 'restore':
      return restore(world, recorder, command.item);
    case 'title':
      return setLabel(recorder, 'title', list.title, command.title);
    case 'look':
      return setLabel(recorder, 'emoji', list.emoji, command.emoji);
    case 'person':
      if (list.people.get(recorder.device) !== command.name)
        recorder.record(undefined, { kind: 'person', name: command.name });
      return [];
    case 'add-store':
    case 'rename-store': {
      const { store, name } = command;
      if (list.stores.get(store) !== name) recorder.record(undefined, { kind: 'store', store, name });
      return [];
    }
    case 'remove-store':
      recorder.record(undefined, { kind: 'store', store: command.store, name: undefined });
      return [];
    case 'arrange': {
      const { store, aisle, order } = command;
      recorder.record(undefined, { kind: 'arrange', store, aisle, order });
      return [];
    }
    case 'delete-list':
      if (!list.isDeleted) recorder.record(undefined, { kind: 'delete-list' });
      return [];
    case 'restore-list':
      recorder.record(undefined, { kind: 'restore-list' });
      return [];
  }
};
