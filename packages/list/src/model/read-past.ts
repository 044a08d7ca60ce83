/** What is gone and what was done: details of the bin (B1) and the history (H1). */
import { type ActSet, has, NO_ACTS } from './act-set.ts';
import { compareText } from '../text.ts';
import { isEdit, isRemoval, type ModelAct, type ModelAmount } from './model-act.ts';
import { readAsked, readBase } from './read-amount.ts';
import { readItem, readNames, standingTicks, whoTook } from './read-item.ts';
import { standingLabels } from './read-labels.ts';
import type { World } from './world.ts';

/** An item in the bin. */
export interface ModelBinned {
  readonly id: string;
  readonly name: string;
  /** Undefined also where the rules do not tell which of two bases counts. */
  readonly amount: ModelAmount | undefined;
  readonly isAmbiguous: boolean;
  readonly how: 'cleared' | 'deleted';
  readonly by: string;
  readonly stamp: number;
}

/** One thing that somebody did. An edit is told by what it changed, which the rules do not fix. */
export interface ModelEvent {
  readonly kind: 'added' | 'ticked' | 'edited' | 'cleared' | 'deleted' | 'titled';
  readonly device: string;
  readonly stamp: number;
  readonly item: string;
}

const howOf = ({ deed }: ModelAct): ModelBinned['how'] => (deed.kind === 'clear' ? 'cleared' : 'deleted');

const nameIn = (world: World, item: string, info: ActSet): string => {
  const [named] = readNames(world, world.actsOn(item, info));
  return named?.deed.kind === 'add' || named?.deed.kind === 'rename' ? named.deed.name : '';
};

/** Newest first; of two tabs of one device the one that deleted (B1). */
const byMoment = (a: ModelAct, b: ModelAct): number =>
  b.stamp - a.stamp || compareText(a.device, b.device) || compareText(howOf(b), howOf(a));

/** What lies in the bin of an item that is gone, by the copy put there last; undefined if nothing does. */
export const readBinned = (world: World, id: string, set: ActSet): ModelBinned | undefined => {
  const [copy, rival] = world.binOf(id, set).toSorted(byMoment);
  if (!copy) return undefined;
  const isTied = rival !== undefined && byMoment(copy, rival) === 0;
  const acts = world.actsOn(id, copy.info);
  const { base, isAmbiguous } = readBase(world, acts);
  const { asked } = readAsked(world, base, acts);
  const left = world.infoOf(id, set);
  const name = nameIn(world, id, left === NO_ACTS ? copy.info : left);
  return {
    id,
    name,
    amount: asked,
    isAmbiguous: isAmbiguous || isTied,
    how: howOf(copy),
    by: copy.device,
    stamp: copy.stamp,
  };
};

/** Edits of an item that nobody has seen and replaced: they keep it on the list. */
export const standingEdits = (world: World, id: string, set: ActSet): readonly ModelAct[] => {
  const writes = world.actsOn(id, set).filter((act) => isEdit(act) || isRemoval(act));
  return writes.filter((act) => isEdit(act) && !writes.some(({ seen }) => has(seen, act.number)));
};

const addedIn = (world: World, id: string, info: ActSet): ModelAct | undefined =>
  world
    .actsOn(id, info)
    .filter(({ deed }) => deed.kind === 'add')
    .toSorted((a, b) => a.stamp - b.stamp || (a.device < b.device ? -1 : 1))[0];

const beginnings = (world: World, id: string, info: ActSet): readonly ModelEvent[] => {
  const added = addedIn(world, id, info);
  if (!added) return [];
  const ticks = standingTicks(world, info, info, id);
  return [
    { kind: 'added', device: added.device, stamp: added.stamp, item: id },
    ...ticks.map((tick): ModelEvent => ({ kind: 'ticked', device: whoTook(tick), stamp: tick.stamp, item: id })),
  ];
};

const eventsOf = (world: World, id: string, set: ActSet): readonly ModelEvent[] => {
  const added = readItem(world, id, set)?.stamp ?? Infinity;
  const edits = standingEdits(world, id, set).filter(({ stamp }) => stamp > added);
  const copies = world.binOf(id, set);
  return [
    ...beginnings(world, id, world.infoOf(id, set)),
    ...edits.map(({ device, stamp }): ModelEvent => ({ kind: 'edited', device, stamp, item: id })),
    ...copies.flatMap((copy): readonly ModelEvent[] => [
      { kind: howOf(copy), device: copy.device, stamp: copy.stamp, item: id },
      ...beginnings(world, id, copy.info),
    ]),
  ];
};

/** Everything that the history tells, in no order, each thing once. */
export const readEvents = (world: World, set: ActSet): readonly ModelEvent[] => {
  const titles = standingLabels(
    world.acts.filter(({ number }) => has(set, number)),
    'title',
  ).filter(({ deed }) => deed.kind === 'label' && deed.value !== '');
  const told = [
    ...world.items(set).flatMap((id) => eventsOf(world, id, set)),
    ...titles.map(({ device, stamp }): ModelEvent => ({ kind: 'titled', device, stamp, item: '' })),
  ];
  return [...new Map(told.map((event) => [Object.values(event).join(), event])).values()];
};
