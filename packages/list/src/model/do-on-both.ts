/** One command, given to a real list and to the model. What the model says and what the list does must be the same. */
import * as Y from 'yjs';
import { importedItemId } from '../exchange/imported-id.ts';
import { LIMITS } from '../limits.ts';
import { productKeyOf } from '../product-key.ts';
import type { ToteList } from '../tote-list.ts';
import type { UndoOutcome } from '../undo/undo-stack.ts';
import { type ActSet, has, NO_ACTS } from './act-set.ts';
import { giveCommand, type PlainCommand } from './give-command.ts';
import { type Command, doCommand } from './model-commands.ts';
import type { ImportedRow } from './model-import.ts';
import { createRecorder, type ModelPerson } from './recorder.ts';
import type { ModelStep } from './model-effect.ts';
import type { ModelAct } from './model-act.ts';
import { renewStep, undoStep } from './model-undo.ts';
import type { RandomCommand } from './random-command.ts';
import type { World } from './world.ts';

/** A list that is open on a device, and what the model knows of it. */
export interface ModelActor extends ModelPerson {
  readonly doc: Y.Doc;
  readonly list: ToteList;
  /** Every act whose update is in the document. */
  seen: ActSet;
  undoSteps: ModelStep[];
  redoSteps: ModelStep[];
  /** What became of each effect that was to be taken back, by how often. */
  readonly undone: Map<string, number>;
}

/** What a command wrote. */
export interface DoneOnBoth {
  readonly bytes: Uint8Array;
  /** The acts in it. */
  readonly acts: ActSet;
}

/** An actor who has done nothing yet. */
export const createActor = ({ device, aisleOf }: ModelPerson, doc: Y.Doc, list: ToteList): ModelActor => ({
  device,
  aisleOf,
  doc,
  list,
  seen: NO_ACTS,
  undoSteps: [],
  redoSteps: [],
  undone: new Map(),
});

const stampIn = (update: Uint8Array): number | undefined => {
  for (const struct of Y.decodeUpdate(update).structs) {
    const content: unknown[] = struct instanceof Y.Item ? struct.content.getContent() : [];
    for (const element of content) if (Array.isArray(element) && typeof element[1] === 'number') return element[1];
  }
  return undefined;
};

const greatestStamp = ({ acts }: World, seen: ActSet): number =>
  acts.reduce((greatest, { number, stamp }) => (has(seen, number) ? Math.max(greatest, stamp) : greatest), 0);

const itemIds = ({ view }: ToteList): readonly string[] => view.lines.flatMap((line) => line.itemIds);

const fail = (message: string): never => {
  throw new Error(message);
};

/**
 * Thrown when a run comes to what the rules leave open: whether the undo of an add by somebody else, which changes nothing
 * that is left here, counts as a change of the item (U2), or which of two writes of one stamp won (R6): two moves, two sets,
 * or the tick that somebody put back in another's name (U2) and that one's own.
 */
export class Undecided extends Error {}

const isUndecided = (world: World, step: ModelStep, actor: ModelActor): boolean =>
  step.effects.some((effect) => {
    if (effect.kind === 'added' || effect.kind === 'restored')
      return world.actsOn(effect.item, actor.seen).some((act) => act.deed.kind === 'discard' && act.by !== actor);
    if (effect.kind !== 'moved' && effect.kind !== 'ticked' && effect.kind !== 'set') return false;
    const { item = '', stamp } = effect.act;
    return world
      .actsOn(item, actor.seen)
      .some((act) => act.stamp === stamp && act.by !== actor && registerOf(act) === registerOf(effect.act));
  });

/** What a move, a tick or a set writes: of two writes of it with one stamp the rules fix a winner, not whose it is. */
const registerOf = ({ deed }: ModelAct): string =>
  deed.kind === 'tick' ? `tick of ${deed.whose}` : deed.kind === 'rebase' ? 'set' : deed.kind;

const checkUndo = (outcome: UndoOutcome, model: ReturnType<typeof undoStep>): void => {
  const shown =
    outcome.type === 'undone'
      ? `undone, kept ${outcome.kept}`
      : outcome.type === 'refused'
        ? outcome.reason
        : outcome.type;
  const wanted: readonly string[] = model.type === 'undone' ? [`undone, kept ${model.kept}`] : model.reasons;
  if (!wanted.includes(shown)) fail(`[M14] undo said ${shown}, model ${wanted.join(' or ')}`);
};

