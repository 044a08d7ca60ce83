/** What an act of one's own did, remembered so that it can be taken back (M14). */
import type { Amount } from '../amounts/index.ts';
import type { ItemId } from '../ids.ts';
import type { AmountRegister, SlotId } from '../items/amount-register.ts';
import type { Field } from '../items/field.ts';
import type { NameCandidate } from '../items/name-register.ts';
import type { FieldLetter, ItemRecord } from '../items/record.ts';
import type { Dot } from '../items/seen-acts.ts';
import type { Tick } from '../items/tick.ts';
import type { Entry } from '../lanes/entry.ts';
import type { NotedPurchase } from '../products.ts';

/** One change to one item or to one of the list's own registers, with what is needed to take it back. `before`: the write it replaced. */
export type Effect =
  | { readonly type: 'added'; readonly id: ItemId; readonly foreignChanges: number }
  | { readonly type: 'unadded'; readonly id: ItemId; readonly record: ItemRecord }
  | { readonly type: 'ticked'; readonly id: ItemId; readonly stamp: number; readonly saw: Amount | undefined }
  | { readonly type: 'unticked'; readonly id: ItemId; readonly ticks: readonly Tick[] }
  | {
      readonly type: 'renamed';
      readonly id: ItemId;
      readonly stamp: number;
      readonly after: string;
      readonly before: NameCandidate;
    }
  | {
      readonly type: 'amount-set';
      readonly id: ItemId;
      readonly stamp: number;
      readonly after: Amount | undefined;
      readonly before: AmountRegister['base'];
    }
  | {
      readonly type: 'stepped';
      readonly id: ItemId;
      readonly by: number;
      readonly slot: SlotId;
      readonly stamp: number;
    }
  | {
      readonly type: 'field-set';
      readonly id: ItemId;
      readonly letter: FieldLetter;
      readonly stamp: number;
      readonly after: string | number | undefined;
      readonly before: Field | undefined;
    }
  | {
      readonly type: 'moved';
      readonly id: ItemId;
      readonly stamp: number;
      readonly after: string | undefined;
      readonly before: Field | undefined;
    }
  | {
      readonly type: 'binned';
      readonly id: ItemId;
      readonly stamp: number;
      readonly kind: 'cleared' | 'deleted';
      /** What the bin held of it already. */
      readonly beside: readonly Entry[];
      /** With the oldest item of a line that was cleared. */
      readonly purchase?: NotedPurchase | undefined;
    }
  | {
      readonly type: 'restored';
      readonly id: ItemId;
      readonly kind: 'cleared' | 'deleted';
      /** The act that had put it into the bin. */
      readonly binnedBy: Dot;
      /** The purchase that was taken back with it, to be noted again. */
      readonly purchase?: NotedPurchase | undefined;
      readonly foreignChanges: number;
    }
  | {
      readonly type: 'label-set';
      readonly key: string;
      readonly stamp: number;
      readonly after: string;
      readonly before: Field | undefined;
    };

/** What a person did, for the words of an undo button. */
export type ActName =
  | 'add'
  | 'tick'
  | 'untick'
  | 'rename'
  | 'note'
  | 'aisle'
  | 'price'
  | 'amount'
  | 'move'
  | 'delete'
  | 'clear'
  | 'restore'
  | 'title'
  | 'look'
  | 'store'
  | 'notice';
