/** How much of one item is asked for, for somebody who has seen these acts (M7, I9, I13). */
import type { ActSet } from './act-set.ts';
import type { ModelAct, ModelAmount, ModelEvening } from './model-act.ts';
import type { World } from './world.ts';

/** What no amount counts as. */
export const ONE: ModelAmount = { value: 1, unit: '' };

/** Of two writes of a value with one winner (R6); within one command, the later. */
export const laterOf = (a: ModelAct, b: ModelAct, valueText: (act: ModelAct) => string): ModelAct => {
  if (a.stamp !== b.stamp) return a.stamp > b.stamp ? a : b;
  if (a.by === b.by) return a.number > b.number ? a : b;
  return valueText(a) >= valueText(b) ? a : b;
};

const amountOfBase = (world: World, { deed }: ModelAct): ModelAmount | undefined => {
  if (deed.kind === 'add' || deed.kind === 'set') return deed.amount;
  return deed.kind === 'rebase' ? amountOfBase(world, world.act(deed.base)) : undefined;
};

const stepsIn = (world: World, item: string, set: ActSet): readonly ModelAct[] =>
  world.actsOn(item, set).filter(({ deed }) => deed.kind === 'step');

/** The steps that a base replaced: those that its writer saw (M7). */
export const absorbedBy = (world: World, base: ModelAct): readonly ModelAct[] => {
  if (base.deed.kind === 'set') return stepsIn(world, base.item ?? '', base.info).filter((s) => s.number < base.number);
  return base.deed.kind === 'rebase' ? absorbedBy(world, world.act(base.deed.base)) : [];
};

/** The base that counts (R6). */
export const readBase = (world: World, acts: readonly ModelAct[]): { base: ModelAct; isAmbiguous: boolean } => {
  const bases = acts.filter(({ deed }) => deed.kind === 'add' || deed.kind === 'set' || deed.kind === 'rebase');
  const valueText = (act: ModelAct): string => {
    const amount = amountOfBase(world, act);
    return `${JSON.stringify(amount?.value ?? null)},${JSON.stringify(amount?.unit ?? null)},`;
  };
  const base = bases.reduce((a, b) => laterOf(a, b, valueText));
  const absorbed = (act: ModelAct): string =>
    absorbedBy(world, act)
      .map(({ number }) => number)
      .join();
  const rivals = bases.filter(
    (other) => other.stamp === base.stamp && other.by !== base.by && valueText(other) === valueText(base),
  );
  return { base, isAmbiguous: rivals.some((rival) => absorbed(rival) !== absorbed(base)) };
};

/** What was evened out below one base: of several who did, the one that had seen the latest step. */
const eveningOf = (acts: readonly ModelAct[], base: ModelAct): ModelEvening | undefined =>
  acts
    .flatMap(({ deed }) => (deed.kind === 'step' && deed.evens?.base === base.stamp ? [deed.evens] : []))
    .toSorted((a, b) => b.upTo - a.upTo || b.total - a.total)[0];

interface Asked {
  readonly asked: ModelAmount | undefined;
  /** What somebody who counts on from here evens out; none if nothing is below nothing (I13). */
  readonly evens: ModelEvening | undefined;
}

/** How much is asked for (M7, I13). */
export const readAsked = (world: World, base: ModelAct, acts: readonly ModelAct[]): Asked => {
  const absorbed = new Set(absorbedBy(world, base));
  const evened = eveningOf(acts, base);
  let steps = evened?.total ?? 0;
  let upTo = Math.max(base.stamp, evened?.upTo ?? 0);
  for (const act of acts) {
    if (act.deed.kind !== 'step') continue;
    upTo = Math.max(upTo, act.stamp);
    if (!absorbed.has(act)) steps += act.deed.by;
  }
  const amount = amountOfBase(world, base);
  const { value, unit } = amount ?? ONE;
  const sum = value + steps;
  if (sum >= 0) return { asked: steps === 0 ? amount : { value: sum, unit }, evens: undefined };
  return { asked: { value: 0, unit }, evens: { base: base.stamp, upTo, total: (evened?.total ?? 0) - sum } };
};
