/**
 * Taking back one effect (M14): only if it still stands, and only it. What others did meanwhile stays. Each inverse is an
 * act like any other, so it merges like any other, and is itself an effect that can be taken back.
 */
import type { Act } from '../acts/act.ts';
import type { Effect } from '../acts/effect.ts';
import { cancelTicks, placeItem, renameItem, setItemField, stepItem } from '../acts/item-acts.ts';
import type { ItemId } from '../ids.ts';
import { withBaseRestored } from '../items/amount-register.ts';
import { type BinRecord, readTicks } from '../items/item-registers.ts';
import type { ItemState } from '../items/item-state.ts';
import { FIELD, type FieldLetter, type ItemRecord, joinRecords } from '../items/record.ts';
import { withSeen } from '../items/seen-acts.ts';
import { NO_TICKS } from '../items/tick.ts';
import type { Lanes } from '../lanes/lanes.ts';
import { overwrite, winningEntry } from '../lanes/single-value.ts';

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
  /** Whether an act of this stamp was one of this session's own. */
  readonly isOwn: (stamp: number) => boolean;
}

const done = (effects: readonly Effect[]): Reverted => ({ ok: true, effects });
const refused = (refusal: Refusal): Reverted => ({ ok: false, refusal });

/** Puts an item from the bin back: as it was, or open (its ticks taken back). */
export const restoreItem = (
  act: Act,
  item: ItemState,
  bin: BinRecord,
  how: 'as-it-was' | 'open',
): readonly Effect[] => {
  // An edit that did not see the clearing may be there beside the bin: its changes are kept.
  const record = item.record ? joinRecords(item.record, bin.record) : bin.record;
  const ticks = readTicks(item.entries, record.ticks);
  const restored =
    how === 'open' ? { ticks: NO_TICKS, cancelled: withSeen(record.cancelled, ticks.values()) } : { ticks };
  act.removeBins(how === 'open' ? item.bins : [bin]);
  act.put(item.id, { ...record, ...restored }, item);
  return [{ type: 'restored', id: item.id, kind: bin.kind }];
};

/** Every stamp of what an item is now. */
const stampsOf = ({ created, name, amount, fields, ticks, wishes }: ItemRecord): readonly number[] => [
  created.stamp,
  ...name.candidates.map(({ stamp }) => stamp),
  amount.base.stamp,
  ...[...amount.totals.values()].map(({ stamp }) => stamp),
  ...[...fields.values()].map(({ stamp }) => stamp),
  ...[...ticks.values()].map(({ stamp }) => stamp),
  ...wishes.values(),
];

type EffectOf<Type extends Effect['type']> = Extract<Effect, { type: Type }>;

const revertAdded = (act: Act, { isOwn }: RevertContext, item: ItemState | undefined): Reverted => {
  if (!item?.record || item.standing === 'gone') return refused('gone');
  if (!stampsOf(item.record).every(isOwn)) return refused('changed-since');
  act.discard(item);
  return done([{ type: 'unadded', id: item.id, record: item.record }]);
};

const revertUnadded = (act: Act, { id, record }: EffectOf<'unadded'>, item: ItemState | undefined): Reverted => {
  if (item && item.standing !== 'gone') return refused('already-back');
  act.put(id, record, item);
  return done([{ type: 'added', id, stamp: record.created.stamp }]);
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
  return done(renameItem(act, item, before));
};

const revertAmountSet = (
  act: Act,
  { stamp, before }: EffectOf<'amount-set'>,
  item: ItemState | undefined,
): Reverted => {
  const record = item && act.recordOf(item);
  if (!record || item.standing === 'gone') return refused('gone');
  if (record.amount.base.stamp !== stamp) return refused('changed-since');
  act.put(item.id, { ...record, amount: withBaseRestored(record.amount, before, act.stamp) }, item);
  return done([{ type: 'amount-set', id: item.id, stamp: act.stamp, before: record.amount.base }]);
};

const revertStepped = (act: Act, effect: EffectOf<'stepped'>, item: ItemState | undefined): Reverted => {
  const record = item && act.recordOf(item);
  if (!record || item.standing === 'gone') return refused('gone');
  const { base } = record.amount;
  const absorbed = base.absorbed.get(effect.writer);
  const isReplaced = base.stamp !== effect.baseStamp && absorbed !== undefined && absorbed !== effect.totalBefore;
  return isReplaced ? refused('changed-since') : done(stepItem(act, item, -effect.by));
};

const revertFieldSet = (act: Act, effect: EffectOf<'field-set'>, item: ItemState | undefined): Reverted => {
  const record = item && act.recordOf(item);
  if (!record || item.standing === 'gone') return refused('gone');
  if (record.fields.get(effect.letter)?.stamp !== effect.stamp) return refused('changed-since');
  const before = effect.before?.values[0];
  const value = typeof before === 'string' || typeof before === 'number' ? before : undefined;
  return done(setItemField(act, item, effect.letter as FieldLetter, value));
};

const revertMoved = (act: Act, { stamp, before }: EffectOf<'moved'>, item: ItemState | undefined): Reverted => {
  if (!item?.record || item.standing === 'gone') return refused('gone');
  if (item.record.fields.get(FIELD.position)?.stamp !== stamp) return refused('changed-since');
  return done(placeItem(act, item, before));
};

const revertBinned = (act: Act, { stamp }: EffectOf<'binned'>, item: ItemState | undefined): Reverted => {
  const bin = item?.bins.find(({ entry }) => entry.stamp === stamp && entry.device === act.device);
  if (item && item.standing !== 'gone') return refused('already-back');
  if (!item || !bin) return refused('not-in-bin');
  return done(restoreItem(act, item, bin, 'as-it-was'));
};

const revertRestored = (
  act: Act,
  { isOwn }: RevertContext,
  effect: EffectOf<'restored'>,
  item: ItemState | undefined,
): Reverted => {
  if (!item?.record || item.standing === 'gone') return refused('gone');
  if (!item.entries.items.every((entry) => entry.device === act.device && isOwn(entry.stamp)))
    return refused('changed-since');
  act.bin(item, effect.kind);
  return done([{ type: 'binned', id: item.id, stamp: act.stamp, kind: effect.kind }]);
};

const revertLabelSet = (
  act: Act,
  { lanes }: RevertContext,
  { key, stamp, before }: EffectOf<'label-set'>,
): Reverted => {
  const winner = winningEntry(lanes.entries(key));
  if (winner?.stamp !== stamp || winner.device !== act.device) return refused('changed-since');
  overwrite(lanes, act.draft, key, ...before);
  return done([{ type: 'label-set', key, stamp: act.stamp, before: winner.values }]);
};

/** Takes back one effect if it still stands. */
export const revert = (act: Act, context: RevertContext, effect: Effect): Reverted => {
  if (effect.type === 'label-set') return revertLabelSet(act, context, effect);
  const item = context.item(effect.id);
  switch (effect.type) {
    case 'added':
      return revertAdded(act, context, item);
    case 'unadded':
      return revertUnadded(act, effect, item);
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
      return revertBinned(act, effect, item);
    case 'restored':
      return revertRestored(act, context, effect, item);
  }
};
