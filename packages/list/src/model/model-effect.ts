import type { ActSet } from './act-set.ts';
import type { Deed, ModelAct, ModelMemory } from './model-act.ts';

/** How an item was taken off the list. */
export type ModelRemoval = Extract<Deed, { kind: 'clear' | 'delete' }>;

/** A purchase that a clear noted, and what was remembered before (U4). */
export interface ModelPurchase {
  readonly line: Pick<ModelMemory, 'key' | 'name' | 'aisle' | 'unit'>;
  readonly noted: ModelMemory;
  readonly before: ModelMemory | undefined;
}

/** What an own act did, as undo remembers it (M14). `replaces`: the act whose write it replaced, which stands again after an undo (U3). */
export type ModelEffect = { /** Its act is not the first that stands for it. */ readonly isRenewed?: true } & (
  | { readonly kind: 'added'; readonly item: string; readonly foreign: ActSet }
  | { readonly kind: 'unadded'; readonly item: string; readonly info: ActSet }
  | { readonly kind: 'ticked'; readonly act: ModelAct }
  | { readonly kind: 'unticked'; readonly item: string; readonly ticks: readonly number[] }
  | { readonly kind: 'renamed'; readonly act: ModelAct; readonly before: string; readonly replaces: ModelAct }
  | { readonly kind: 'set'; readonly act: ModelAct; readonly before: number }
  | { readonly kind: 'stepped'; readonly act: ModelAct; readonly by: number }
  | {
      readonly kind: 'field';
      readonly act: ModelAct;
      readonly before: string | number | undefined;
      readonly replaces: ModelAct | undefined;
    }
  | { readonly kind: 'moved'; readonly act: ModelAct; readonly replaces: ModelAct | undefined }
  | { readonly kind: 'binned'; readonly act: ModelAct; readonly purchase?: ModelPurchase | undefined }
  | {
      readonly kind: 'restored';
      readonly item: string;
      readonly was: ModelRemoval;
      readonly replaces: ModelAct;
      readonly purchase?: ModelPurchase | undefined;
      readonly foreign: ActSet;
    }
  | {
      readonly kind: 'label';
      readonly act: ModelAct;
      readonly before: string;
      readonly replaces: ModelAct | undefined;
    }
);

/** A step on an undo or redo stack. */
export interface ModelStep {
  readonly name: string;
  readonly effects: readonly ModelEffect[];
}
