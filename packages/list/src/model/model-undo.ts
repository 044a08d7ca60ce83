/** What undo does (M14, U2): item by item, only what still stands. */
import { type ActSet, has, includes, NO_ACTS, only } from './act-set.ts';
import type { ModelAct } from './model-act.ts';
import { cancelTicks, foreignActs, removalOf, remove, rename, setField, stepBy } from './item-deeds.ts';
import type { Recorder } from './recorder.ts';
import type { ModelEffect, ModelStep } from './model-effect.ts';
import { absorbedBy } from './read-amount.ts';
import { type ModelItem, readItem } from './read-item.ts';
import { standingLabels } from './read-labels.ts';
import { forgetPurchase, notePurchase } from './read-memory.ts';
import type { World } from './world.ts';

/** Why an effect stays. */
export type ModelRefusal = 'gone' | 'already-back' | 'not-in-bin' | 'changed-since';

type Reverted = readonly ModelEffect[] | ModelRefusal;

/** What undo did. */
export interface ModelUndone {
  readonly type: 'undone' | 'refused';
  readonly kept: number;
  /** Why, of each effect that was refused; which one is told is left open. */
  readonly reasons: readonly ModelRefusal[];
  readonly step: ModelStep | undefined;
  readonly renewals: readonly ModelRenewal[];
  /** What became of each effect, as it is counted. */
  readonly told: readonly string[];
}

/** An own act whose write stands again, and the act that wrote it anew. */
interface ModelRenewal {
  readonly write: ModelAct;
  readonly now: ModelAct;
}

const isSameWrite = (a: ModelAct | undefined, b: ModelAct): boolean =>
  a !== undefined && a.stamp === b.stamp && JSON.stringify(a.deed) === JSON.stringify(b.deed);

const revertOnItem = (
  world: World,
  recorder: Recorder,
  effect: Exclude<ModelEffect, { kind: 'label' | 'added' | 'unadded' | 'binned' | 'restored' | 'unticked' }>,
  item: ModelItem,
): Reverted => {
  const { act } = effect;
  const acts = world.actsOn(item.id, item.info);
  switch (effect.kind) {
    case 'ticked':
      if (!item.inCart.includes(act)) return 'changed-since';
      cancelTicks(world, recorder, item, [act]);
      return [{ kind: 'unticked', item: item.id, ticks: [act.number] }];
    case 'renamed': {
      const mine = act.deed.kind === 'rename' ? act.deed.name : '';
      const rivals = acts.filter(
        ({ deed, stamp }) => (deed.kind === 'rename' || deed.kind === 'add') && stamp >= act.stamp,
      );
      const isWinner =
        item.name === mine && rivals.every((one) => one === act || (one.stamp === act.stamp && winsOver(act, one)));
      return isWinner && acts.includes(act) ? rename(recorder, item, effect.before) : 'changed-since';
    }
    case 'set': {
      if (item.base !== act && !isSameWrite(item.base, act)) return 'changed-since';
      const again = recorder.record(item.id, { kind: 'rebase', base: effect.before });
      return [{ kind: 'set', act: again, before: item.base.number }];
    }
    case 'stepped': {
      if (absorbedBy(world, item.base).includes(act)) return 'changed-since';
      const back = stepBy(recorder, item, -effect.by, 'back');
      return back.length === 0 ? 'changed-since' : back;
    }
    case 'field': {
      const { deed } = act;
      if (deed.kind !== 'field') return 'changed-since';
      const winner = item.fields[deed.field];
      return winner === act || isSameWrite(winner, act)
        ? setField(recorder, item, deed.field, effect.before)
        : 'changed-since';
    }
    case 'moved': {
      const moves = acts.filter(({ deed }) => deed.kind === 'move');
      if (moves.some((move) => move.stamp > act.stamp) || !moves.includes(act)) return 'changed-since';
      return [{ kind: 'moved', act: recorder.record(item.id, { kind: 'move', order: [] }), replaces: act }];
    }
  }
};

/** Of two names of one stamp: the greater text, then the greater device, which only matters for whose it is. */
const winsOver = (mine: ModelAct, rival: ModelAct): boolean => {
  const text = ({ deed }: ModelAct): string => (deed.kind === 'rename' || deed.kind === 'add' ? deed.name : '');
  return text(mine) === text(rival) ? mine.device > rival.device : text(mine) > text(rival);
};

const revertUnticked = (
  world: World,
  recorder: Recorder,
  { ticks }: Extract<ModelEffect, { kind: 'unticked' }>,
  item: ModelItem,
): Reverted => {
  if (item.inCart.length > 0) return 'changed-since';
  const again = ticks.map((number) => {
    const { deed } = world.act(number);
    if (deed.kind !== 'tick') throw new Error('not a tick');
    return recorder.record(item.id, { ...deed, isEdit: true });
  });
  const own = again.find(({ deed }) => deed.kind === 'tick' && deed.whose === recorder.device);
  return own ? [{ kind: 'ticked', act: own }] : [];
};

const revertBinned = (
  world: World,
  recorder: Recorder,
  { act, purchase }: Extract<ModelEffect, { kind: 'binned' }>,
  isOnList: boolean,
): Reverted => {
  const item = act.item ?? '';
  if (isOnList) return 'already-back';
  const copies = world.binOf(item, recorder.seenBefore);
  if (!copies.includes(act)) return 'not-in-bin';
  if (copies.some(({ device, number }) => device !== recorder.device && !has(act.seen, number))) return 'changed-since';
  recorder.record(item, { kind: 'restore', info: NO_ACTS }, only(act.number));
  const foreign = foreignActs(world, item, recorder);
  const taken = forgetPurchase(world, recorder, purchase);
  return [{ kind: 'restored', item, was: removalOf(act), replaces: act, purchase: taken, foreign }];
};

