/** A device of a random life: a list on a document that gets its updates by hand. */
import * as Y from 'yjs';
import { openList } from '../open-list.ts';
import type { SeededRandom } from '../testing/seeded-random.ts';
import type { ToteList } from '../tote-list.ts';
import type { ActSet } from './act-set.ts';
import { createActor, type ModelActor } from './do-on-both.ts';

/** What one command sent to the others. */
export interface SentUpdate {
  readonly bytes: Uint8Array;
  /** The acts in it. */
  readonly acts: ActSet;
  /** Updates that its sender had applied, by number. */
  readonly after: ReadonlySet<number>;
}

/** One device. */
export interface ModelReplica extends ModelActor {
  readonly nowMs: () => number;
  doc: Y.Doc;
  list: ToteList;
  readonly delivered: Set<number>;
}

/** A document whose ids come from the seed too, so that a run can be replayed. */
export const createDocument = (guid: string, random: SeededRandom): Y.Doc => {
  const doc = new Y.Doc({ guid });
  doc.clientID = random.int(2 ** 32);
  return doc;
};

/** A small catalogue: apps may know where some products are found. */
const knownAisle = (name: string): string | undefined => (name === 'milk' ? 'dairy' : undefined);

/** Opens a list on an empty document. */
export const openModelReplica = (device: string, random: SeededRandom, nowMs: () => number): ModelReplica => {
  const doc = createDocument(device, random);
  const aisleOf = random.chance(0.5) ? knownAisle : () => undefined;
  const list = openList(doc, { device, random: random.bytes, nowMs, aisleOf });
  return { ...createActor({ device, aisleOf }, doc, list), nowMs, delivered: new Set() };
};

/** Closes a replica and opens it again from what it stored: another Yjs client, no undo. */
export const reopen = (replica: ModelReplica, random: SeededRandom): void => {
  const stored = Y.encodeStateAsUpdate(replica.doc);
  replica.list.dispose();
  replica.doc = createDocument(replica.device, random);
  Y.applyUpdate(replica.doc, stored);
  const { device, nowMs, aisleOf } = replica;
  replica.list = openList(replica.doc, { device, random: random.bytes, nowMs, aisleOf });
  replica.undoSteps = [];
  replica.redoSteps = [];
};
