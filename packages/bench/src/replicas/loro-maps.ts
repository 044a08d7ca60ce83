/** Nested maps in Loro: an item is a map container in a map container, by id. */
import { LoroDoc, LoroMap } from 'loro-crdt';
import type { Representation } from './bench-replica.ts';
import { inOrder, performPlainly, type PlainItem, plainLines, type PlainStore } from './plain-list.ts';

const createStore = (doc: LoroDoc): PlainStore => {
  const items = doc.getMap('items');
  const item = (id: string): LoroMap | undefined => {
    const found = items.get(id);
    return found instanceof LoroMap ? found : undefined;
  };
  return {
    // Not `items.toJSON()`: that takes longer with every item that was ever deleted.
    items: () =>
      items
        .entries()
        .flatMap(([id, fields]) => (fields instanceof LoroMap ? [[id, fields.toJSON() as PlainItem] as const] : [])),
    write: (compose) => {
      compose({
        create: (id, fields) => {
          const created = items.setContainer(id, new LoroMap());
          for (const [field, value] of Object.entries(fields)) created.set(field, value);
        },
        set: (id, field, value) => item(id)?.set(field, value),
        delete: (id) => items.delete(id),
      });
      doc.commit();
    },
  };
};

const encode = {
  /** Everything with its history. */
  snapshot: (doc: LoroDoc) => doc.export({ mode: 'snapshot' }),
  /** The state without its history: a device that was away longer cannot merge with it any more. */
  shallow: (doc: LoroDoc) => doc.export({ mode: 'shallow-snapshot', frontiers: doc.frontiers() }),
} as const;

/** Creates the representation, with one way of storing it. */
export const createLoroMaps = (name: string, remark: string, mode: keyof typeof encode): Representation => ({
  name,
  remark,
  open: ({ device, random, document }) => {
    const doc = new LoroDoc();
    if (document) doc.import(document);
    // One writer id per device: fewer than its default, a new one per page load.
    doc.setPeerId(BigInt(device + 1));
    const store = createStore(doc);
    let made: Uint8Array[] = [];
    doc.subscribeLocalUpdates((bytes) => {
      made.push(bytes);
    });
    return {
      openSession: () => undefined,
      logRead: () => undefined,
      closeSession: () => undefined,
      perform: (act) => performPlainly(store, act, random),
      takeChanges: () => {
        const changes = made;
        made = [];
        return changes;
      },
      receive: (changes) => {
        if (changes.length > 0) doc.importBatch([...changes]);
      },
      rows: () => inOrder(store.items()),
      lines: () => plainLines(store.items()),
      document: () => encode[mode](doc),
      sizes: () => {
        const version = doc.oplogVersion();
        const stateVector = version.encode().length;
        const answer = doc.export({ mode: 'update', from: version }).length;
        return { document: encode[mode](doc).length, stateVector, quietSync: stateVector + answer };
      },
      dispose: () => doc.free(),
    };
  },
});