const revertRestored = (
  world: World,
  recorder: Recorder,
  { item, was, purchase }: Extract<ModelEffect, { kind: 'restored' }>,
): Reverted => {
  const binned = remove(world, recorder, item, was);
  return purchase && binned.kind === 'binned'
    ? [{ ...binned, purchase: notePurchase(world, recorder, purchase.line) }]
    : [binned];
};

const hasForeign = (world: World, item: string, recorder: Recorder, known: ActSet): boolean =>
  !includes(known, foreignActs(world, item, recorder));

const revert = (world: World, recorder: Recorder, effect: ModelEffect): Reverted => {
  const { seenBefore } = recorder;
  if (effect.kind === 'label') return revertLabel(world, recorder, effect);
  const id = 'act' in effect ? (effect.act.item ?? '') : effect.item;
  const item = readItem(world, id, seenBefore);
  const isOnList = item !== undefined && item.standing !== 'gone';
  if (effect.kind === 'binned') return revertBinned(world, recorder, effect, isOnList);
  if (effect.kind === 'unadded') {
    if (isOnList) return 'already-back';
    recorder.record(id, { kind: 'restore', info: effect.info });
    return [{ kind: 'added', item: id, foreign: foreignActs(world, id, recorder) }];
  }
  if (!item || !isOnList) return 'gone';
  switch (effect.kind) {
    case 'added':
      if (hasForeign(world, id, recorder, effect.foreign)) return 'changed-since';
      recorder.record(id, { kind: 'discard' });
      return [{ kind: 'unadded', item: id, info: item.info }];
    case 'restored':
      if (hasForeign(world, id, recorder, effect.foreign)) return 'changed-since';
      return revertRestored(world, recorder, effect);
    case 'unticked':
      return revertUnticked(world, recorder, effect, item);
    default:
      return revertOnItem(world, recorder, effect, item);
  }
};

const revertLabel = (
  world: World,
  recorder: Recorder,
  { act, before }: Extract<ModelEffect, { kind: 'label' }>,
): Reverted => {
  const { deed } = act;
  const seen = world.acts.filter(({ number }) => has(recorder.seenBefore, number));
  if (deed.kind !== 'label') return 'changed-since';
  const [winner, rival] = standingLabels(seen, deed.label);
  // If somebody wrote the very same at the very same stamp, theirs stands too.
  if (winner !== act || isSameWrite(rival, act)) return 'changed-since';
  const again = recorder.record(undefined, { ...deed, value: before });
  return [{ kind: 'label', act: again, before: deed.value, replaces: act }];
};

/** The own act that stands again now that an effect was taken back (U3). */
const renewalBy = (
  world: World,
  recorder: Recorder,
  effect: ModelEffect,
  [inverse]: readonly ModelEffect[],
): readonly ModelRenewal[] => {
  const now = inverse && 'act' in inverse ? inverse.act : 'act' in effect ? effect.act : undefined;
  const isOwnTick = ({ deed }: ModelAct): boolean => deed.kind === 'tick' && deed.whose === recorder.device;
  const write =
    effect.kind === 'unticked'
      ? effect.ticks.map(world.act).find(isOwnTick)
      : effect.kind === 'set'
        ? world.act(effect.before)
        : 'replaces' in effect
          ? effect.replaces
          : undefined;
  return now && write ? [{ write, now }] : [];
};

const isWriteOf = (write: ModelAct, effect: ModelEffect): boolean => {
  if (!('act' in effect)) return false;
  const { act, kind } = effect;
  return act === write || (kind !== 'moved' && act.item === write.item && isSameWrite(write, act));
};

/** A step that knows its acts by what stands for them now. */
export const renewStep = ({ name, effects }: ModelStep, renewals: readonly ModelRenewal[]): ModelStep => ({
  name,
  effects: effects.map((effect) => {
    const renewal = renewals.find(({ write }) => isWriteOf(write, effect));
    return renewal && 'act' in effect ? { ...effect, act: renewal.now, isRenewed: true } : effect;
  }),
});

/** Takes back one step. */
export const undoStep = (world: World, recorder: Recorder, { name, effects }: ModelStep): ModelUndone => {
  const renewals: ModelRenewal[] = [];
  const told: string[] = [];
  const reverted = effects.toReversed().map((effect) => {
    const one = revert(world, recorder, effect);
    const how = typeof one === 'string' ? 'refused' : effect.isRenewed ? 'taken back in a row' : 'taken back';
    told.push(`M14 ${effect.kind} ${how}`);
    if (typeof one !== 'string' && 'purchase' in effect && effect.purchase) {
      const isMoved = one.some((inverse) => 'purchase' in inverse && inverse.purchase);
      told.push(effect.kind === 'restored' ? 'U4 noted again' : isMoved ? 'U4 taken back' : 'U4 stays');
    }
    if (typeof one !== 'string') renewals.push(...renewalBy(world, recorder, effect, one));
    return one;
  });
  const refusals = reverted.filter((one) => typeof one === 'string');
  const inverse = reverted.flatMap((one) => (typeof one === 'string' ? [] : one)).reverse();
  if (refusals.length > 0 && refusals.length === reverted.length)
    return { type: 'refused', kept: 0, reasons: refusals, step: undefined, renewals, told };
  const step = inverse.length > 0 ? { name, effects: inverse } : undefined;
  return { type: 'undone', kept: refusals.length, reasons: refusals, step, renewals, told };
};
