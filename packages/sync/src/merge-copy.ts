/** A whole document that came from a file or from under other keys is checked like any bytes from outside, and merged. */
import * as Y from 'yjs';
import { inspectUpdate, type UpdateError } from './update-check.ts';

/** Merges a document, encoded as one update, into another. Nothing is changed when it is refused. */
export const mergeCopy = (doc: Y.Doc, copy: Uint8Array): UpdateError | undefined => {
  const inspected = inspectUpdate(copy);
  if (!inspected.ok) return inspected.error;
  Y.applyUpdate(doc, copy);
  return undefined;
};
