/**
 * A list as it stands, in a document without a past: for its new keys when the lock is changed (B7). How it came to be so stays
 * behind, and with it what a member who is shut out wrote to make every start slow (seal, THREAT_MODEL.md).
 */
import * as Y from 'yjs';
import { isDeviceId } from './ids.ts';
import { LIST_KEY } from './lanes/single-value.ts';

/** Operations that one Yjs client id can stand for: clocks end at 2^31 (SYNC.md, S7). */
const RUN_MAX = 2 ** 31 - 1;
/** Client ids that stand for operations. One does, unless a member claimed operations that nobody made; sync takes 20,000 in one update. */
const RUNS_MAX = 10_000;

/** An update of so many operations, of which nothing is left: collected runs, in a few bytes each (layout: Yjs, `writeClientsStructs`). */
const goneUpdate = (operations: number): Uint8Array => {
  const encoder = new Y.UpdateEncoderV1();
  const runs = Math.ceil(operations / RUN_MAX);
  encoder.writeLen(runs);
  for (let client = runs; client > 0; client -= 1) {
    encoder.writeLen(1); // struct
    encoder.writeClient(client);
    encoder.writeLen(0); // clock
    encoder.writeInfo(0); // collected
    encoder.writeLen(client === 1 ? operations - (runs - 1) * RUN_MAX : RUN_MAX);
  }
  encoder.writeLen(0); // deletions
  return encoder.toUint8Array();
};

/** Entries, of later versions too (R1), but for the mark of a lock that was changed: it is another's. */
const isKept = (element: unknown): boolean => Array.isArray(element) && element[0] !== LIST_KEY.lock;

/** What stands in the lanes of a document, as one update. The document as it is if it claims more operations than can be stood for. */
export const withoutPast = (document: Uint8Array): Uint8Array => {
  const past = new Y.Doc();
  Y.applyUpdate(past, document);
  let gone = 0;
  for (const client of past.store.clients.keys()) gone += Y.getState(past.store, client);
  if (gone > RUNS_MAX * RUN_MAX) return document;
  const fresh = new Y.Doc();
  fresh.transact(() => {
    for (const lane of past.share.keys()) {
      if (!isDeviceId(lane)) continue;
      const kept = past.getArray<unknown>(lane).toArray().filter(isKept);
      if (kept.length > 0) fresh.getArray(lane).push(kept);
      gone -= kept.length;
    }
  });
  // Stamps are believed, and grow, by the number of operations (R5, R7): as many as there were, of which nothing is left.
  Y.applyUpdate(fresh, goneUpdate(gone));
  return Y.encodeStateAsUpdate(fresh);
};
