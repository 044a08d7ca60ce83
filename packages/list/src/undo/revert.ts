/**
 * Taking back one effect (M14): only if it still stands, and only it. What others did meanwhile stays. Each inverse is an
 * act like any other, so it merges like any other, and is itself an effect that can be taken back.
 */
import type { Act } from '../acts/act.ts';
import type { Effect } from '../acts/effect.ts';
import {
  binItem,
  cancelTicks,
  isSameAmount,
  placeItem,
  renameItem,
  setItemField,
  takeStepBack,
} from '../acts/item-acts.ts';
import type { ItemId } from '../ids.ts';
import { withBaseRestored } from '../items/amount-register.ts';
import { type Field, winnerOf } from '../items/field.ts';
import { type BinRecord, gather } from '../items/item-registers.ts';
import { type ItemState, readItem } from '../items/item-state.ts';
import { FIELD, type ItemRecord, joinRecords } from '../items/record.ts';
import { withSeen } from '../items/seen-acts.ts';
import { NO_TICKS } from '../items/tick.ts';
import type { Lanes } from '../lanes/lanes.ts';
import { overwrite } from '../lanes/single-value.ts';
import { forgetPurchase, notedPurchases, type NotedPurchase } from '../products.ts';

/** Why an effect cannot be taken back. */
export type Refusal =
  /** It is not on the list any more. */
  | 'gone'
  /** It is on the list again already. */
  | 'already-back'
  /** It is not in the bin any more. */
  | 'not-in-bin'
  /** Somebody changed it since. */
  | 'changed-since';

/** The effects of taking something back, or why it stays. */
export type Reverted =
  { readonly ok: true; readonly effects: readonly Effect[] } | { readonly ok: false; readonly refusal: Refusal };

/** What taking back may look at. */
export interface RevertContext {
  readonly lanes: Lanes;
  readonly item: (id: ItemId) => ItemState | undefined;
}

const done = (effects: readonly Effect[]): Reverted => ({ ok: true, effects });
const refused = (refusal: Refusal): Reverted => ({ ok: false, refusal });

/** All that is known of an item that is not on the list, as one record to be put back. */
const reviveRecord = (item: ItemState, known: ItemRecord): ItemRecord => {
  const others = [...item.bins.map((bin) => bin.record), ...(item.record ? [item.record] : [])];
  return gather(others.reduce(joinRecords, known), item.entries);
};

/** Puts an item from the bin back: as it was, or open (its ticks taken back). */
export const restoreItem = (
  act: Act,
  item: ItemState,
  bin: BinRecord,
  how: 'as-it-was' | 'open',
  purchase?: NotedPurchase,
): readonly Effect[] => {
  const record = reviveRecord(item, bin.record);
  const { ticks, cancelled } = record;
  act.removeBins(how === 'open' ? item.bins : [bin]);
  const opened = how === 'open' ? { ticks: NO_TICKS, cancelled: withSeen(cancelled, ticks.values()) } : {};
  act.put(item.id, { ...record, ...opened }, item);
  const { device, stamp } = bin.entry;
  const foreignChanges = act.foreignChanges(item.id);
  return [{ type: 'restored', id: item.id, kind: bin.kind, binnedBy: { device, stamp }, purchase, foreignChanges }];
};

type EffectOf<Type extends Effect['type']> = Extract<Effect, { type: Type }>;

const revertAdded = (act: Act, effect: EffectOf<'added'>, item: ItemState | undefined): Reverted => {
  if (!item?.record || item.standing === 'gone') return refused('gone');
  if (act.foreignChanges(item.id) !== effect.foreignChanges) return refused('changed-since');
  act.discard(item);
  return done([{ type: 'unadded', id: item.id, record: item.record }]);
};

const revertUnadded = (
  act: Act,
  { lanes }: RevertContext,
  { id, record }: EffectOf<'unadded'>,
  known: ItemState | undefined,
): Reverted => {
  if (known && known.standing !== 'gone') return refused('already-back');
  // An item that nothing is known of any more may still have ticks: they came after it was taken away (I2, I4).
  const item = known ?? readItem(lanes, id);
  act.put(id, reviveRecord(item, record), item);
  return done([{ type: 'added', id, foreignChanges: act.foreignChanges(id) }]);
};

const revertTicked = (act: Act, { stamp }: EffectOf<'ticked'>, item: ItemState | undefined): Reverted => {
  const record = item && act.recordOf(item);
  if (!record || item.standing === 'gone') return refused('gone');
  const own = item.ticks.get(act.device);
  if (own?.stamp !== stamp) return refused('changed-since');
  cancelTicks(act, item, record, [own]);
  return done([{ type: 'unticked', id: item.id, ticks: [own] }]);
};

const revertUnticked = (act: Act, { ticks }: EffectOf<'unticked'>, item: ItemState | undefined): Reverted => {
  const record = item && act.recordOf(item);
  if (!record || item.standing === 'gone') return refused('gone');
  if (item.ticks.size > 0) return refused('changed-since');
  const again = new Map(record.ticks);
  for (const tick of ticks) again.set(tick.device, { ...tick, stamp: act.stamp });
  act.put(item.id, { ...record, ticks: again }, item);
  const own = ticks.find((tick) => tick.device === act.device);
  return done(own ? [{ type: 'ticked', id: item.id, stamp: act.stamp, saw: own.saw }] : []);
};

