/** Nested maps in Automerge: an item is an object in an object, by id. */
import * as Automerge from '@automerge/automerge';
import type { Random } from '../random.ts';
import type { Device } from '../workload/acts.ts';
import type { BenchReplica, Representation } from './bench-replica.ts';
import { inOrder, performPlainly, type PlainItem, plainLines, type PlainStore } from './plain-list.ts';

interface ListDocument {
  // An index signature, because that is what Automerge's proxies are.
  items: Record<string, Record<string, string | number | boolean>>;
}

/** Times that only people read would make every change some bytes larger; Tote keeps them by the minute. */
const WITHOUT_TIME = { time: 0 } as const;

/** Writer ids of 4 bytes, one per device: less than its default, 16 random bytes per page load. */
const actorOf = (device: Device): string => `0000000${device + 1}`;

/** Every copy starts from this one change, as two replicas that each made `items` would have two of them. */
const firstChange = Automerge.save(
  Automerge.from<ListDocument & Record<string, unknown>>({ items: {} }, { actor: '00000000' }),
);

interface Talker {
  doc: Automerge.Doc<ListDocument>;
  state: Automerge.SyncState;
}

/** Bytes of a sync in which both have the same: messages both ways until both are silent. */
const quietSyncBytes = (doc: Automerge.Doc<ListDocument>): number => {
  const join = (): Talker => ({ doc: Automerge.clone(doc), state: Automerge.initSyncState() });
  let [talking, listening] = [join(), join()];
  let bytes = 0;
  for (let silent = 0; silent < 2; [talking, listening] = [listening, talking]) {
    const [state, message] = Automerge.generateSyncMessage(talking.doc, talking.state);
    talking.state = state;
    silent = message ? 0 : silent + 1;
    if (!message) continue;
    bytes += message.length;
    [listening.doc, listening.state] = Automerge.receiveSyncMessage(listening.doc, listening.state, message);
  }
  Automerge.free(talking.doc);
  Automerge.free(listening.doc);
  return bytes;
};

const open = ({
  device,
  random,
  document,
}: {
  device: Device;
  random: Random;
  document?: Uint8Array;
}): BenchReplica => {
  let doc = Automerge.load<ListDocument>(document ?? firstChange, { actor: actorOf(device) });
  let made: Uint8Array[] = [];
  const store: PlainStore = {
    items: () => Object.entries(doc.items as unknown as Record<string, PlainItem>),
    write: (compose) => {
      const before = doc;
      doc = Automerge.change(doc, WITHOUT_TIME, ({ items }) =>
        compose({
          create: (id, item) => {
            items[id] = { ...item };
          },
          set: (id, field, value) => {
            const item = items[id];
            if (item) item[field] = value;
          },
          delete: (id) => {
            delete items[id];
          },
        }),
      );
      const change = doc === before ? undefined : Automerge.getLastLocalChange(doc);
      if (change) made.push(change);
    },
  };
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
      if (changes.length > 0) [doc] = Automerge.applyChanges(doc, [...changes]);
    },
    rows: () => inOrder(store.items()),
    lines: () => plainLines(store.items()),
    document: () => Automerge.save(doc),
    sizes: () => ({
      document: Automerge.save(doc).length,
      stateVector: Automerge.getHeads(doc).join('').length / 2,
      quietSync: quietSyncBytes(doc),
    }),
    dispose: () => Automerge.free(doc),
  };
};

/** Creates the representation. */
export const createAutomergeMaps = (name: string, remark: string): Representation => ({ name, remark, open });
