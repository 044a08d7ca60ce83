/**
 * Changes that are durable, or about to be, and not in LMDB yet (RELAY.md, D12). A layer is what one record of the journal did,
 * or all that one transaction will do; reading goes through the layers, newest first, and then to LMDB.
 */
import type { Transaction } from 'lmdb';
import type { LogState } from '../core/log-state.ts';
import type { ListName } from '../core/log-store.ts';
import { encodeHead, headKey } from './log-records.ts';
import type { LmdbTables } from './lmdb-tables.ts';

/** Tables whose records a layer changes one by one; heads are kept as states, and made into records at the end. */
export type LayerTable = 'entries' | 'ids' | 'damaged' | 'meta';

interface Change {
  readonly key: Buffer;
  /** Undefined: taken away. */
  readonly value: Buffer | undefined;
}

const TABLES: readonly LayerTable[] = ['entries', 'ids', 'damaged', 'meta'];

const nameOf = (key: Buffer): string => key.toString('latin1');

/** A set of changes; the last one to a key holds. */
export interface LmdbLayer {
  readonly states: ReadonlyMap<ListName, LogState>;
  /** Records that will be written. */
  readonly records: number;
  /** Of these records without the heads; those that were written over count, too. */
  readonly bytes: number;
  /** New entries. */
  readonly entries: number;
  setState(list: ListName, state: LogState): void;
  put(table: LayerTable, key: Buffer, value: Buffer): void;
  remove(table: LayerTable, key: Buffer): void;
  /** A new entry, as it is read in a log's order. */
  putEntry(list: ListName, key: Buffer, value: Buffer): void;
  changeOf(table: LayerTable, key: Buffer): Change | undefined;
  /** Keys of the entries that were new here, in rising order. */
  entryKeysOf(list: ListName): readonly Buffer[];
  /** Takes over what a newer layer changes. */
  add(newer: LmdbLayer): void;
  changesOf(table: LayerTable): Iterable<Change>;
  readonly entryKeysByList: ReadonlyMap<ListName, readonly Buffer[]>;
  /** Puts everything; called inside the transaction. */
  write(tables: LmdbTables): void;
}

/** Starts an empty layer. */
export const createLayer = (): LmdbLayer => {
  const states = new Map<ListName, LogState>();
  const entryKeysByList = new Map<ListName, Buffer[]>();
  const changes: Readonly<Record<LayerTable, Map<string, Change>>> = {
    entries: new Map(),
    ids: new Map(),
    damaged: new Map(),
    meta: new Map(),
  };
  let bytes = 0;
  let entries = 0;

  const addEntryKeys = (list: ListName, keys: readonly Buffer[]): void => {
    entries += keys.length;
    const known = entryKeysByList.get(list);
    if (known) known.push(...keys);
    else entryKeysByList.set(list, [...keys]);
  };
  const put = (table: LayerTable, key: Buffer, value: Buffer): void => {
    bytes += key.length + value.length;
    changes[table].set(nameOf(key), { key, value });
  };

  return {
    states,
    entryKeysByList,
    get records() {
      return TABLES.reduce((sum, table) => sum + changes[table].size, states.size);
    },
    get bytes() {
      return bytes;
    },
    get entries() {
      return entries;
    },
    setState: (list, state) => void states.set(list, state),
    put,
    remove: (table, key) => void changes[table].set(nameOf(key), { key, value: undefined }),
    putEntry: (list, key, value) => {
      put('entries', key, value);
      addEntryKeys(list, [key]);
    },
    changeOf: (table, key) => changes[table].get(nameOf(key)),
    entryKeysOf: (list) => entryKeysByList.get(list) ?? [],
    changesOf: (table) => changes[table].values(),
    add: (newer) => {
      bytes += newer.bytes;
      for (const [list, state] of newer.states) states.set(list, state);
      for (const [list, keys] of newer.entryKeysByList) addEntryKeys(list, keys);
      for (const table of TABLES)
        for (const change of newer.changesOf(table)) changes[table].set(nameOf(change.key), change);
    },
    write: (tables) => {
      for (const table of TABLES)
        for (const { key, value } of changes[table].values())
          void (value ? tables[table].put(key, value) : tables[table].remove(key));
      for (const [list, state] of states) {
        const key = headKey(list);
        void tables.heads.put(key, encodeHead(key, state));
      }
    },
  };
};

/** What is stored, with the layers that lie over it. */
export interface LmdbView {
  /** Newest first. */
  layers(): readonly LmdbLayer[];
  get(table: LayerTable, key: Buffer): Buffer | undefined;
  /** The head as it is in LMDB. */
  storedHead(key: Buffer): Buffer | undefined;
  /** Entries as they are in LMDB, by rising keys. */
  storedEntries(start: Buffer, end: Buffer): Iterable<{ readonly key: Buffer; readonly value: Buffer }>;
}

/** Looks through layers, newest first, and then into LMDB (or what a transaction sees of it). */
export const createView = (
  tables: LmdbTables,
  layers: () => readonly LmdbLayer[],
  transaction?: Transaction,
): LmdbView => {
  const options = transaction && { transaction };
  return {
    layers,
    get: (table, key) => {
      for (const layer of layers()) {
        const change = layer.changeOf(table, key);
        if (change) return change.value;
      }
      return tables[table].get(key, options);
    },
    storedHead: (key) => tables.heads.get(key, options),
    storedEntries: (start, end) => tables.entries.getRange({ start, end, ...options }),
  };
};

/** The same view with one more layer on top. */
export const viewThrough = (layer: LmdbLayer, below: LmdbView): LmdbView => ({
  ...below,
  layers: () => [layer, ...below.layers()],
  get: (table, key) => {
    const change = layer.changeOf(table, key);
    return change ? change.value : below.get(table, key);
  },
});
