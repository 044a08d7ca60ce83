/** One list: a Yjs document read and written by the rules of SPEC.md. */
import type * as Y from 'yjs';
import { type Act, type Actor, composeAct } from './acts/act.ts';
import type { NewItem } from './acts/item-acts.ts';
import type { Amount } from './amounts/index.ts';
import { type AddOutcome, addProduct } from './commands/add-commands.ts';
import type { CommandContext, ReadText } from './commands/command-context.ts';
import { addTyped, importItems, readTyped } from './commands/import-commands.ts';
import {
  increaseLine,
  moveLine,
  type MoveTarget,
  removeLine,
  renameLine,
  setLineAisle,
  setLineAmount,
  setLineNote,
  setLinePrice,
  tickLine,
  untickLine,
} from './commands/line-commands.ts';
import { clearDone, restoreFromBin, setPersonName } from './commands/list-commands.ts';
import type { ExchangeItem } from './exchange/exchange-item.ts';
import type { Incoming } from './exchange/incoming.ts';
import type { HistoryEvent, readHistory } from './history.ts';
import { type DeviceId, isDeviceId, type ItemId, type LineId, type RandomBytes } from './ids.ts';
import type { LastStep } from './items/amount-register.ts';
import { itemOfKey } from './items/item-registers.ts';
import { createLanes } from './lanes/lanes.ts';
import { productKeyOf } from './product-key.ts';
import { type ProductMemory, readProduct, readProducts } from './products.ts';
import { noteSchema } from './schema.ts';
import { minutesOf } from './stamps.ts';
import { revert } from './undo/revert.ts';
import { createUndoStack, type UndoOutcome } from './undo/undo-stack.ts';
import type { ListView } from './view/list-view.ts';
import { createViewKeeper } from './view/view-keeper.ts';

/** What a list needs from outside. */
export interface ListDeps {
  /** This replica's own name; names its lane. */
  readonly device: DeviceId;
  readonly random: RandomBytes;
  /** Wall clock, for times that are shown. Decides nothing (M16). */
  readonly nowMs: () => number;
  /** A dependency, so that a page can show a list before it can read typed text. */
  readonly readText: ReadText;
  /** Where a product is found that the list knows nothing of yet, the catalogue's word for example. A new line is put there. */
  readonly aisleOf?: (name: string) => string | undefined;
  /** A replica that may only look: every command throws. */
  readonly readOnly?: boolean;
}

/** A list that can be shown and changed. Every command is one transaction of the document with the list as its origin. */
export interface ToteList {
  readonly view: ListView;
  /** Whether commands may be called: not with a view link, not in a document of a newer version. */
  readonly canEdit: boolean;
  /** Called with the new view after every transaction that changed something visible. Returns how to stop. */
  subscribe(listener: (view: ListView) => void): () => void;
  /** Adds what was typed, one product a line of text. */
  add(text: string): AddOutcome;
  /** What `add` would understand of a text, one product a line of it. */
  read(text: string): Incoming;
  addProduct(item: NewItem): AddOutcome;
  /** Adds what an export or a paste holds; nothing that is there already is doubled (M15). */
  importItems(items: readonly ExchangeItem[]): AddOutcome;
  tick(id: LineId): void;
  untick(id: LineId): void;
  remove(id: LineId): void;
  rename(id: LineId, name: string): void;
  setNote(id: LineId, note: string): void;
  setAisle(id: LineId, aisle: string | undefined): void;
  /** Price of one, in the smallest coin. */
  setPrice(id: LineId, price: number | undefined): void;
  setAmount(id: LineId, amount: Amount | undefined): void;
  increase(id: LineId, by: number): void;
  move(id: LineId, target: MoveTarget): void;
  /** Takes the ticked lines off the list; returns how many. */
  clearDone(): number;
  /** Whether this device, in whichever of its tabs, wrote what keeps an item on the list: it added it, put it back or changed it last (V2). */
  isOwn(id: ItemId): boolean;
  /** Puts an item back from the bin; false if it is not there any more. */
  restore(id: ItemId): boolean;
  setPersonName(name: string): void;
  /** Gives a command that the caller brings along, of `@tote/list/store-commands`, `look-commands` or `deletion-commands`: a page shows a list without it. */
  give<Outcome>(command: (context: CommandContext) => Outcome): Outcome;
  /** Everything that the list remembers of products, last bought first, and the stamp against which habits age. */
  productMemory(): { readonly products: readonly ProductMemory[]; readonly newestStamp: number };
  /** Who did what, newest first. Who asks brings `readHistory` along (`@tote/list/history`): a page shows a list without it. */
  history(read: typeof readHistory): readonly HistoryEvent[];
  undo(): UndoOutcome;
  redo(): UndoOutcome;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  dispose(): void;
}

