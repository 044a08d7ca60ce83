/** A real replica and what the model knows of it: what it has seen, and what it could undo. */
import * as Y from 'yjs';
import { importedItemId } from '../exchange/imported-id.ts';
import { LIMITS } from '../limits.ts';
import { productKeyOf } from '../product-key.ts';
import type { SeededRandom } from '../testing/seeded-random.ts';
import { openList } from '../open-list.ts';
import type { ToteList } from '../tote-list.ts';
import type { UndoOutcome } from '../undo/undo-stack.ts';
import { type ActSet, has, NO_ACTS } from './act-set.ts';
import { type Command, createRecorder, doCommand, type ImportedRow } from './model-commands.ts';
import type { ModelStep } from './model-effect.ts';
import { undoStep } from './model-undo.ts';
import type { RandomCommand } from './random-command.ts';
import type { World } from './world.ts';

/** What one command sent to the others. */
export interface SentUpdate {
  readonly bytes: Uint8Array;
  /** The acts in it. */
  readonly acts: ActSet;
  /** Updates that its sender had applied, by number. */
  readonly after: ReadonlySet<number>;
}

/** One device. */
export interface ModelReplica {
  readonly device: string;
  readonly nowMs: () => number;
  doc: Y.Doc;
  list: ToteList;
  seen: ActSet;
  readonly delivered: Set<number>;
  undoSteps: ModelStep[];
  redoSteps: ModelStep[];
  undone: number;
  refused: number;
}

/** A document whose ids come from the seed too, so that a run can be replayed. */
export const createDocument = (guid: string, random: SeededRandom): Y.Doc => {
  const doc = new Y.Doc({ guid });
  doc.clientID = random.int(2 ** 32);
  return doc;
};

/** Opens a list on an empty document. */
export const openModelReplica = (device: string, random: SeededRandom, nowMs: () => number): ModelReplica => {
  const doc = createDocument(device, random);
  const list = openList(doc, { device, random: random.bytes, nowMs });
  return {
    device,
    nowMs,
    doc,
    list,
    seen: NO_ACTS,
    delivered: new Set(),
    undoSteps: [],
    redoSteps: [],
    undone: 0,
    refused: 0,
  };
};

/** Closes a replica and opens it again from what it stored: another Yjs client, no undo. */
export const reopen = (replica: ModelReplica, random: SeededRandom): void => {
  const stored = Y.encodeStateAsUpdate(replica.doc);
  replica.list.dispose();
  replica.doc = createDocument(replica.device, random);
  Y.applyUpdate(replica.doc, stored);
  replica.list = openList(replica.doc, { device: replica.device, random: random.bytes, nowMs: replica.nowMs });
  replica.undoSteps = [];
  replica.redoSteps = [];
};

const give = (list: ToteList, command: PlainCommand): void => {
  switch (command.type) {
    case 'add':
      list.addProduct({ name: command.name, amount: command.amount });
      return;
    case 'import':
      list.importItems(
        command.rows.map(({ name, amount }) => ({ name, amounts: amount ? [amount] : [], done: false })),
      );
      return;
    case 'tick':
      return list.tick(command.line);
    case 'untick':
      return list.untick(command.line);
    case 'remove':
      return list.remove(command.line);
    case 'rename':
      return list.rename(command.line, command.name);
    case 'note':
      return list.setNote(command.line, command.value ?? '');
    case 'aisle':
      return list.setAisle(command.line, command.value);
    case 'price':
      return list.setPrice(command.line, command.value);
    case 'set':
      return list.setAmount(command.line, command.amount);
    case 'step':
      return list.increase(command.line, command.by);
    case 'move':
      return list.move(command.line, command.target);
    case 'clear':
      list.clearDone();
      return;
    case 'restore':
      list.restore(command.item);
      return;
    case 'title':
      return list.setTitle(command.title);
    case 'delete-list':
      return list.deleteForEveryone();
    case 'restore-list':
      return list.restoreList();
  }
};

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
 * that is left here, counts as a change of the item (U2), or which of two moves of one stamp won (R6).
 */
export class Undecided extends Error {}

const isUndecided = (world: World, step: ModelStep, { device, seen }: ModelReplica): boolean =>
  step.effects.some((effect) => {
    if (effect.kind === 'added' || effect.kind === 'restored')
      return world.actsOn(effect.item, seen).some((act) => act.deed.kind === 'discard' && act.device !== device);
    if (effect.kind !== 'moved') return false;
    const { item = '', stamp } = effect.act;
    const rivals = world.actsOn(item, seen).filter((act) => act.deed.kind === 'move' && act.stamp === stamp);
    return rivals.length > 1;
  });

