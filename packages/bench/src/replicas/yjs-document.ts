/** What every representation on Yjs has in common: how it travels and how large it is. */
import * as Y from 'yjs';
import type { BenchReplica, StateSizes } from './bench-replica.ts';

/** A document as a stored or newly joined copy has it. */
export const loadDocument = (document?: Uint8Array): Y.Doc => {
  const doc = new Y.Doc();
  if (document) Y.applyUpdate(doc, document);
  return doc;
};

/** How a document's changes reach the others. */
export const createChangeFlow = (doc: Y.Doc): Pick<BenchReplica, 'takeChanges' | 'receive'> => {
  let made: Uint8Array[] = [];
  const collect = (update: Uint8Array): void => {
    made.push(update);
  };
  doc.on('update', collect);
  return {
    takeChanges: () => {
      const changes = made;
      made = [];
      return changes;
    },
    receive: (changes) => {
      if (changes.length === 0) return;
      // Yjs encodes what it receives again for whoever listens; with 10,000 client ids that is half of the time.
      doc.off('update', collect);
      doc.transact(() => {
        for (const change of changes) Y.applyUpdate(doc, change);
      });
      doc.on('update', collect);
    },
  };
};

/** A snapshot as a relay stores it: of a freshly loaded document, where runs that a session left apart are joined. */
export const compactDocument = (doc: Y.Doc): Uint8Array => {
  const loaded = loadDocument(Y.encodeStateAsUpdate(doc));
  const document = Y.encodeStateAsUpdate(loaded);
  loaded.destroy();
  return document;
};

/** Sizes of a document. */
export const yjsSizes = (doc: Y.Doc): StateSizes => {
  const stateVector = Y.encodeStateVector(doc);
  return {
    document: compactDocument(doc).length,
    stateVector: stateVector.length,
    quietSync: stateVector.length + Y.encodeStateAsUpdate(doc, stateVector).length,
  };
};
