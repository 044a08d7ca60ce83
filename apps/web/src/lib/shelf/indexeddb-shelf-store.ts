/**
 * The book in IndexedDB. A row of `lists` is a list as it was put; what was changed of it since then stands in `settings`, one
 * row for each field, under [localId, field], or [localId, 'ways', way] where a field is made of fields. So a change is written
 * without reading first, and is committed in the task of the act. The settings' own fields are there under ['', field], and
 * under SETTINGS_KEY as versions of the app wrote them that knew only whole rows: these versions find every list of this one,
 * too.
 */
import { changed, FIELDS_OF_FIELDS, type Settings, type ShelfEntry, type ShelfStore } from './shelf-store.ts';

const DATABASE = 'tote-shelf';
const VERSION = 1;
const LISTS = 'lists';
const SETTINGS = 'settings';
const SETTINGS_KEY = 'device';
/** In the place of a list's id: no list has it. */
const OF_SETTINGS = '';

/** A browser that neither opens nor refuses the database must not keep the app on a blank screen. */
const OPEN_DEADLINE_MS = 4_000;

/** What the adapter needs of its surroundings. */
export interface IndexedDbShelfDeps {
  readonly indexedDB: IDBFactory;
  /** Tells other tabs that something changed; absent in old browsers. */
  readonly channel?: BroadcastChannel | undefined;
  readonly openDeadlineMs?: number;
}

const reasonOf = (error: DOMException | null): Error => error ?? new Error('IndexedDB gave no reason');

const open = (indexedDB: IDBFactory, deadlineMs: number): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error('IndexedDB did not answer'));
    }, deadlineMs);
    const request = indexedDB.open(DATABASE, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(LISTS, { keyPath: 'localId' });
      request.result.createObjectStore(SETTINGS);
    };
    request.onsuccess = () => {
      clearTimeout(timer);
      // Another tab may bring a newer version of the app: do not stand in its way.
      request.result.onversionchange = () => {
        request.result.close();
      };
      resolve(request.result);
    };
    request.onerror = () => {
      clearTimeout(timer);
      reject(reasonOf(request.error));
    };
  });

const settled = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => {
      resolve();
    };
    transaction.onabort = () => {
      reject(reasonOf(transaction.error));
    };
  });

/** Every field of a list: an array is a greater key than any text. */
const fieldsOf = (localId: string): IDBKeyRange => IDBKeyRange.bound([localId], [localId, []]);

const putFields = (fields: IDBObjectStore, path: readonly string[], change: Partial<ShelfEntry> | Settings): void => {
  for (const [field, value] of Object.entries(change))
    if (value && FIELDS_OF_FIELDS.includes(field)) putFields(fields, [...path, field], value as Settings);
    else fields.put(value, [...path, field]);
};

/** Opens the book in IndexedDB. Rejects with an Error when the browser refuses: the caller then keeps it in memory. */
export const openIndexedDbShelfStore = async (deps: IndexedDbShelfDeps): Promise<ShelfStore> => {
  /** Undefined once the browser has closed it, as it does when it clears what the page stores. */
  let database: IDBDatabase | undefined;
  let onLost: () => void = () => undefined;

  let opening: Promise<IDBDatabase> | undefined;
  const openOnce = async (): Promise<IDBDatabase> => {
    try {
      database = await open(deps.indexedDB, deps.openDeadlineMs ?? OPEN_DEADLINE_MS);
    } finally {
      opening = undefined;
    }
    database.onclose = () => {
      database = undefined;
      onLost();
    };
    return database;
  };
  const opened = (): Promise<IDBDatabase> => (opening ??= openOnce());
  await opened();

  const write = async (act: (lists: IDBObjectStore, fields: IDBObjectStore) => void): Promise<void> => {
    // What is open is written to at once, without waiting.
    const book = database ?? (await opened());
    const transaction = book.transaction([LISTS, SETTINGS], 'readwrite', { durability: 'strict' });
    act(transaction.objectStore(LISTS), transaction.objectStore(SETTINGS));
    // The page may be about to go: what is not committed then is lost.
    transaction.commit();
    await settled(transaction);
    deps.channel?.postMessage('changed');
  };

  const remove = (localId: string): Promise<void> =>
    write((lists, fields) => {
      lists.delete(localId);
      fields.delete(fieldsOf(localId));
    });

  return {
    async load() {
      const book = database ?? (await opened());
      const transaction = book.transaction([LISTS, SETTINGS], 'readonly');
      const entries = transaction.objectStore(LISTS).getAll() as IDBRequest<ShelfEntry[]>;
      const keys = transaction.objectStore(SETTINGS).getAllKeys();
      const values = transaction.objectStore(SETTINGS).getAll() as IDBRequest<unknown[]>;
      await settled(transaction);
      const changes = new Map<string, Partial<ShelfEntry> & Settings>();
      for (const [i, key] of keys.result.entries()) {
        const [id, ...path] = [key].flat() as [string, ...string[]];
        const change = path.reduceRight<unknown>((value, field) => ({ [field]: value }), values.result[i]);
        changes.set(id, changed(changes.get(id) ?? {}, change as Partial<ShelfEntry>));
      }
      // Another tab changed a list while this device forgot it: its id never comes again.
      const known = new Set([SETTINGS_KEY, OF_SETTINGS, ...entries.result.map(({ localId }) => localId)]);
      for (const id of changes.keys()) if (!known.has(id)) remove(id).catch(console.warn);
      return {
        entries: entries.result.map((entry) => changed(entry, changes.get(entry.localId) ?? {})),
        settings: changed<Settings>(changes.get(SETTINGS_KEY) ?? {}, changes.get(OF_SETTINGS) ?? {}),
      };
    },
    put: (entry) =>
      write((lists, fields) => {
        lists.put(entry);
        fields.delete(fieldsOf(entry.localId));
      }),
    change: (localId, change) =>
      write((_lists, fields) => {
        putFields(fields, [localId], change);
      }),
    remove,
    changeSettings: (change) =>
      write((_lists, fields) => {
        putFields(fields, [OF_SETTINGS], change);
      }),
    onOutsideChange(listener) {
      deps.channel?.addEventListener('message', listener);
    },
    onLost(listener) {
      onLost = listener;
    },
  };
};