const checkUndo = (outcome: UndoOutcome, model: ReturnType<typeof undoStep>): void => {
  const shown =
    outcome.type === 'undone'
      ? `undone, kept ${outcome.kept}`
      : outcome.type === 'refused'
        ? outcome.reason
        : outcome.type;
  const wanted = model.type === 'undone' ? `undone, kept ${model.kept}` : model.reason;
  if (shown !== wanted) fail(`[M14] undo said ${shown}, model ${String(wanted)}`);
};

type PlainCommand = Exclude<RandomCommand, { type: 'undo' | 'redo' }>;

const withIds = (rows: Extract<RandomCommand, { type: 'import' }>['rows']): readonly ImportedRow[] =>
  rows.map((row, position) => {
    const isSame = (other: typeof row): boolean =>
      productKeyOf(other.name) === productKeyOf(row.name) &&
      JSON.stringify(other.amount) === JSON.stringify(row.amount);
    const occurrence = rows.slice(0, position).filter(isSame).length;
    return { ...row, id: importedItemId(productKeyOf(row.name), row.amount, occurrence) };
  });

const toModel = (command: PlainCommand, list: ToteList): Command => {
  switch (command.type) {
    case 'move':
      return { type: 'move', line: command.line, order: list.view.lines.map((line) => line.itemIds) };
    case 'import':
      return { type: 'import', rows: withIds(command.rows) };
    default:
      return command;
  }
};

/** Gives a command to the replica and to the model; returns what was sent, if anything. */
export const doOnBoth = (world: World, replica: ModelReplica, command: RandomCommand): SentUpdate | undefined => {
  const { list, doc, device, seen } = replica;
  const sent: Uint8Array[] = [];
  const listen = (update: Uint8Array): number => sent.push(update);
  const before = new Set(itemIds(list));
  const after = new Set(replica.delivered);
  doc.on('update', listen);
  const outcome = command.type === 'undo' ? list.undo() : command.type === 'redo' ? list.redo() : undefined;
  if (command.type !== 'undo' && command.type !== 'redo') give(list, command);
  doc.off('update', listen);
  if (sent.length > 1) fail(`one command sent ${sent.length} updates`);
  const [bytes] = sent;
  // What only removes writes no stamp, so it may be given any that follows what was seen.
  const written = bytes && stampIn(bytes);
  const greatest = greatestStamp(world, seen);
  if (written !== undefined && written <= greatest) fail(`[R5] stamp ${written} after ${greatest}`);
  const stamp = written ?? greatest;
  const recorder = createRecorder(world, device, seen, stamp);
  if (command.type === 'undo' || command.type === 'redo') undoOnModel(world, replica, recorder, command.type, outcome);
  else {
    const newItem = itemIds(list).find((id) => !before.has(id));
    const effects = doCommand(world, recorder, toModel(command, list), newItem);
    if (effects.length > 0) {
      replica.undoSteps = [...replica.undoSteps, { name: command.type, effects }].slice(-LIMITS.undoSteps);
      replica.redoSteps = [];
    }
  }
  const acts = recorder.seen & ~seen;
  if ((acts === NO_ACTS) !== (bytes === undefined) && command.type !== 'restore-list')
    fail(`the replica ${bytes ? 'wrote' : 'did not write'}, the model ${acts === NO_ACTS ? 'did not' : 'did'}`);
  replica.seen = recorder.seen;
  return bytes && { bytes, acts, after };
};

const undoOnModel = (
  world: World,
  replica: ModelReplica,
  recorder: ReturnType<typeof createRecorder>,
  type: 'undo' | 'redo',
  outcome: UndoOutcome | undefined,
): void => {
  const [from, to] = type === 'undo' ? [replica.undoSteps, replica.redoSteps] : [replica.redoSteps, replica.undoSteps];
  const step = from.pop();
  if (!step || !outcome) {
    if (outcome?.type !== 'nothing-to-undo') fail('there was nothing to undo');
    return;
  }
  if (isUndecided(world, step, replica)) throw new Undecided();
  const undone = undoStep(world, recorder, step);
  checkUndo(outcome, undone);
  if (undone.step) to.push(undone.step);
  if (undone.type === 'undone') replica.undone += 1;
  if (undone.type === 'refused' || undone.kept > 0) replica.refused += 1;
};
