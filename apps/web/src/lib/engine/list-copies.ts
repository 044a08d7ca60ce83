/** Reads and merges lists as wholes, open or not: for searches, copies and backups. Fetched when one of them is wanted. */
import { createList } from '@tote/list';
import { type LocalStore, mergeCopy, openReplica, type Replica } from '@tote/sync';
import * as Y from 'yjs';
import type { ListCopy, ListPlace } from './list-engine.ts';

/** What reading and merging need. */
export interface CopyDeps {
  readonly store: LocalStore;
  readonly random: (length: number) => Uint8Array<ArrayBuffer>;
  readonly nowMs: () => number;
  /** The replica of a list that is open in this tab. */
  readonly openReplicaOf: (listId: string) => Replica | undefined;
}

/** A lane name for readers: they write none. */
const NO_DEVICE = '00000000';

const withDoc = async <Value>(
  { store, random, openReplicaOf }: CopyDeps,
  { listId, role }: ListPlace,
  act: (doc: Y.Doc) => Value,
): Promise<Value> => {
  const open = openReplicaOf(listId);
  if (open) return act(open.doc);
  // No relay: what is on this device is what is asked for.
  const replica = await openReplica({ listId, role, relays: [], store, random });
  try {
    return act(replica.doc);
  } finally {
    await replica.close();
  }
};

/** What this device holds of a list. */
export const readCopy = (deps: CopyDeps, place: ListPlace): Promise<ListCopy> =>
  withDoc(deps, place, (doc) => {
    const readText = (text: string) => ({ name: text });
    const { random, nowMs } = deps;
    const list = createList(doc, { device: NO_DEVICE, random, nowMs, readText, readOnly: true });
    const { view } = list;
    list.dispose();
    return { view, document: new Uint8Array(Y.encodeStateAsUpdate(doc)) };
  });

/** Merges a document into this device's copy of a list. Rejects when its bytes are refused. */
export const mergeInto = (deps: CopyDeps, place: ListPlace, document: Uint8Array): Promise<void> =>
  withDoc(deps, place, (doc) => {
    const refused = mergeCopy(doc, document);
    if (refused) throw new Error(refused.type);
  });
