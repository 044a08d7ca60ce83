/** Nested Y.Maps: an item is a Y.Map in a Y.Map, by id. What everybody writes. */
import * as Y from 'yjs';
import type { Representation } from './bench-replica.ts';
import type { ClientIdPolicy } from './client-ids.ts';
import { inOrder, performPlainly, type PlainItem, plainLines, type PlainStore } from './plain-list.ts';
import { compactDocument, createChangeFlow, loadDocument, yjsSizes } from './yjs-document.ts';

const createStore = (doc: Y.Doc): PlainStore => {
  const items = doc.getMap<Y.Map<unknown>>('items');
  return {
    items: () => [...items].map(([id, fields]) => [id, fields.toJSON() as PlainItem]),
    write: (compose) =>
      doc.transact(() =>
        compose({
          create: (id, item) => items.set(id, new Y.Map(Object.entries(item))),
          set: (id, field, value) => items.get(id)?.set(field, value),
          delete: (id) => items.delete(id),
        }),
      ),
  };
};

/** Creates the representation under a policy of client ids. */
export const createNestedMaps = (name: string, remark: string, policy: ClientIdPolicy): Representation => ({
  name,
  remark,
  open: ({ random, document }) => {
    const doc = loadDocument(document);
    const store = createStore(doc);
    return {
      ...policy(doc, random.fork('client-ids')),
      ...createChangeFlow(doc),
      perform: (act) => performPlainly(store, act, random),
      rows: () => inOrder(store.items()),
      lines: () => plainLines(store.items()),
      document: () => compactDocument(doc),
      sizes: () => yjsSizes(doc),
      dispose: () => doc.destroy(),
    };
  },
});
