/** What each command does, in acts. The line a command is given is the line as its replica shows it. */
import { has, NO_ACTS } from './act-set.ts';
import {
  askAgain,
  fieldValue,
  foreignActs,
  putUnderAisle,
  remove,
  removalOf,
  rename,
  reopen,
  set,
  setField,
  setOf,
  stepBy,
  tick,
  untick,
} from './item-deeds.ts';
import type { ModelAct, ModelAmount, ModelField, ModelLabel } from './model-act.ts';
import type { ModelEffect } from './model-effect.ts';
import { type ImportedRow, importRows } from './model-import.ts';
import { areComparable, fromScale, onScale, totalsShown } from './model-scales.ts';
import { ONE } from './read-amount.ts';
import type { ModelItem } from './read-item.ts';
import { readLabel, standingLabels, standingNames } from './read-labels.ts';
import { type ModelLine, modelKey, readList } from './read-list.ts';
import { notePurchase } from './read-memory.ts';
import type { Recorder } from './recorder.ts';
import type { World } from './world.ts';

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

const add = (
  world: World,
  recorder: Recorder,
  { name, amount }: { name: string; amount: ModelAmount | undefined },
  line: ModelLine | undefined,
  newItem: string | undefined,
): ModelEffect[] => {
  if (line?.ticked) return reopen(world, recorder, line, amount);
  if (line && !amount) {
    askAgain(world, recorder, line);
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
    const { taken, atHome, standing, asked } = item;
    const size = wanted ?? ONE;
    const onTop = standing === 'ticked' && !line.ticked ? (asked ?? ONE) : (taken ?? atHome);
    const isOnTop = onTop && areComparable(onTop.unit, size.unit);
    return set(recorder, item, isOnTop ? fromScale(onScale(size) + onScale(onTop), size.unit) : wanted);
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
  return item ? stepBy(recorder, item, by) : [];
};

const restore = (world: World, recorder: Recorder, item: string): ModelEffect[] => {
  const copies = world.binOf(item, recorder.seenBefore);
  const latest = copies.toSorted((a, b) => b.stamp - a.stamp || (a.device < b.device ? -1 : 1))[0];
  if (!latest) throw new Error('not in the bin');
  const { info } = recorder.record(item, { kind: 'restore', info: NO_ACTS }, setOf(copies));
  const ticks = world.actsOn(item, info).filter(({ deed }) => deed.kind === 'tick');
  recorder.record(item, { kind: 'untick', ticks: ticks.map(({ number }) => number) });
  const foreign = foreignActs(world, item, recorder);
  return [{ kind: 'restored', item, was: removalOf(latest), replaces: latest, foreign }];
};

const clearLine = (world: World, recorder: Recorder, { name, aisle, amounts, items }: ModelLine): ModelEffect[] => {
  const [first] = totalsShown(amounts);
  const purchase = notePurchase(world, recorder, { key: modelKey(name), name, aisle, unit: first?.unit });
  const binned = items.map(({ id }) => remove(world, recorder, id, { kind: 'clear' }));
  return binned.map((effect, i) => (i === 0 && effect.kind === 'binned' ? { ...effect, purchase } : effect));
};

/** Whatever an edit changes of a line, the whole line stays beside an unseen delete (M6). */
const edited = (
  recorder: Recorder,
  items: readonly ModelItem[],
  effects: readonly ModelEffect[],
): readonly ModelEffect[] => {
  if (effects.length > 0) for (const { id } of items) recorder.record(id, { kind: 'touch' });
  return effects;
};

const seenActs = (world: World, { seenBefore }: Recorder): readonly ModelAct[] =>
  world.acts.filter(({ number }) => has(seenBefore, number));

const setLabel = (world: World, recorder: Recorder, label: ModelLabel, value: string): ModelEffect[] => {
  const seen = seenActs(world, recorder);
  const [replaces] = standingLabels(seen, label);
  const before = readLabel(seen, label);
  if (before === value) return [];
  return [{ kind: 'label', act: recorder.record(undefined, { kind: 'label', label, value }), before, replaces }];
};

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
      return edited(
        recorder,
        items,
        items.flatMap((item) => untick(world, recorder, item)),
      );
    case 'remove':
      return items.map(({ id }) => remove(world, recorder, id, { kind: 'delete' }));
    case 'rename':
      return edited(
        recorder,
        items,
        items.flatMap((item) => rename(recorder, item, command.name)),
      );
    case 'note':
      return line
        ? edited(
            recorder,
            items,
            setNote(recorder, line, typeof command.value === 'string' ? command.value : undefined),
          )
        : [];
    case 'later':
      return items.flatMap((item) => setField(recorder, item, command.type, command.value));
    case 'aisle':
    case 'price':
      return edited(
        recorder,
        items,
        items.flatMap((item) => setField(recorder, item, command.type, command.value)),
      );
    case 'set':
      return line ? edited(recorder, items, setLine(recorder, line, command.amount)) : [];
    case 'step':
      return line ? edited(recorder, items, step(recorder, line, command.by)) : [];
    case 'move':
      return items.map(({ id, placed }) => ({
        kind: 'moved',
        act: recorder.record(id, { kind: 'move', order: command.order }),
        replaces: placed,
      }));
    case 'clear':
      return list.lines.flatMap((done) => (done.ticked ? clearLine(world, recorder, done) : []));
    case 'restore':
      return restore(world, recorder, command.item);
    case 'title':
      return setLabel(world, recorder, 'title', command.title);
    case 'look':
      return setLabel(world, recorder, 'emoji', command.emoji);
    case 'person': {
      const [name = '', rival] = standingNames(seenActs(world, recorder), recorder.device);
      if (name !== command.name || rival !== undefined)
        recorder.record(undefined, { kind: 'person', name: command.name });
      return [];
    }
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
      if (list.deletion.standing !== 'deleted') recorder.record(undefined, { kind: 'delete-list' });
      return [];
    case 'restore-list':
      recorder.record(undefined, { kind: 'restore-list' });
      return [];
  }
};
