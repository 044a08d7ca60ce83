/** A whole document that came from a file or from under other keys is checked like any bytes from outside, and merged. */
import * as Y from 'yjs';
import { inspectForeignUpdate } from './sound-update.ts';
import { DOCUMENT_BYTES_MAX, type UpdateError } from './update-check.ts';

/** Merges a document, encoded as one update, into another. Nothing is changed when it is refused. */
export const mergeCopy = (doc: Y.Doc, copy: Uint8Array): UpdateError | undefined => {
  const inspected = inspectForeignUpdate(copy, DOCUMENT_BYTES_MAX);
  if (!inspected.ok) return inspected.error;
  Y.transact(doc, (transaction) => {
    Y.applyUpdate(doc, copy);
    // It came from a person, not from the network: every tab stores what is done in it.
    transaction.local = true;
  });
  return undefined;
};
