/** Reads and merges lists as wholes, open or not: for searches, copies and backups. Fetched when one of them is wanted. */
import { createList } from '@tote/list';
import { type LocalState, type LocalStore, mergeCopy, openReplica, type Replica, type ReplicaStatus } from '@tote/sync';
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

/** Throws for a copy that did not load: until a relay's log has been read, it looks like a list without lines. */
const assertLoaded = ({ local, relay }: ReplicaStatus): void => {
  if (local.state !== 'failing' || relay === 'live') return;
  const { reason } = local;
  if (reason === 'refused' || reason === 'slow')
    throw new Error(`this device's copy of the list is not read: ${reason}`);
};

const withReplica = async <Value>(
  { store, random, openReplicaOf }: CopyDeps,
  { listId, role }: ListPlace,
  act: (replica: Replica) => Value | Promise<Value>,
): Promise<Value> => {
  const open = openReplicaOf(listId);
  // No relay: what is on this device is what is asked for.
  const replica = open ?? (await openReplica({ listId, role, relays: [], store, random }));
  try {
    assertLoaded(replica.status);
    return await act(replica);
  } finally {
    if (!open) await replica.close();
  }
};

/** Resolves when everything so far is stored; rejects when that fails. */
const untilStored = async (replica: Replica): Promise<void> => {
  let stop: () => void = () => undefined;
  const local = await new Promise<LocalState>((resolve) => {
    const look = () => {
      if (replica.status.local.state !== 'saving') resolve(replica.status.local);
    };
    stop = replica.onStatus(look);
    look();
  });
  stop();
  if (local.state === 'failing') throw new Error(`what was merged is not stored: ${local.reason}`);
};

/** What this device holds of a list. Rejects when that cannot be read. */
export const readCopy = (deps: CopyDeps, place: ListPlace): Promise<ListCopy> =>
  withReplica(deps, place, ({ doc }) => {
    const readText = (text: string) => ({ name: text });
    const { random, nowMs } = deps;
    const list = createList(doc, { device: NO_DEVICE, random, nowMs, readText, readOnly: true });
    const { view } = list;
    list.dispose();
    return { view, document: new Uint8Array(Y.encodeStateAsUpdate(doc)) };
  });

/** Merges a document into this device's copy of a list; resolves when it is stored. Rejects when its bytes are refused or not stored. */
export const mergeInto = (deps: CopyDeps, place: ListPlace, document: Uint8Array): Promise<void> =>
  withReplica(deps, place, async (replica) => {
    const refused = mergeCopy(replica.doc, document);
    if (refused) throw new Error(refused.type);
    await untilStored(replica);
  });
