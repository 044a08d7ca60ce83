/**
 * Lanes: multi-value registers with observed-remove, each device appending to its own root Y.Array (rules R1-R4).
 *
 * A register is a key. Its live entries, over all lanes, are exactly the writes that nobody has seen and replaced: one
 * normally, several after concurrent writes. Writing removes the entries that the writer can see and appends one;
 * removing removes what is seen. What several entries mean is decided by whoever reads them; nothing here writes to
 * repair.
 *
 * Invariants: `known` mirrors the live elements of every lane; `byKey` holds the plausible ones of them (rule R7);
 * an entry is implausible only until the operations before it have arrived.
 */
import * as Y from 'yjs';
import { type DeviceId, isDeviceId } from '../ids.ts';
import { greatestPlausibleStamp } from '../stamps.ts';
import { type Entry, readEntry, writeEntry } from './entry.ts';

/** What one act is going to write. Nothing reaches the document before the act's function has returned. */
export interface Draft {
  readonly stamp: number;
  /** Whether anything is drafted yet. */
  readonly isEmpty: boolean;
  /** Appends an entry to this device's own lane. */
  append(key: string, ...values: readonly unknown[]): void;
  /** The same with a later stamp: what one act adds keeps its order (rule R5). */
  appendAt(stamp: number, key: string, ...values: readonly unknown[]): void;
  /** Removes an entry that was seen, in whichever lane. */
  remove(entry: Entry): void;
}

/** Told which registers a transaction changed. */
export type ChangeListener = (changedKeys: ReadonlySet<string>, isOwnAct: boolean) => void;

/** The registers of one document. */
export interface Lanes {
  /** The live entries of a register, in no particular order. */
  entries(key: string): readonly Entry[];
  /** Greatest stamp that was seen. */
  newestStamp(): number;
  /** Every key that has a live entry. */
  keys(): Iterable<string>;
  /** Writes what `compose` drafts as one Yjs transaction; none if it drafts nothing. */
  act<Outcome>(compose: (draft: Draft) => Outcome): Outcome;
  /** Called once after every transaction that changed entries, with the keys concerned and whether it was an own act. */
  onChange(listener: ChangeListener): void;
  dispose(): void;
}

interface Lane {
  readonly device: DeviceId;
  readonly array: Y.Array<unknown>;
  /** Live elements, by identity, with the scan that last met them. */
  readonly known: Map<unknown, { readonly entry: Entry; scan: number }>;
}

interface LanesDeps {
  readonly doc: Y.Doc;
  readonly device: DeviceId;
  /** Origin of this replica's own transactions, by which it knows them again. */
  readonly origin: () => object;
}

const operationsIn = (clocks: Iterable<number>): number => {
  let operations = 0;
  for (const clock of clocks) operations += clock;
  return operations;
};

/** Deletes the elements at these positions (ascending), neighbours in one go. */
const deletePositions = (array: Y.Array<unknown>, positions: readonly number[]): void => {
  let end = positions.length;
  while (end > 0) {
    let start = end - 1;
    while (start > 0 && positions[start - 1] === (positions[start] ?? 0) - 1) start -= 1;
    array.delete(positions[start] ?? 0, end - start);
    end = start;
  }
};

const removeFromLane = ({ array, known }: Lane, removed: ReadonlySet<Entry>): void => {
  const positions: number[] = [];
  array.forEach((element, position) => {
    const found = known.get(element);
    if (found && removed.has(found.entry)) positions.push(position);
  });
  deletePositions(array, positions);
};

