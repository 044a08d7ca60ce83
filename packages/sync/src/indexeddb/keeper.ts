/**
 * Keeps y-indexeddb honest. y-indexeddb 9.0.12 writes each update and hopes: it ignores failed writes, never says when one
 * is done, hangs on a bad row or a refused database, and throws into the next edit when its database was closed under it.
 * The keeper runs around it, unmodified:
 *
 *   loading ──rows checked, y-indexeddb loaded──▶ saved ◀──barrier──▶ saving
 *                                                   ▲                  │ error, abort, close, versionchange
 *                                                   └──whole state───  failing (tries again, 1 s … 30 s)
 *
 * Invariants: "saved" is said only after a transaction that was queued behind the write has completed without an error in
 * between. After any failure the whole state is stored again before "saved" is said. In a tab that does not hold the tab
 * lock only this tab's own acts are stored (the holder may be frozen); the holder stores everything.
 */
import { IndexeddbPersistence, storeState } from 'y-indexeddb';
import * as Y from 'yjs';
import type { LocalCopy, LocalFailure, LocalState, SetAside } from '../local-store.ts';
import { commitAtOnce } from './commit-at-once.ts';
import { completionOf, toStoreError, within } from './request.ts';
import { CUSTOM, MARK_KEY, openDatabase, readRows, UPDATES } from './stored-rows.ts';
import { takeTabLock, type TabLock } from './tab-lock.ts';

/** Longest wait for the database to open and for its rows, each, in milliseconds. The list opens without them after that. */
const LOAD_MS_MAX = 5_000;
/** Pauses between attempts to store after a failure, in milliseconds. */
const RETRY_MS = { first: 1_000, longest: 30_000 } as const;
/**
 * Rows or bytes beside the largest row from which on it is worth it to fold a copy into one row: each row is read, checked
 * and taken in at every start. While acts wait nothing is folded, and y-indexeddb's own bound holds: 500 rows, after an edit.
 */
const FOLD_ROWS = 64;
const FOLD_BYTES = 512 * 1024;

/** What the keeper needs from the browser. */
export interface KeeperDeps {
  readonly factory: IDBFactory;
  readonly locks: LockManager | undefined;
}

