/**
 * This device's lists and their copies, in one LMDB environment that several processes may have open (TERMINAL.md, C8, D1).
 *
 *   lists    list id                  → what the shelf says of it, as JSON
 *   rows     list id, number          → an update of the document
 *   notes    list id                  → the note about what the relays hold
 *   damaged  list id, number          → a row that was moved aside
 *   writers  list id                  → the process that may write under the kept client id
 */
import { mkdirSync } from 'node:fs';
import type { LocalCopy, LocalState, LocalStore, SetAside } from '@tote/sync';
import { DOCUMENT_BYTES_MAX, inspectUpdate } from '@tote/sync/update-check';
import { open, type Database, type RootDatabase } from 'lmdb';
import * as Y from 'yjs';
import { isRunning, type ProcessMark, thisProcess } from './process-mark.ts';

/** The owner's alone. */
const FOLDER_MODE = 0o700;
/** A copy that could not be written is written again after so long, in milliseconds. */
const RETRY_MS = 1_000;
/** From so many rows on a copy is folded. */
const FOLD_ROWS_MIN = 50;

type RowKey = [list: string, number: number];

/** Tables of the environment. */
interface Tables {
  readonly root: RootDatabase<unknown, string>;
  readonly lists: Database<unknown, string>;
  readonly rows: Database<Uint8Array, RowKey>;
  readonly notes: Database<Uint8Array, string>;
  readonly damaged: Database<Uint8Array, RowKey>;
  readonly writers: Database<ProcessMark, string>;
}

/** Everything this device keeps. */
export interface DeviceStore {
  readonly copies: LocalStore;
  /** The same for who follows for a long time and changes nothing: the kept client id stays free for others, and so does its note (C8). */
  readonly watchedCopies: LocalStore;
  /** Values by list id; a value is whatever JSON holds. */
  readonly lists: {
    all(): readonly unknown[];
    set(listId: string, value: unknown): void;
    remove(listId: string): void;
  };
  close(): Promise<void>;
}

const openTables = (folder: string): Tables => {
  mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
  const root = open<unknown, string>({
    path: folder,
    noSubdir: false, // said, because lmdb takes a path with a dot in its last part for a file
    maxDbs: 8,
    // By default a commit is confirmed when it is visible, and synced afterwards (C1).
    overlappingSync: false,
  });
  return {
    root,
    lists: root.openDB<unknown, string>({ name: 'lists', encoding: 'json' }),
    rows: root.openDB<Uint8Array, RowKey>({ name: 'rows', encoding: 'binary' }),
    notes: root.openDB<Uint8Array, string>({ name: 'notes', encoding: 'binary' }),
    damaged: root.openDB<Uint8Array, RowKey>({ name: 'damaged', encoding: 'binary' }),
    writers: root.openDB<ProcessMark, string>({ name: 'writers', encoding: 'json' }),
  };
};

const rangeOf = (list: string) => ({ start: [list, 0] as RowKey, end: [list, Number.MAX_SAFE_INTEGER] as RowKey });

interface StoredRow {
  readonly key: RowKey;
  readonly value: Uint8Array;
}

interface Rows {
  readonly updates: readonly Uint8Array[];
  /** No updates, and not moved out of the way yet. */
  readonly unusable: readonly StoredRow[];
  readonly setAside: readonly SetAside[];
}

/** Reads a list's rows; those that are no updates are told apart. Writes nothing, so that a list opens on a full disk. */
const readRows = ({ rows, damaged }: Tables, list: string): Rows => {
  const updates: Uint8Array[] = [];
  const unusable: StoredRow[] = [];
  for (const row of rows.getRange(rangeOf(list)))
    if (inspectUpdate(row.value, DOCUMENT_BYTES_MAX).ok) updates.push(new Uint8Array(row.value));
    else unusable.push({ ...row, value: new Uint8Array(row.value) });
  const keys = [...damaged.getKeys(rangeOf(list)), ...unusable.map(({ key }) => key)];
  const setAside = [...new Set(keys.map(([, position]) => position))].map((position): SetAside => ({
    where: 'this-device',
    position,
    reason: 'update-malformed',
  }));
  return { updates, unusable, setAside };
};

const moveAside = ({ root, rows, damaged }: Tables, unusable: readonly StoredRow[]): void =>
  root.transactionSync(() => {
    for (const { key, value } of unusable) {
      damaged.putSync(key, value);
      rows.removeSync(key);
    }
  });

/** Within a transaction: another process may be about to take the same numbers. */
const appendRows = ({ rows }: Tables, list: string, updates: readonly Uint8Array[]): void => {
  const { start, end } = rangeOf(list);
  const [last] = [...rows.getKeys({ start: end, end: start, reverse: true, limit: 1 })];
  let number = last?.[1] ?? 0;
  for (const update of updates) rows.putSync([list, (number += 1)], update);
};

/** One row for all that there are, whichever process wrote them. Asked every few seconds: few rows are counted and not read. */
const foldRows = ({ root, rows }: Tables, list: string): void => {
  if (rows.getKeysCount(rangeOf(list)) < FOLD_ROWS_MIN) return;
  root.transactionSync(() => {
    const all = [...rows.getRange(rangeOf(list))];
    const [first] = all;
    if (!first) return;
    const folded = Y.mergeUpdates(all.map(({ value }) => value));
    for (const { key } of all) rows.removeSync(key);
    rows.putSync(first.key, folded);
  });
};

