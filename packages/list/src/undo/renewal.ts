/**
 * Undo puts an earlier value back by writing it anew, under a new stamp. If an act of one's own had written that value, the act
 * stands again, and the step that remembers it must know it by the new stamp: else only the last of several acts on one
 * register could be taken back (U3).
 */
import type { Act } from '../acts/act.ts';
import type { Effect } from '../acts/effect.ts';
import { canonicalText } from '../items/canonical-text.ts';
import type { DeviceId } from '../ids.ts';

/** Names one write of one register: two writes of the same at the same stamp cannot be told apart, nor need they be. */
type WriteName = string;

/** A write that stands again, and the stamp it has now. */
export interface Renewal {
  readonly write: WriteName;
  readonly stamp: number;
}

const nameWrite = (register: readonly string[], stamp: number, ...values: readonly unknown[]): WriteName =>
  canonicalText([...register, stamp, ...values]);

/** The write that an effect consists of; undefined if undo finds it by something else than its stamp. */
const writeOf = (effect: Effect): WriteName | undefined => {
  switch (effect.type) {
    case 'ticked':
      return nameWrite(['tick', effect.id], effect.stamp);
    case 'binned':
      return nameWrite(['bin', effect.id], effect.stamp);
    case 'renamed':
      return nameWrite(['name', effect.id], effect.stamp, effect.after);
    case 'amount-set':
      return nameWrite(['amount', effect.id], effect.stamp, effect.after?.value, effect.after?.unit);
    case 'field-set':
      return nameWrite(['field', effect.id, effect.letter], effect.stamp, effect.after);
    case 'moved':
      return nameWrite(['position', effect.id], effect.stamp, effect.after);
    case 'label-set':
      return nameWrite(['label', effect.key], effect.stamp, effect.after);
    default:
      return undefined;
  }
};

/** The write that an effect replaced, which stands again when the effect is taken back. */
const replacedBy = (effect: Effect, own: DeviceId): WriteName | undefined => {
  switch (effect.type) {
    case 'unticked': {
      const tick = effect.ticks.find(({ device }) => device === own);
      return tick && nameWrite(['tick', effect.id], tick.stamp);
    }
    case 'restored':
      return effect.binnedBy.device === own ? nameWrite(['bin', effect.id], effect.binnedBy.stamp) : undefined;
    case 'renamed':
      return nameWrite(['name', effect.id], effect.before.stamp, effect.before.text);
    case 'amount-set': {
      const { stamp, amount } = effect.before;
      return nameWrite(['amount', effect.id], stamp, amount?.value, amount?.unit);
    }
    case 'field-set':
      return (
        effect.before && nameWrite(['field', effect.id, effect.letter], effect.before.stamp, effect.before.values[0])
      );
    case 'moved':
      return effect.before && nameWrite(['position', effect.id], effect.before.stamp, effect.before.values[0]);
    case 'label-set':
      return effect.before && nameWrite(['label', effect.key], effect.before.stamp, effect.before.values[0]);
    default:
      return undefined;
  }
};

/** What stands again now that an effect was taken back by an act. */
export const renewalBy = ({ device, stamp }: Act, effect: Effect, inverse: readonly Effect[]): readonly Renewal[] => {
  const write = replacedBy(effect, device);
  if (write === undefined) return [];
  // Nothing had to be written if the value before was the same: then the effect's own write stands for the earlier one.
  const now = inverse.length > 0 ? stamp : 'stamp' in effect ? effect.stamp : stamp;
  return [{ write, stamp: now }];
};

/** An effect that knows its write by the stamp it has now. */
export const renew = (effect: Effect, renewals: readonly Renewal[]): Effect => {
  if (renewals.length === 0 || !('stamp' in effect)) return effect;
  const write = writeOf(effect);
  const renewal = write === undefined ? undefined : renewals.find((one) => one.write === write);
  return renewal ? { ...effect, stamp: renewal.stamp } : effect;
};