/** Loads a copy and keeps it. Never rejects; see {@link LocalCopy}. */
export const keepCopy = async (
  { factory, locks }: KeeperDeps,
  name: string,
  doc: Y.Doc,
  onChange: () => void,
): Promise<LocalCopy> => {
  const databaseName = `tote-list-${name}`;
  const own = { keeper: databaseName }; // origin of what is read from the disk
  let local: LocalState = { state: 'saving' };
  let setAside: readonly SetAside[] = [];
  let loaded: readonly Uint8Array[] = [];
  let mark: Uint8Array | undefined;
  let database: IDBDatabase | undefined; // the connection that writes: y-indexeddb's where we hold the lock, else our own
  let persistence: IndexeddbPersistence | undefined;
  let failures = 0; // counts events; a whole state that was stored while it changed makes nothing well
  let dirty = false;
  let settling: Promise<void> | undefined;
  let attaching: Promise<unknown> = Promise.resolve(); // one after another: of two that ran at once, both would store
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let foldable = { rows: 0, bytes: 0 }; // beside the largest row, as far as this tab knows
  let retryMs: number = RETRY_MS.first;
  let storesAll = false; // we hold the tab lock
  let stopCommitting = (): void => undefined;
  let opened = false; // the caller has its copy, so its listener may be called
  let closed = false;

  const become = (next: LocalState) => {
    if (closed || JSON.stringify(next) === JSON.stringify(local)) return;
    local = next;
    if (opened) onChange();
  };

  const fail = (reason: LocalFailure) => {
    failures++;
    become({ state: 'failing', reason });
    if (closed || retryTimer !== undefined) return;
    retryTimer = setTimeout(() => {
      retryTimer = undefined;
      void recover();
    }, retryMs);
    retryMs = Math.min(retryMs * 2, RETRY_MS.longest);
  };

  /** Acts in this task. A database may be closed already when it has not told of it yet: then it throws. */
  const orFail = async (act: () => unknown) => {
    try {
      await act();
    } catch (error) {
      fail(storeFailure(error));
    }
  };

  /** Failed requests and aborted transactions bubble to their connection. */
  const watch = (connection: IDBDatabase) => {
    const failed = (event: Event) => {
      const { error } = event.target as IDBRequest | IDBTransaction;
      fail(storeFailure(error));
    };
    const lost = () => {
      if (connection !== database) return;
      detach();
      fail('closed-elsewhere');
    };
    connection.addEventListener('error', failed);
    connection.addEventListener('abort', failed);
    connection.addEventListener('close', lost);
    connection.addEventListener('versionchange', () => {
      connection.close();
      lost();
    });
    stopCommitting();
    stopCommitting = commitAtOnce(connection, doc);
    database?.close();
    database = connection;
  };

  const detach = () => {
    stopCommitting();
    database?.close();
    database = undefined;
    // Its handler would throw into the next edit. `destroy` takes it off at once and then waits for a database that may never have opened.
    const left = persistence;
    persistence = undefined;
    void orFail(() => left?.destroy());
  };

  /** Reads what is on disk, then lets y-indexeddb (or, without the lock, ourselves) load and store it. */
  const attach = async () => {
    const connection = await within(LOAD_MS_MAX, openDatabase(factory, databaseName));
    const stored = await within(LOAD_MS_MAX, readRows(connection));
    if (closed) return connection.close(); // y-indexeddb would make the database again, were it removed by now
    ({ setAside, mark } = stored);
    const { rows } = stored;
    if (!opened) loaded = rows;
    foldable = {
      rows: rows.length - 1,
      bytes: stored.bytes - rows.reduce((most, row) => Math.max(most, row.byteLength), 0),
    };
    if (!storesAll) {
      watch(connection);
      Y.transact(doc, () => rows.forEach((row) => Y.applyUpdate(doc, row, own)), own, false);
      return;
    }
    connection.close();
    const provider = new IndexeddbPersistence(databaseName, doc);
    persistence = provider;
    await within(LOAD_MS_MAX, provider.whenSynced);
    if (!provider.db) throw new Error('y-indexeddb loaded without a database');
    watch(provider.db);
    // It says so in the midst of the transaction in which it read. What is written now would have to wait for that one, and
    // would be lost with it if the page went.
    await within(LOAD_MS_MAX, completionOf(provider.db.transaction([UPDATES], 'readonly')));
  };

  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const turn = attaching.then(act);
    attaching = turn.catch(() => undefined); // whoever called hears of it
    return turn;
  };

  const attachUnlessDone = () => inTurn(async () => (database ? undefined : attach()));

  const addRow = (connection: IDBDatabase, row: Uint8Array) => {
    connection.transaction([UPDATES], 'readwrite').objectStore(UPDATES).add(row);
  };

  /** After a failure: attach again if the database went away, store everything we have, and only then be well. */
  const recover = async () => {
    if (closed) return;
    try {
      await attachUnlessDone();
      if (!database) return fail('refused');
      const before = failures;
      const transaction = database.transaction([UPDATES], 'readwrite');
      const done = completionOf(transaction);
      transaction.objectStore(UPDATES).add(Y.encodeStateAsUpdate(doc));
      await within(LOAD_MS_MAX, done);
      if (failures !== before) return;
      retryMs = RETRY_MS.first;
      become({ state: 'saving' });
      saySavedSoon(); // what was done meanwhile may still be on its way
    } catch (error) {
      fail(storeFailure(error));
    }
  };

  /** Says "saved" once everything up to now is on disk. */
  const settle = async () => {
    while (dirty && database && !closed) {
      dirty = false;
      try {
        // Behind every write to this store that was made so far: transactions on one store run in the order of their making.
        await completionOf(database.transaction([UPDATES], 'readonly'));
      } catch (error) {
        fail(storeFailure(error));
      }
      // A failure leaves "saving", and what mends it makes it dirty.
      if (!dirty && local.state === 'saving') become({ state: 'saved' });
    }
    settling = undefined;
  };

  const saySavedSoon = () => {
    dirty = true;
    settling ??= Promise.resolve().then(settle); // after y-indexeddb's own handler made its transaction
  };

  const storedByProvider = () => persistence !== undefined && persistence.db === database;

  const noteUpdate = (update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
    if (origin === own || origin === persistence) return;
    if (database && !storedByProvider() && transaction.local)
      try {
        addRow(database, update);
      } catch (error) {
        return fail(storeFailure(error));
      }
    foldable = { rows: foldable.rows + 1, bytes: foldable.bytes + update.byteLength };
    if (local.state !== 'failing') become({ state: 'saving' });
    saySavedSoon();
  };

  const takeOver = () =>
    void inTurn(async () => {
      if (closed) return;
      storesAll = true;
      await attach(); // own acts are still written on the connection that this tab has
      saySavedSoon(); // what was heard meanwhile is in the state that y-indexeddb stored first
    }).catch((error: unknown) => {
      detach();
      fail(storeFailure(error));
    });

  const lock: TabLock = await takeTabLock(locks, databaseName, takeOver);
  storesAll ||= lock.held;
  try {
    await attachUnlessDone();
    become({ state: 'saved' });
  } catch (error) {
    detach();
    fail(storeFailure(error));
  }
  doc.on('update', noteUpdate);
  opened = true;

  return {
    get local() {
      return local;
    },
    get setAside() {
      return setAside;
    },
    get mark() {
      return mark;
    },
    get exclusive() {
      // Without locks nobody can know. A tab that just took over has to read first what the one before it has stored.
      return lock.isExclusive && storedByProvider();
    },
    takeLoadedUpdates: () => {
      const taken = loaded;
      loaded = [];
      return taken;
    },
    writeMark: (next) => {
      const to = database;
      if (!to || local.state === 'failing') return;
      void orFail(() => {
        // Both stores, so that it waits for every write of updates before it.
        const transaction = to.transaction([UPDATES, CUSTOM], 'readwrite');
        transaction.objectStore(CUSTOM).put(next, MARK_KEY);
        transaction.commit();
        mark = next;
      });
    },
    fold: () => {
      const held = persistence;
      if (!held || local.state !== 'saved') return;
      if (foldable.rows < FOLD_ROWS && foldable.bytes < FOLD_BYTES) return;
      foldable = { rows: 0, bytes: 0 };
      // One transaction, in which y-indexeddb first takes in what other tabs added: at no moment is anything missing.
      void orFail(() => storeState(held));
    },
    close: async () => {
      clearTimeout(retryTimer);
      await settling;
      closed = true;
      doc.off('update', noteUpdate);
      detach();
      lock.release();
    },
  };
};

const storeFailure = (error: unknown): LocalFailure => toStoreError(error).reason;