const takeWriter = ({ root, writers }: Tables, list: string): boolean =>
  root.transactionSync(() => {
    const owner = writers.get(list);
    if (owner && isRunning(owner)) return false;
    writers.putSync(list, thisProcess());
    return true;
  });

const openCopy = (
  tables: Tables,
  list: string,
  doc: Y.Doc,
  onChange: () => void,
  onFault: (error: unknown) => void,
  isWriter: boolean,
): LocalCopy => {
  /** Something that the list can do without, if the disk does not let it be done. */
  const ifPossible = (act: () => void): boolean => {
    try {
      act();
      return true;
    } catch (error) {
      onFault(error);
      return false;
    }
  };

  let exclusive = false;
  if (isWriter) ifPossible(() => (exclusive = takeWriter(tables, list)));
  let isRead = false;
  let loaded: readonly Uint8Array[] = [];
  let setAside: readonly SetAside[] = [];
  let local: LocalState = { state: 'saved' };
  let unstored: Uint8Array[] = [];
  let note: Uint8Array | undefined;
  let unstoredNote: Uint8Array | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let turn: ReturnType<typeof setImmediate> | undefined;
  let folds = true;

  const become = (next: LocalState): void => {
    if (next.state === local.state) return;
    local = next;
    onChange();
  };

  const load = (): void => {
    note = tables.notes.get(list); // before the data that it speaks of: another process may write both meanwhile
    const rows = readRows(tables, list);
    Y.transact(doc, () => rows.updates.forEach((update) => Y.applyUpdate(doc, update)), copy, false);
    ({ updates: loaded, setAside } = rows);
    isRead = true;
    if (rows.unusable.length > 0) ifPossible(() => moveAside(tables, rows.unusable));
  };

  const store = (): void => {
    clearImmediate(turn);
    clearTimeout(retry);
    turn = undefined;
    retry = undefined;
    try {
      if (!isRead) load();
      tables.root.transactionSync(() => {
        if (unstored.length > 0) appendRows(tables, list, unstored);
        if (unstoredNote) tables.notes.putSync(list, unstoredNote);
      });
      note = unstoredNote ?? note;
      unstored = [];
      unstoredNote = undefined;
      become({ state: 'saved' });
    } catch (error) {
      if (local.state !== 'failing') onFault(error);
      retry = setTimeout(store, RETRY_MS);
      become({ state: 'failing', reason: 'write-failed' });
    }
  };
  /** All of a turn in one transaction. */
  const later = (): void => {
    if (local.state === 'failing') return;
    turn ??= setImmediate(store);
    become({ state: 'saving' });
  };

  const copy: LocalCopy = {
    get local() {
      return local;
    },
    get setAside() {
      return setAside;
    },
    exclusive,
    takeLoadedUpdates: () => {
      const taken = loaded;
      loaded = [];
      return taken;
    },
    get mark() {
      return note && new Uint8Array(note);
    },
    writeMark: (mark) => {
      // With a note of its own a watch would put back the kept client id, as old as it knows it.
      if (!isWriter || local.state === 'failing') return;
      unstoredNote = mark;
      later();
    },
    fold: () => {
      if (local.state !== 'saved' || !folds) return;
      folds = ifPossible(() => foldRows(tables, list)); // else all rows are as they were, and it is not asked for again
    },
    close: () => {
      if (unstored.length > 0 || unstoredNote) store();
      clearTimeout(retry);
      doc.off('update', keep);
      if (exclusive) ifPossible(() => tables.writers.removeSync(list)); // else it is free once this process is gone (D2)
      return Promise.resolve();
    },
  };
  const keep = (update: Uint8Array, origin: unknown): void => {
    if (origin === copy) return;
    unstored.push(update);
    later();
  };
  if (!ifPossible(load)) {
    local = { state: 'failing', reason: 'write-failed' };
    retry = setTimeout(store, RETRY_MS);
  }
  doc.on('update', keep);
  return copy;
};

const removeCopy = (tables: Tables, list: string): void =>
  tables.root.transactionSync(() => {
    for (const key of [...tables.rows.getKeys(rangeOf(list))]) tables.rows.removeSync(key);
    for (const key of [...tables.damaged.getKeys(rangeOf(list))]) tables.damaged.removeSync(key);
    tables.notes.removeSync(list);
    tables.writers.removeSync(list);
  });

/**
 * Opens what this device keeps in a folder, creating it if need be. Throws what the file system and LMDB throw.
 * @param onFault told why a copy cannot be read or written; it is tried again until that works.
 */
export const openDeviceStore = (folder: string, onFault: (error: unknown) => void): DeviceStore => {
  const tables = openTables(folder);
  const copiesFor = (isWriter: boolean): LocalStore => ({
    open: (name, doc, onChange) => Promise.resolve(openCopy(tables, name, doc, onChange, onFault, isWriter)),
    remove: (name) => Promise.resolve(removeCopy(tables, name)),
  });
  return {
    copies: copiesFor(true),
    watchedCopies: copiesFor(false),
    lists: {
      all: () => [...tables.lists.getRange()].map(({ value }) => value),
      set: (listId, value) => void tables.lists.putSync(listId, value),
      remove: (listId) => void tables.lists.removeSync(listId),
    },
    close: () => tables.root.close(),
  };
};
