/** What one item is, for somebody who has seen these acts (rules I and M2-M9). */
import { type ActSet, NO_ACTS } from './act-set.ts';
import type { ModelAct, ModelAmount, ModelEvening, ModelField } from './model-act.ts';
import { laterOf, ONE, readAsked, readBase } from './read-amount.ts';
import { areComparable, fromScale, onScale } from './model-scales.ts';
import type { World } from './world.ts';

/** One item as the model sees it. */
export interface ModelItem {
  readonly id: string;
  readonly info: ActSet;
  readonly standing: 'open' | 'ticked' | 'gone';
  readonly name: string;
  /** The act that gave the name. */
  readonly named: ModelAct;
  readonly alsoNames: readonly string[];
  readonly asked: ModelAmount | undefined;
  readonly evens: ModelEvening | undefined;
  readonly shown: ModelAmount | undefined;
  readonly taken: ModelAmount | undefined;
  readonly atHome: ModelAmount | undefined;
  /** Standing ticks in the cart. */
  readonly inCart: readonly ModelAct[];
  readonly clash: readonly string[];
  readonly fields: Readonly<Record<ModelField, ModelAct | undefined>>;
  /** The move that says where it stands; none also if the model cannot tell, of two of one stamp. */
  readonly placed: ModelAct | undefined;
  readonly addedBy: readonly string[];
  readonly stamp: number;
  readonly base: ModelAct;
  /** Set if two bases cannot be told apart by the rules: any of them may have won. */
  readonly isAmbiguous: boolean;
}

const textOf = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value));

const isAtMost = (act: ModelAct, others: readonly ModelAct[], deviceOf: (act: ModelAct) => string): boolean =>
  others.some((other) => deviceOf(other) === deviceOf(act) && other.stamp >= act.stamp);

const nameText = ({ deed }: ModelAct): string => (deed.kind === 'add' || deed.kind === 'rename' ? deed.name : '');

/** The acts whoTook names nobody replaced, the winner first. */
export const readNames = (world: World, acts: readonly ModelAct[]): readonly ModelAct[] => {
  const names = acts.filter(({ deed }) => deed.kind === 'add' || deed.kind === 'rename');
  const replacedBy = names
    .filter(({ deed }) => deed.kind === 'rename')
    .map(({ number, item, info }) =>
      world.actsOn(item ?? '', info).filter((act) => act.number < number && nameText(act) !== ''),
    );
  const candidates = names.filter(
    (name) => !replacedBy.some((replaced) => isAtMost(name, replaced, (act) => act.device)),
  );
  const rank = (act: ModelAct): string => `${nameText(act)} ${act.device}`;
  return candidates.toSorted((a, b) => b.stamp - a.stamp || (rank(a) > rank(b) ? -1 : 1));
};

/** The device that a tick is of. */
export const whoTook = ({ deed }: ModelAct): string => (deed.kind === 'tick' ? deed.whose : '');

const sawText = ({ deed }: ModelAct): string =>
  deed.kind === 'tick' ? JSON.stringify([deed.saw?.value ?? null, deed.saw?.unit ?? null]) : '';

/** Of two ticks of one device the later one stands; of two of one stamp, the one with the greater text (R6). */
const standsFor = (tick: ModelAct, other: ModelAct): boolean =>
  tick.stamp !== other.stamp ? tick.stamp > other.stamp : sawText(tick) > sawText(other);

/** The latest tick of each device that no untick in `cancelledIn` took back (M3). */
export const standingTicks = (world: World, info: ActSet, cancelledIn: ActSet, item: string): readonly ModelAct[] => {
  const latest = new Map<string, ModelAct>();
  for (const act of world.actsOn(item, info)) {
    const known = latest.get(whoTook(act));
    if (act.deed.kind === 'tick' && (!known || standsFor(act, known))) latest.set(whoTook(act), act);
  }
  const cancelled = world
    .actsOn(item, cancelledIn)
    .flatMap(({ deed }) => (deed.kind === 'untick' ? deed.ticks.map(world.act) : []));
  return [...latest.values()].filter((tick) => !isAtMost(tick, cancelled, whoTook));
};

const wishesIn = (world: World, item: string, info: ActSet): readonly ModelAct[] =>
  world.actsOn(item, info).filter(({ deed }) => deed.kind === 'wish' || (deed.kind === 'add' && deed.isWish));

interface Ticks {
  readonly inCart: readonly ModelAct[];
  readonly atHome: readonly ModelAct[];
}

const latestPerDevice = (ticks: readonly ModelAct[]): readonly ModelAct[] =>
  ticks.filter((tick) => !ticks.some((other) => whoTook(other) === whoTook(tick) && standsFor(other, tick)));

const sortTicks = (world: World, item: string, info: ActSet, set: ActSet): Ticks => {
  const standing = standingTicks(world, info, info, item);
  const wishes = wishesIn(world, item, info);
  const cleared: ModelAct[] = [];
  const atHome: ModelAct[] = [];
  for (const clear of world.binOf(item, set)) {
    if (clear.deed.kind !== 'clear') continue;
    const ticks = standingTicks(world, clear.info, clear.info | info, item);
    cleared.push(...ticks);
    const known = wishesIn(world, item, clear.info);
    if (wishes.every((wish) => isAtMost(wish, known, (act) => act.device))) atHome.push(...ticks);
  }
  return { inCart: standing.filter((tick) => !isAtMost(tick, cleared, whoTook)), atHome: latestPerDevice(atHome) };
};

