/**
 * The model: SPEC.md as a program. It knows acts and who had seen what, and nothing of Yjs, lanes, registers or entries.
 *
 * What a replica shows is a function of the set of acts that it has seen. That function is written down in
 * `read-item.ts` and `read-list.ts`, what a command does in `model-commands.ts`, what undo does in `model-undo.ts`.
 */
import type { ActSet } from './act-set.ts';

/** An amount in the model. */
export interface ModelAmount {
  readonly value: number;
  readonly unit: string;
}

/** Fields with one winner (M10, M12); `later` is one that only a later version knows (D3). */
export type ModelField = 'note' | 'aisle' | 'price' | 'later';

/** Texts of the list itself with one winner. */
export type ModelLabel = 'title' | 'emoji';

/** What the list remembers of a product (P3). */
export interface ModelMemory {
  readonly key: string;
  readonly name: string;
  readonly aisle: string | undefined;
  readonly unit: string | undefined;
  readonly count: number;
  /** The stamp of the last purchase. */
  readonly bought: number;
}

/** What somebody who counts on from nothing takes as never made. */
export interface ModelEvening {
  /** The stamp of the base that the steps were counted from. */
  readonly base: number;
  /** The stamp of the last step that was seen. */
  readonly upTo: number;
  /** All of it, with what others evened out before. */
  readonly total: number;
}

/** What an act does. Acts of one command have one stamp and are numbered in the order in which they happen. */
export type Deed =
  | {
      readonly kind: 'add';
      readonly name: string;
      readonly amount: ModelAmount | undefined;
      /** Added by an import, which counts as asking again (M15). */
      readonly isWish: boolean;
    }
  /** Written again as it is, by adding an amount to its line. */
  | { readonly kind: 'touch' }
  /** Asked for again. */
  | { readonly kind: 'wish' }
  /** `whose`: the device that took it. Another device's tick is put back by undoing an untick. */
  | {
      readonly kind: 'tick';
      readonly whose: string;
      readonly saw: ModelAmount | undefined;
      readonly after: readonly number[];
      readonly isEdit: boolean;
    }
  | { readonly kind: 'untick'; readonly ticks: readonly number[] }
  | { readonly kind: 'rename'; readonly name: string }
  | { readonly kind: 'set'; readonly amount: ModelAmount | undefined }
  /** Puts an earlier base back. */
  | { readonly kind: 'rebase'; readonly base: number }
  /** `evens`: how far below nothing the steps were that the actor saw, which it takes as never made (I13). */
  | { readonly kind: 'step'; readonly by: number; readonly evens: ModelEvening | undefined }
  | { readonly kind: 'field'; readonly field: ModelField; readonly value: string | number | undefined }
  /** `order`: the lines of the mover's list afterwards, as the ids of their items. */
  | { readonly kind: 'move'; readonly order: readonly (readonly string[])[] }
  | { readonly kind: 'delete' }
  | { readonly kind: 'clear' }
  /** Writes product memory, in place of all that is seen of it; `memory`: none if nothing is left of it (U4). */
  | { readonly kind: 'remember'; readonly key: string; readonly memory: ModelMemory | undefined }
  /** Undo of an add. */
  | { readonly kind: 'discard' }
  /** Puts back all that is known of an item. `info`: acts that it holds besides what is seen in list and bin. */
  | { readonly kind: 'restore'; readonly info: ActSet }
  /** Title or emoji of the list: one winner each. */
  | { readonly kind: 'label'; readonly label: ModelLabel; readonly value: string }
  | { readonly kind: 'person'; readonly name: string }
  /** A store's name; none if the store was removed, with its order. */
  | { readonly kind: 'store'; readonly store: string; readonly name: string | undefined }
  /** One aisle of a store was moved. `order`: all aisles of the store as the mover sees them afterwards. */
  | { readonly kind: 'arrange'; readonly store: string; readonly aisle: string; readonly order: readonly string[] }
  | { readonly kind: 'delete-list' }
  | { readonly kind: 'restore-list' };

/** One act. */
export interface ModelAct {
  readonly number: number;
  readonly device: string;
  /** Who did it: of two tabs of one device, which. */
  readonly by: object;
  readonly stamp: number;
  /** Every act that the actor had seen, earlier acts of the same command included. */
  readonly seen: ActSet;
  readonly item: string | undefined;
  readonly deed: Deed;
  /** Copies in the bin, named by the acts that put them there, which this act takes out. */
  readonly emptied: ActSet;
  /** For an edit: everything that the item's new entry holds. For a removal: everything that its copy in the bin holds. */
  readonly info: ActSet;
}

/** Deeds that keep an item on the list against a removal that did not see them (M4, M6). */
export const isEdit = ({ deed }: ModelAct): boolean => {
  switch (deed.kind) {
    case 'add':
    case 'touch':
    case 'wish':
    case 'untick':
    case 'rename':
    case 'set':
    case 'rebase':
    case 'step':
    case 'field':
    case 'restore':
      return true;
    case 'tick':
      return deed.isEdit;
    default:
      return false;
  }
};

/** Deeds that take an item off the list as far as it is seen. */
export const isRemoval = ({ deed }: ModelAct): boolean =>
  deed.kind === 'delete' || deed.kind === 'clear' || deed.kind === 'discard';