/** Opens the registers of a document and keeps an index of them. */
export const createLanes = ({ doc, device, origin }: LanesDeps): Lanes => {
  const lanes = new Map<Y.AbstractType<unknown>, Lane>();
  const byKey = new Map<string, Entry[]>();
  const implausible = new Set<Entry>();
  const listeners: ChangeListener[] = [];
  let rootsSeen = 0;
  let scans = 0;
  let operations = operationsIn([...doc.store.clients.keys()].map((client) => Y.getState(doc.store, client)));
  let greatestSeen = 0;

  const index = (entry: Entry, changed: Set<string>): void => {
    if (entry.stamp > greatestPlausibleStamp(operations)) {
      implausible.add(entry);
      return;
    }
    greatestSeen = Math.max(greatestSeen, entry.stamp);
    const entries = byKey.get(entry.key);
    if (entries) entries.push(entry);
    else byKey.set(entry.key, [entry]);
    changed.add(entry.key);
  };

  const unindex = (gone: ReadonlySet<Entry>, changed: Set<string>): void => {
    const keys = new Set<string>();
    for (const entry of gone) if (!implausible.delete(entry)) keys.add(entry.key);
    for (const key of keys) {
      const rest = byKey.get(key)?.filter((entry) => !gone.has(entry)) ?? [];
      if (rest.length === 0) byKey.delete(key);
      else byKey.set(key, rest);
      changed.add(key);
    }
  };

  /** Takes over what came into a lane; what went is added to `gone`. */
  const scan = (lane: Lane, changed: Set<string>, gone: Set<Entry>): void => {
    scans += 1;
    let met = 0;
    lane.array.forEach((element) => {
      const found = lane.known.get(element);
      if (found) {
        found.scan = scans;
        met += 1;
        return;
      }
      const entry = readEntry(element, lane.device);
      if (!entry) return;
      lane.known.set(element, { entry, scan: scans });
      met += 1;
      index(entry, changed);
    });
    if (met === lane.known.size) return;
    for (const [element, { entry, scan: lastMet }] of lane.known) {
      if (lastMet === scans) continue;
      lane.known.delete(element);
      gone.add(entry);
    }
  };

  const adoptNewRoots = (changed: Set<string>): void => {
    if (doc.share.size === rootsSeen) return;
    const taken = new Set([...lanes.values()].map((lane) => lane.device));
    rootsSeen = doc.share.size;
    // For Yjs, opening a root is a transaction, and those that end inside another's end nest: many would use up the stack, and
    // with it every later transaction's end (D5).
    doc.transact(() => {
      for (const [name, root] of doc.share) {
        if (!isDeviceId(name) || taken.has(name)) continue;
        // A root that the host of the document opened as something else is not ours.
        if (root.constructor !== Y.AbstractType && root.constructor !== Y.Array) continue;
        const array = doc.getArray<unknown>(name);
        const lane: Lane = { device: name, array, known: new Map() };
        lanes.set(array as Y.AbstractType<unknown>, lane);
        scan(lane, changed, new Set());
      }
    });
  };

  const believeWhatArrivedEarly = (changed: Set<string>): void => {
    if (implausible.size === 0) return;
    for (const entry of [...implausible]) {
      implausible.delete(entry);
      index(entry, changed);
    }
  };

  const afterTransaction = (transaction: Y.Transaction): void => {
    const changed = new Set<string>();
    operations = operationsIn(transaction.afterState.values());
    const gone = new Set<Entry>();
    for (const type of transaction.changed.keys()) {
      const lane = lanes.get(type as Y.AbstractType<unknown>);
      if (lane) scan(lane, changed, gone);
    }
    unindex(gone, changed);
    adoptNewRoots(changed);
    believeWhatArrivedEarly(changed);
    if (changed.size > 0) for (const listener of listeners) listener(changed, transaction.origin === origin());
  };

  const commit = (appended: readonly (readonly unknown[])[], removed: ReadonlySet<Entry>): void => {
    doc.transact(() => {
      const devices = new Set([...removed].map((entry) => entry.device));
      for (const lane of lanes.values()) if (devices.has(lane.device)) removeFromLane(lane, removed);
      if (appended.length > 0) doc.getArray<unknown>(device).push([...appended]);
    }, origin());
  };

  adoptNewRoots(new Set());
  doc.on('afterTransaction', afterTransaction);

  return {
    entries: (key) => byKey.get(key) ?? [],
    newestStamp: () => greatestSeen,
    keys: () => byKey.keys(),
    act: (compose) => {
      const appended: (readonly unknown[])[] = [];
      const removed = new Set<Entry>();
      const stamp = Math.max(greatestSeen, operations) + 1;
      const outcome = compose({
        stamp,
        get isEmpty() {
          return appended.length === 0 && removed.size === 0;
        },
        append: (key, ...values) => appended.push(writeEntry(key, stamp, values)),
        appendAt: (later, key, ...values) => appended.push(writeEntry(key, later, values)),
        remove: (entry) => removed.add(entry),
      });
      if (appended.length > 0 || removed.size > 0) commit(appended, removed);
      return outcome;
    },
    onChange: (listener) => {
      listeners.push(listener);
    },
    dispose: () => {
      doc.off('afterTransaction', afterTransaction);
      listeners.length = 0;
    },
  };
};