/** The greatest amount, on its scale, that was seen by a tick which answers the unit asked for (I8). */
const takenOf = (ticks: readonly ModelAct[], { unit }: ModelAmount): number | undefined => {
  const fitting = ticks.flatMap(({ deed }) => {
    if (deed.kind !== 'tick') return [];
    if (!deed.saw) return unit === '' ? [1] : [];
    return areComparable(deed.saw.unit, unit) ? [onScale(deed.saw)] : [];
  });
  return fitting.length === 0 ? undefined : Math.max(...fitting);
};

type Weighed = Pick<ModelItem, 'standing' | 'shown' | 'taken' | 'atHome'>;

const weigh = (asked: ModelAmount | undefined, { inCart, atHome }: Ticks): Weighed => {
  const wanted = asked ?? ONE;
  const size = onScale(wanted);
  const home = takenOf(atHome, wanted);
  const all = takenOf(latestPerDevice([...atHome, ...inCart]), wanted);
  const part = (value = 0): ModelAmount | undefined => (value > 0 ? fromScale(value, wanted.unit) : undefined);
  const less = (value = 0): ModelAmount | undefined => (value > 0 ? fromScale(size - value, wanted.unit) : asked);
  if (home !== undefined && size <= home)
    return { standing: 'gone', shown: asked, taken: undefined, atHome: part(home) };
  if (all !== undefined && size <= all)
    return { standing: 'ticked', shown: less(home), taken: undefined, atHome: part(home) };
  return { standing: 'open', shown: less(all), taken: part(all), atHome: part(home) };
};

const clashing = (world: World, ticks: readonly ModelAct[]): readonly string[] => {
  const knew = (a: ModelAct, b: ModelAct): boolean =>
    a.deed.kind === 'tick' && isAtMost(b, a.deed.after.map(world.act), whoTook);
  const clash = ticks.filter((a) => ticks.some((b) => a !== b && !knew(a, b) && !knew(b, a)));
  return clash.map(whoTook).sort();
};

const fieldText = ({ deed }: ModelAct): string =>
  deed.kind === 'field' && deed.value !== undefined ? `[${textOf(deed.value)}]` : '[]';

const readField = (acts: readonly ModelAct[], field: ModelField): ModelAct | undefined => {
  const writes = acts.filter(({ deed }) => deed.kind === 'field' && deed.field === field);
  return writes.length === 0 ? undefined : writes.reduce((a, b) => laterOf(a, b, fieldText));
};

const decidingMove = (acts: readonly ModelAct[]): ModelAct | undefined => {
  const [move, rival] = acts.filter(({ deed }) => deed.kind === 'move').toSorted((a, b) => b.stamp - a.stamp);
  return rival?.stamp === move?.stamp ? undefined : move;
};

const readings = new WeakMap<World, Map<string, ModelItem | undefined>>();

/** Reads an item; undefined if nothing of it is on the list. Only the acts on it decide, and most acts are on others. */
export const readItem = (world: World, id: string, set: ActSet): ModelItem | undefined => {
  const known = readings.get(world) ?? new Map<string, ModelItem | undefined>();
  readings.set(world, known);
  const question = `${id} ${world
    .actsOn(id, set)
    .map(({ number }) => number)
    .join(' ')}`;
  if (!known.has(question)) known.set(question, readItemAnew(world, id, set));
  return known.get(question);
};

const readItemAnew = (world: World, id: string, set: ActSet): ModelItem | undefined => {
  const info = world.infoOf(id, set);
  if (info === NO_ACTS) return undefined;
  const acts = world.actsOn(id, info);
  const [added] = acts
    .filter(({ deed }) => deed.kind === 'add')
    .sort((a, b) => a.stamp - b.stamp || (a.device < b.device ? -1 : 1));
  if (!added) throw new Error(`item ${id} was never added`);
  const candidates = readNames(world, acts);
  const [name = '', ...alsoNames] = new Set(candidates.map(nameText));
  const { base, isAmbiguous } = readBase(world, acts);
  const { asked, evens } = readAsked(world, base, acts);
  const ticks = sortTicks(world, id, info, set);
  const wishers = wishesIn(world, id, info).map(({ device }) => device);
  return {
    id,
    info,
    ...weigh(asked, ticks),
    name,
    named: candidates[0] ?? added,
    alsoNames,
    asked,
    evens,
    inCart: ticks.inCart,
    clash: clashing(world, ticks.inCart),
    fields: {
      note: readField(acts, 'note'),
      aisle: readField(acts, 'aisle'),
      price: readField(acts, 'price'),
      later: readField(acts, 'later'),
    },
    placed: decidingMove(acts),
    addedBy: [...new Set([added.device, ...wishers.toSorted()])],
    stamp: added.stamp,
    base,
    isAmbiguous,
  };
};
