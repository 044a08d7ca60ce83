/** What a screen shows: an immutable snapshot of the list. */
import type { Amount, AmountParts } from '../amounts/index.ts';
import type { DeviceId, ItemId, LineId } from '../ids.ts';
import type { ProductKey } from '../product-key.ts';
import type { Store } from '../stores/stores.ts';

/** One visible row: all items of one product that are on the list. */
export interface Line {
  /** Id of the line's oldest item. Commands take any of `itemIds`. */
  readonly id: LineId;
  readonly key: ProductKey;
  readonly name: string;
  /** Names that lost a race of renames and wait for somebody to choose (M9). */
  readonly alsoNames: readonly string[];
  /** Open line: what is still to get. Ticked line: what lies in the cart. Empty: no amount given. */
  readonly amounts: readonly AmountParts[];
  /** Open line: what of it somebody took already (M8). */
  readonly taken: readonly AmountParts[];
  readonly note: string;
  readonly aisle: string | undefined;
  /** For one, in the smallest coin. */
  readonly price: number | undefined;
  readonly ticked: boolean;
  /** Names of people, or device ids of people without one. */
  readonly tickedBy: readonly string[];
  readonly addedBy: readonly string[];
  readonly itemIds: readonly ItemId[];
}

/** Something people should be told that the merge decided. */
export type Notice =
  /** M2: several people took it, none knowing of the others. */
  | { readonly type: 'both-took-it'; readonly lineId: LineId; readonly name: string; readonly by: readonly string[] }
  /** M6: `deletedBy` deleted it, but somebody changed it who had not seen that. `remove` deletes it all the same. */
  | {
      readonly type: 'came-back';
      readonly lineId: LineId;
      readonly name: string;
      readonly deletedBy: readonly DeviceId[];
      readonly by: readonly string[];
    }
  /** M9: it was renamed twice at once. `rename` to any of the names settles it. */
  | { readonly type: 'also-named'; readonly lineId: LineId; readonly name: string; readonly names: readonly string[] }
  /** M13: the list was deleted for everyone, but somebody changed it who had not seen that. */
  | { readonly type: 'list-came-back'; readonly deletedBy: readonly DeviceId[] };

/** An item that was taken off the list and can be put back. */
export interface BinnedItem {
  readonly id: ItemId;
  readonly name: string;
  readonly amount: Amount | undefined;
  readonly how: 'cleared' | 'deleted';
  readonly by: string;
  /** Wall-clock milliseconds of the device that did it; only shown. */
  readonly atMs: number;
  /** Orders the bin: what saw another go has the greater one. Items that one act put there have the same. */
  readonly stamp: number;
}

/** The list was deleted for everyone (M13). */
export interface ListDeletion {
  readonly by: string;
  readonly device: DeviceId;
  readonly atMs: number;
}

/** Somebody gave the list new keys: it goes on elsewhere, and this copy is the one that was left behind. */
export interface LockChange {
  readonly by: string;
  readonly device: DeviceId;
  readonly atMs: number;
}

/** One state of the list. Lines that did not change are the same objects as in the view before. */
export interface ListView {
  readonly title: string;
  readonly look: { readonly emoji: string | undefined; readonly colour: string | undefined };
  /** In list order, open and ticked. */
  readonly lines: readonly Line[];
  readonly openCount: number;
  readonly doneCount: number;
  readonly notices: readonly Notice[];
  /** Newest first. */
  readonly bin: readonly BinnedItem[];
  readonly people: ReadonlyMap<DeviceId, string>;
  /** By name. */
  readonly stores: readonly Store[];
  readonly deletion: ListDeletion | undefined;
  readonly lockChange: LockChange | undefined;
  /** The document was written by a version whose rules this one does not know: show it, but change nothing. */
  readonly isNewer: boolean;
}
