/**
 * What a document was told and cannot take in yet, since what it builds on has not come. Yjs keeps it, deletions apart, and adds
 * it to every state that it encodes; nobody is told of it by an update before it is taken in.
 */
import * as Y from 'yjs';

/** Something waits for what it builds on. */
export const hasPending = ({ store }: Y.Doc): boolean => (store.pendingStructs ?? store.pendingDs) !== null;

/** Something that waits speaks of what this client has not written yet: a deletion, or an element beyond a gap. */
export const foretells = ({ store: { pendingStructs, pendingDs } }: Y.Doc, client: number): boolean =>
  (pendingDs !== null && Y.decodeUpdateV2(pendingDs).ds.clients.has(client)) ||
  (pendingStructs !== null &&
    Y.decodeUpdateV2(pendingStructs.update).structs.some((struct) => struct.id.client === client));

/** Lets a state be encoded without it. Nothing may be brought to the document meanwhile. */
export const withoutPending = <T>({ store }: Y.Doc, encode: () => T): T => {
  const { pendingStructs, pendingDs } = store;
  store.pendingStructs = store.pendingDs = null;
  try {
    return encode();
  } finally {
    store.pendingStructs = pendingStructs;
    store.pendingDs = pendingDs;
  }
};

/** The whole document as it stands, as one update. */
export const encodeWhole = (doc: Y.Doc): Uint8Array => withoutPending(doc, () => Y.encodeStateAsUpdate(doc));