const assertThat = (holds: boolean, message: string): void => {
  if (!holds) throw new Error(`@tote/list: ${message}`);
};

const countForeignChanges = (counts: Map<ItemId, number>, changedKeys: Iterable<string>): void => {
  for (const id of new Set([...changedKeys].map(itemOfKey))) if (id) counts.set(id, (counts.get(id) ?? 0) + 1);
};

/** Opens the list in a document. Reads it once; writes nothing until a command is called. */
export const createList = (doc: Y.Doc, deps: ListDeps): ToteList => {
  const { device, random, nowMs, readText, aisleOf = () => undefined, readOnly = false } = deps;
  assertThat(isDeviceId(device), 'a device id is 8 characters of 0-9 and a-z');
  const listeners = new Set<(view: ListView) => void>();
  const foreignChanges = new Map<ItemId, number>();
  const lastSteps = new Map<ItemId, LastStep>();
  const lanes = createLanes({ doc, device, origin: () => list });
  const keeper = createViewKeeper(lanes);
  lanes.onChange((changedKeys, isOwnAct) => {
    if (!isOwnAct) countForeignChanges(foreignChanges, changedKeys);
    if (keeper.update(changedKeys)) for (const listener of [...listeners]) listener(keeper.view);
  });

  const canEdit = (): boolean => !readOnly && !keeper.view.isNewer;

  const run = <Outcome>(compose: (act: Act) => Outcome): Outcome => {
    assertThat(canEdit(), 'this copy may only be looked at');
    return lanes.act((draft) => {
      const actor: Actor = {
        device,
        writer: doc.clientID | 0,
        minutes: minutesOf(nowMs()),
        lastSteps,
        foreignChanges: (id) => foreignChanges.get(id) ?? 0,
      };
      const outcome = composeAct(draft, actor, compose);
      noteSchema(lanes, draft);
      return outcome;
    });
  };

  const undoStack = createUndoStack({
    run,
    revert: (act, effect) => revert(act, { lanes, item: keeper.lines.item }, effect),
  });

  const context: CommandContext = {
    lanes,
    lines: keeper.lines,
    view: () => keeper.view,
    device,
    random,
    readText,
    aisleForNew: (name) => (readProduct(lanes, productKeyOf(name))?.aisle === undefined ? aisleOf(name) : undefined),
    run: (name, compose) => {
      undoStack.push(name, run(compose));
    },
  };

  const list: ToteList = {
    get view() {
      return keeper.view;
    },
    get canEdit() {
      return canEdit();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add: (text) => addTyped(context, text),
    read: (text) => readTyped(context, text),
    addProduct: (item) => addProduct(context, item),
    importItems: (items) => importItems(context, items),
    tick: (id) => tickLine(context, id),
    untick: (id) => untickLine(context, id),
    remove: (id) => removeLine(context, id),
    rename: (id, name) => renameLine(context, id, name),
    setNote: (id, note) => setLineNote(context, id, note),
    setAisle: (id, aisle) => setLineAisle(context, id, aisle),
    setPrice: (id, price) => setLinePrice(context, id, price),
    setAmount: (id, amount) => setLineAmount(context, id, amount),
    increase: (id, by) => increaseLine(context, id, by),
    move: (id, target) => moveLine(context, id, target),
    clearDone: () => clearDone(context),
    isOwn: (id) => keeper.lines.item(id)?.keptBy.includes(device) === true,
    restore: (id) => restoreFromBin(context, id),
    setPersonName: (name) => setPersonName(context, name),
    give: (command) => command(context),
    productMemory: () => ({ products: readProducts(lanes), newestStamp: lanes.newestStamp() }),
    history: (read) => read(lanes, keeper.lines.items(), keeper.personName),
    undo: () => undoStack.undo(),
    redo: () => undoStack.redo(),
    get canUndo() {
      return undoStack.canUndo;
    },
    get canRedo() {
      return undoStack.canRedo;
    },
    dispose: () => {
      lanes.dispose();
      listeners.clear();
    },
  };
  return list;
};
