/**
 * A list as it stands, in a document without a past: for its new keys when the lock is changed (B7). How it came to be so stays
 * behind, and with it what a member who is shut out wrote to make every start slow (seal, THREAT_MODEL.md).
 */
import * as Y from 'yjs';
import { isDeviceId } from './ids.ts';
import { LIST_KEY } from './lanes/single-value.ts';

/** Operations that are stood in for: by far more than a list comes to, and few enough for a phone's memory. */
const OPERATIONS_MAX = 2 ** 22;

/** Entries, of later versions too (R1), but for the mark of a lock that was changed: it is another's. */
const isKept = (element: unknown): boolean => Array.isArray(element) && element[0] !== LIST_KEY.lock;

/** What stands in the lanes of a document, as one update. */
export const withoutPast = (document: Uint8Array): Uint8Array => {
  const past = new Y.Doc();
  Y.applyUpdate(past, document);
  const fresh = new Y.Doc();
  let gone = 0;
  for (const client of past.store.clients.keys()) gone += Y.getState(past.store, client);
  fresh.transact(() => {
    for (const lane of past.share.keys()) {
      if (!isDeviceId(lane)) continue;
      const kept = past.getArray<unknown>(lane).toArray().filter(isKept);
      if (kept.length > 0) fresh.getArray(lane).push(kept);
      gone -= kept.length;
    }
  });
  // Stamps are believed, and grow, by the number of operations (R5, R7): as many as there were, of which nothing is left.
  const stand = fresh.getText('gone');
  stand.insert(0, ' '.repeat(Math.min(gone, OPERATIONS_MAX)));
  stand.delete(0, stand.length);
  return Y.encodeStateAsUpdate(fresh);
};