const revertRenamed = (act: Act, { stamp, before }: EffectOf<'renamed'>, item: ItemState | undefined): Reverted => {
  const record = item && act.recordOf(item);
  if (!record || item.standing === 'gone') return refused('gone');
  const [winner] = record.name.candidates;
  if (winner.stamp !== stamp || winner.device !== act.device) return refused('changed-since');
  return done(renameItem(act, item, before.text));
};

const revertAmountSet = (
  act: Act,
  { stamp, before, after }: EffectOf<'amount-set'>,
  item: ItemState | undefined,
): Reverted => {
  const record = item && act.recordOf(item);
  if (!record || item.standing === 'gone') return refused('gone');
  const { base } = record.amount;
  if (base.stamp !== stamp || !isSameAmount(base.amount, after)) return refused('changed-since');
  act.put(item.id, { ...record, amount: withBaseRestored(record.amount, before, act.stamp) }, item);
  return done([{ type: 'amount-set', id: item.id, stamp: act.stamp, after: before.amount, before: base }]);
};

const revertStepped = (act: Act, effect: EffectOf<'stepped'>, item: ItemState | undefined): Reverted => {
  const record = item && act.recordOf(item);
  if (!record || item.standing === 'gone') return refused('gone');
  const absorbed = record.amount.base.absorbed.get(effect.slot);
  const isReplaced = absorbed !== undefined && absorbed.stamp >= effect.stamp;
  const effects = isReplaced ? [] : takeStepBack(act, item, effect.by);
  return effects.length === 0 ? refused('changed-since') : done(effects);
};

const revertFieldSet = (act: Act, effect: EffectOf<'field-set'>, item: ItemState | undefined): Reverted => {
  const record = item && act.recordOf(item);
  if (!record || item.standing === 'gone') return refused('gone');
  const field = record.fields.get(effect.letter);
  if (field?.stamp !== effect.stamp || field.values[0] !== effect.after) return refused('changed-since');
  const before = effect.before?.values[0];
  const value = typeof before === 'string' || typeof before === 'number' ? before : undefined;
  return done(setItemField(act, item, effect.letter, value));
};

const revertMoved = (act: Act, { stamp, before, after }: EffectOf<'moved'>, item: ItemState | undefined): Reverted => {
  if (!item?.record || item.standing === 'gone') return refused('gone');
  const position = item.record.fields.get(FIELD.position);
  if (position?.stamp !== stamp || position.values[0] !== after) return refused('changed-since');
  const place = before?.values[0];
  return done(placeItem(act, item, typeof place === 'string' ? place : undefined));
};

const revertBinned = (
  act: Act,
  { lanes }: RevertContext,
  { stamp, beside, purchase }: EffectOf<'binned'>,
  item: ItemState | undefined,
): Reverted => {
  const bin = item?.bins.find(({ entry }) => entry.stamp === stamp && entry.device === act.device);
  if (item && item.standing !== 'gone') return refused('already-back');
  if (!item || !bin) return refused('not-in-bin');
  // Somebody else took it off the list too: that stands.
  if (item.bins.some(({ entry }) => entry.device !== act.device && !beside.includes(entry)))
    return refused('changed-since');
  const isTakenBack = purchase && forgetPurchase(lanes, act, purchase);
  return done(restoreItem(act, item, bin, 'as-it-was', isTakenBack ? purchase : undefined));
};

const revertRestored = (
  act: Act,
  { lanes }: RevertContext,
  effect: EffectOf<'restored'>,
  item: ItemState | undefined,
): Reverted => {
  if (!item?.record || item.standing === 'gone') return refused('gone');
  if (act.foreignChanges(item.id) !== effect.foreignChanges) return refused('changed-since');
  const [purchase] = notedPurchases(lanes, act, effect.purchase ? [effect.purchase] : []);
  return done(binItem(act, item, effect.kind, purchase));
};

const revertLabelSet = (
  act: Act,
  { lanes }: RevertContext,
  { key, stamp, before }: EffectOf<'label-set'>,
): Reverted => {
  const entries = lanes.entries(key);
  const own = entries.find((entry) => entry.stamp === stamp && entry.device === act.device);
  // If somebody wrote the very same at the very same stamp, theirs stands too.
  if (!own || entries.some((other) => other !== own && !isBeaten(other, own))) return refused('changed-since');
  const [text] = before?.values ?? [];
  const after = typeof text === 'string' ? text : '';
  overwrite(lanes, act.draft, key, after);
  return done([{ type: 'label-set', key, stamp: act.stamp, after, before: own }]);
};

const isBeaten = (loser: Field, winner: Field): boolean =>
  winnerOf(loser, winner) === winner && winnerOf(winner, loser) === winner;

/** Takes back one effect if it still stands. */
export const revert = (act: Act, context: RevertContext, effect: Effect): Reverted => {
  if (effect.type === 'label-set') return revertLabelSet(act, context, effect);
  const item = context.item(effect.id);
  switch (effect.type) {
    case 'added':
      return revertAdded(act, effect, item);
    case 'unadded':
      return revertUnadded(act, context, effect, item);
    case 'ticked':
      return revertTicked(act, effect, item);
    case 'unticked':
      return revertUnticked(act, effect, item);
    case 'renamed':
      return revertRenamed(act, effect, item);
    case 'amount-set':
      return revertAmountSet(act, effect, item);
    case 'stepped':
      return revertStepped(act, effect, item);
    case 'field-set':
      return revertFieldSet(act, effect, item);
    case 'moved':
      return revertMoved(act, effect, item);
    case 'binned':
      return revertBinned(act, context, effect, item);
    case 'restored':
      return revertRestored(act, context, effect, item);
  }
};
