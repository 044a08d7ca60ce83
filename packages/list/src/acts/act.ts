/**
 * One act of this device while it is being put together. What is drafted of an item is joined in memory, so that an act
 * may change several parts of it and still writes one entry.
 */
import type { Amount } from '../amounts/index.ts';
import type { DeviceId, ItemId } from '../ids.ts';
import type { LastStep, Writer } from '../items/amount-register.ts';
import { BIN_KIND, type BinRecord, ITEM_KEY } from '../items/item-registers.ts';
import type { ItemState } from '../items/item-state.ts';
import { FIELD, type ItemRecord } from '../items/record.ts';
import { encodeRecord } from '../items/record-codec.ts';
import { NOTHING_SEEN, type SeenActs } from '../items/seen-acts.ts';
import { encodeTick } from '../items/tick.ts';
import type { Draft } from '../lanes/lanes.ts';

/** Who acts, and when. */
export interface Actor {
  readonly device: DeviceId;
  /** The Yjs client id that writes now. */
  readonly writer: Writer;
  /** Wall-clock minutes, only to be shown. */
  readonly minutes: number;
  /** This writer's last step on each item, as far as this session knows. */
  readonly lastSteps: Map<ItemId, LastStep>;
  /** How often somebody else's act changed the item since this session began. */
  readonly foreignChanges: (id: ItemId) => number;
}

/** What an act can do to items. */
export interface Act extends Actor {
  readonly stamp: number;
  readonly draft: Draft;
  /** A stamp for an item to be added: one more for each, so that they keep their order (rule R5). */
  takeItemStamp(): number;
  /** The item as drafted so far. */
  recordOf(item: ItemState): ItemRecord | undefined;
  /** Writes the whole item anew: an edit, which survives a delete that did not see it (M6). */
  put(id: ItemId, record: ItemRecord, seen: ItemState | undefined): void;
  /** Ticks an item; no edit, a delete that did not see it wins (M6). */
  tick(item: ItemState, saw: Amount | undefined, after?: SeenActs): void;
  /** Gives an item a position; no edit either. */
  place(item: ItemState, position: string | undefined): void;
  /** Takes an item off the list, as far as it is seen, and puts it into the bin. */
  bin(item: ItemState, kind: keyof typeof BIN_KIND): void;
  /** Takes an item off the list, as far as it is seen, without a trace. */
  discard(item: ItemState): void;
  /** Takes what is in the bin of an item out of it. */
  removeBins(bins: readonly BinRecord[]): void;
}

interface Drafted {
  readonly record: ItemRecord;
  readonly seen: ItemState | undefined;
}

const removeSeen = (draft: Draft, { entries }: ItemState): void => {
  for (const entry of [...entries.items, ...entries.ticks, ...entries.positions]) draft.remove(entry);
};

/** Lets `compose` draft an act and then writes the items it changed. */
export const composeAct = <Outcome>(draft: Draft, actor: Actor, compose: (act: Act) => Outcome): Outcome => {
  const { stamp } = draft;
  const { device, minutes } = actor;
  const drafted = new Map<ItemId, Drafted>();
  const ticked = new Map<ItemId, readonly unknown[]>();
  const recordOf = (item: ItemState): ItemRecord | undefined => drafted.get(item.id)?.record ?? item.record;

  let itemsAdded = 0;
  const act: Act = {
    ...actor,
    stamp,
    draft,
    takeItemStamp: () => {
      itemsAdded += 1;
      return stamp + itemsAdded - 1;
    },
    recordOf,
    put: (id, record, seen) => {
      drafted.set(id, { record, seen: seen ?? drafted.get(id)?.seen });
    },
    tick: (item, saw, after = NOTHING_SEEN) => {
      for (const entry of item.entries.ticks) if (entry.device === device) draft.remove(entry);
      ticked.set(item.id, encodeTick({ minutes, saw, after }));
    },
    place: (item, position) => {
      const values = position === undefined ? [] : [position];
      const pending = drafted.get(item.id);
      if (pending) {
        const fields = new Map(pending.record.fields).set(FIELD.position, { stamp, values });
        drafted.set(item.id, { ...pending, record: { ...pending.record, fields } });
        return;
      }
      for (const entry of item.entries.positions) draft.remove(entry);
      draft.append(ITEM_KEY.position + item.id, ...values);
    },
    bin: (item, kind) => {
      if (!item.record) return;
      removeSeen(draft, item);
      for (const bin of item.bins) if (bin.kind === 'deleted') draft.remove(bin.entry);
      const [written, ...values] = encodeRecord(item.record, { device, stamp, minutes });
      draft.append(ITEM_KEY.bin + item.id, written, BIN_KIND[kind], ...values);
    },
    discard: (item) => {
      removeSeen(draft, item);
    },
    removeBins: (bins) => {
      for (const { entry } of bins) draft.remove(entry);
    },
  };

  const outcome = compose(act);
  for (const [id, { record, seen }] of drafted) {
    if (seen) removeSeen(draft, seen);
    const written = { device, stamp: Math.max(stamp, record.created.stamp), minutes };
    draft.appendAt(written.stamp, ITEM_KEY.item + id, ...encodeRecord(record, written));
  }
  for (const [id, values] of ticked) draft.append(ITEM_KEY.tick + id, ...values);
  return outcome;
};