const withIds = (rows: Extract<RandomCommand, { type: 'import' }>['rows']): readonly ImportedRow[] =>
  rows.map((row, position) => {
    const isSame = (other: typeof row): boolean =>
      productKeyOf(other.name) === productKeyOf(row.name) &&
      JSON.stringify(other.amount) === JSON.stringify(row.amount);
    const occurrence = rows.slice(0, position).filter(isSame).length;
    return { ...row, id: importedItemId(productKeyOf(row.name), row.amount, occurrence) };
  });

const toModel = (command: PlainCommand, list: ToteList, newStore: string): Command => {
  switch (command.type) {
    case 'move':
      return { type: 'move', line: command.line, order: list.view.lines.map((line) => line.itemIds) };
    case 'import':
      return { type: 'import', rows: withIds(command.rows) };
    case 'add-store':
      return { ...command, store: newStore };
    default:
      return command;
  }
};

/** Gives a command to the replica and to the model; returns what was sent, if anything. */
export const doOnBoth = (world: World, actor: ModelActor, command: RandomCommand): DoneOnBoth | undefined => {
  const { list, doc, seen } = actor;
  const sent: Uint8Array[] = [];
  const listen = (update: Uint8Array): number => sent.push(update);
  const before = new Set(itemIds(list));
  const storesBefore = new Set(list.view.stores.map(({ id }) => id));
  doc.on('update', listen);
  const outcome = command.type === 'undo' ? list.undo() : command.type === 'redo' ? list.redo() : undefined;
  if (command.type !== 'undo' && command.type !== 'redo') giveCommand(list, command);
  doc.off('update', listen);
  if (sent.length > 1) fail(`one command sent ${sent.length} updates`);
  const [bytes] = sent;
  // What only removes writes no stamp, so it may be given any that follows what was seen.
  const written = bytes && stampIn(bytes);
  const greatest = greatestStamp(world, seen);
  if (written !== undefined && written <= greatest) fail(`[R5] stamp ${written} after ${greatest}`);
  const stamp = written ?? greatest;
  const recorder = createRecorder(world, actor, seen, stamp);
  if (command.type === 'undo' || command.type === 'redo') undoOnModel(world, actor, recorder, command.type, outcome);
  else {
    const newItem = itemIds(list).find((id) => !before.has(id));
    const newStore = list.view.stores.find(({ id }) => !storesBefore.has(id))?.id ?? '';
    const effects = doCommand(world, recorder, toModel(command, list, newStore), newItem);
    if (effects.length > 0) {
      actor.undoSteps = [...actor.undoSteps, { name: command.type, effects }].slice(-LIMITS.undoSteps);
      actor.redoSteps = [];
    }
  }
  const acts = recorder.seen & ~seen;
  if ((acts === NO_ACTS) !== (bytes === undefined) && command.type !== 'restore-list')
    fail(`the replica ${bytes ? 'wrote' : 'did not write'}, the model ${acts === NO_ACTS ? 'did not' : 'did'}`);
  if (!bytes) return undefined;
  actor.seen = recorder.seen;
  return { bytes, acts };
};

const undoOnModel = (
  world: World,
  actor: ModelActor,
  recorder: ReturnType<typeof createRecorder>,
  type: 'undo' | 'redo',
  outcome: UndoOutcome | undefined,
): void => {
  const [from, to] = type === 'undo' ? [actor.undoSteps, actor.redoSteps] : [actor.redoSteps, actor.undoSteps];
  const step = from.pop();
  if (!step || !outcome) {
    if (outcome?.type !== 'nothing-to-undo') fail('there was nothing to undo');
    return;
  }
  if (isUndecided(world, step, actor)) throw new Undecided();
  const undone = undoStep(world, recorder, step);
  checkUndo(outcome, undone);
  for (const steps of [from, to]) steps.forEach((one, i) => (steps[i] = renewStep(one, undone.renewals)));
  if (undone.step) to.push(undone.step);
  for (const what of undone.told) actor.undone.set(what, (actor.undone.get(what) ?? 0) + 1);
};
