/**
 * Reads a list's database before y-indexeddb does. One row that Yjs cannot decode stops y-indexeddb for good, without an
 * error, so every row is checked here first and a bad one is moved out of its way, kept for whoever wants to look at it.
 * Schema: y-indexeddb's own ("updates", auto-incremented; "custom", by key), so that either can create the database.
 */
import type { SetAside } from '../local-store.ts';
import { DOCUMENT_BYTES_MAX, inspectUpdate } from '../update-check.ts';
import { completionOf, resultOf, toStoreError } from './request.ts';

/** y-indexeddb's object stores. */
export const UPDATES = 'updates';
export const CUSTOM = 'custom';
/** Key in "custom" of the note about what the relays hold. */
export const MARK_KEY = 'tote-mark';
/** Keys in "custom" of rows that were moved aside: this prefix, then the row's number. */
const SET_ASIDE_PREFIX = 'tote-set-aside-';

/** What a list's database holds. */
export interface StoredRows {
  readonly rows: readonly Uint8Array[];
  readonly bytes: number;
  readonly mark: Uint8Array | undefined;
  readonly setAside: readonly SetAside[];
}

/** Opens the database, creating it if need be. Rejects with a StoreError. */
export const openDatabase = (factory: IDBFactory, name: string): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    let request: IDBOpenDBRequest;
    try {
      request = factory.open(name);
    } catch (error) {
      reject(toStoreError(error));
      return;
    }
    request.onupgradeneeded = () => {
      request.result.createObjectStore(UPDATES, { autoIncrement: true });
      request.result.createObjectStore(CUSTOM);
    };
    request.onsuccess = () => {
      // Also a connection that nobody waits for any more must not keep the list from being removed.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(toStoreError(request.error));
  });

/** Reads all rows and moves those aside that are not sound updates. */
export const readRows = async (database: IDBDatabase): Promise<StoredRows> => {
  const transaction = database.transaction([UPDATES, CUSTOM], 'readonly');
  const updates = transaction.objectStore(UPDATES);
  const custom = transaction.objectStore(CUSTOM);
  const [values, keys, customKeys, mark] = await Promise.all([
    resultOf<unknown[]>(updates.getAll()),
    resultOf(updates.getAllKeys()),
    resultOf(custom.getAllKeys()),
    resultOf<unknown>(custom.get(MARK_KEY)),
  ]);
  const rows: Uint8Array[] = [];
  const bad: BadRow[] = [];
  values.forEach((value, index) => {
    const inspected = value instanceof Uint8Array ? inspectUpdate(value, DOCUMENT_BYTES_MAX) : undefined;
    const key = keys[index];
    if (value instanceof Uint8Array && inspected?.ok) rows.push(value);
    else if (key !== undefined)
      bad.push({ key, value, reason: inspected?.ok === false ? inspected.error.type : 'not-an-update' });
  });
  if (bad.length > 0) await moveAside(database, bad);
  const earlier = customKeys
    .filter((key) => typeof key === 'string')
    .filter((key) => key.startsWith(SET_ASIDE_PREFIX))
    .map((key) => asideOf(Number(key.slice(SET_ASIDE_PREFIX.length)), 'update-malformed'));
  return {
    rows,
    bytes: rows.reduce((sum, row) => sum + row.byteLength, 0),
    mark: mark instanceof Uint8Array ? mark : undefined,
    setAside: [...earlier, ...bad.map(({ key, reason }) => asideOf(Number(key), reason))],
  };
};

interface BadRow {
  readonly key: IDBValidKey;
  readonly value: unknown;
  readonly reason: string;
}

/** A transaction of its own, since hardly any start needs it and one that only reads is quicker. */
const moveAside = async (database: IDBDatabase, bad: readonly BadRow[]): Promise<void> => {
  const transaction = database.transaction([UPDATES, CUSTOM], 'readwrite');
  const done = completionOf(transaction);
  for (const { key, value } of bad) {
    transaction.objectStore(CUSTOM).put(value, `${SET_ASIDE_PREFIX}${Number(key)}`);
    transaction.objectStore(UPDATES).delete(key);
  }
  await done;
};

const asideOf = (position: number, reason: string): SetAside => ({ where: 'this-device', position, reason });
