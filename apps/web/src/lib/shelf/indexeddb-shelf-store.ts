import type { Settings, ShelfEntry, ShelfStore } from './shelf-store.ts';

const DATABASE = 'tote-shelf';
const VERSION = 1;
const LISTS = 'lists';
const SETTINGS = 'settings';
/** The settings are one row. */
const SETTINGS_KEY = 'device';

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

/** Opens the book in IndexedDB. Rejects with an Error when the browser refuses: the caller then keeps it in memory. */
export const openIndexedDbShelfStore = async (deps: IndexedDbShelfDeps): Promise<ShelfStore> => {
  const database = await open(deps.indexedDB, deps.openDeadlineMs ?? OPEN_DEADLINE_MS);

  const write = async (storeName: string, act: (store: IDBObjectStore) => void): Promise<void> => {
    const transaction = database.transaction(storeName, 'readwrite', { durability: 'strict' });
    act(transaction.objectStore(storeName));
    // The page may be about to go: what is not committed then is lost.
    transaction.commit();
    await settled(transaction);
    deps.channel?.postMessage('changed');
  };

  return {
    async load() {
      const transaction = database.transaction([LISTS, SETTINGS], 'readonly');
      const entries = transaction.objectStore(LISTS).getAll() as IDBRequest<ShelfEntry[]>;
      const settings = transaction.objectStore(SETTINGS).get(SETTINGS_KEY) as IDBRequest<Settings | undefined>;
      await settled(transaction);
      return { entries: entries.result, settings: settings.result ?? {} };
    },
    put: (entry) =>
      write(LISTS, (store) => {
        store.put(entry);
      }),
    remove: (localId) =>
      write(LISTS, (store) => {
        store.delete(localId);
      }),
    putSettings: (settings) =>
      write(SETTINGS, (store) => {
        store.put(settings, SETTINGS_KEY);
      }),
    onOutsideChange(listener) {
      deps.channel?.addEventListener('message', listener);
    },
  };
};
