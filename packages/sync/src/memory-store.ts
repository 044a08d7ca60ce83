/**
 * Local store in memory. For tests, for browsers that refuse IndexedDB, and for the simulator, which can also crash it:
 * what was not yet flushed is then gone, as on a phone that loses power. It can be several tabs' too, by the real tab lock.
 */
import * as Y from 'yjs';
import { takeTabLock } from './indexeddb/tab-lock.ts';
import type { LocalCopy, LocalState, LocalStore } from './local-store.ts';

interface StoredCopy {
  rows: Uint8Array[];
  mark: Uint8Array | undefined;
}

/** Rows from which on it is worth it to fold them into one. */
const FOLD_ROWS = 16;

/** A local store in memory. */
export interface MemoryStore extends LocalStore {
  /** What one tab sees of it, as the keeper has it: who holds the lock stores everything, others their own acts. Without locks all store all. */
  inTab(locks: LockManager | undefined): TabStore;
  /** Makes everything written so far durable. Without it, writes count as durable after `flushAfterMs`. */
  flush(): void;
  /** Loses all that is not durable and detaches every open copy, as a crash does. */
  crash(): void;
  /** From now on writes fail (the disk is full) or work again. */
  setFull(full: boolean): void;
}

/** The store of one tab. */
export interface TabStore extends LocalStore {
  /** The tab is gone, not the browser, which still stores the updates that it was given. */
  die(): void;
}

/** What a tab may do with a list. */
interface Share {
  storesAll: boolean;
  exclusive: boolean;
}

interface OpenCopy extends LocalCopy {
  readonly name: string;
  /** What the browser was given to store and did not yet. */
  readonly unflushed: readonly Uint8Array[];
  flush(): void;
  /** The tab that stored everything is gone, and this one is the next. */
  takeOver(): void;
  die(): void;
  detach(): void;
}

/**
 * Creates an empty store.
 * @param flushAfterMs how long a write stays volatile, in milliseconds; 0 makes it durable at once.
 */
export const createMemoryStore = ({ flushAfterMs = 0 }: { readonly flushAfterMs?: number } = {}): MemoryStore => {
  const durable = new Map<string, StoredCopy>();
  const open = new Set<OpenCopy>();
  let full = false;

  const attach = (
    name: string,
    doc: Y.Doc,
    onChange: () => void,
    share: Share = { storesAll: true, exclusive: true },
    closed: () => void = () => undefined,
  ): OpenCopy => {
    const stored = durable.get(name) ?? { rows: [], mark: undefined };
    durable.set(name, stored);
    let unflushed: Uint8Array[] = [];
    let unflushedMark: Uint8Array | undefined;
    let local: LocalState = { state: 'saved' };
    let timer: ReturnType<typeof setTimeout> | undefined;
    let reading: ReturnType<typeof setTimeout> | undefined;

    const become = (next: LocalState) => {
      if (next.state === local.state) return;
      local = next;
      onChange();
    };
    const flush = () => {
      clearTimeout(timer);
      timer = undefined;
      if (!open.has(copy)) return; // crashed: nobody can write any more
      if (full) {
        timer = setTimeout(flush, Math.max(flushAfterMs, 1_000));
        return become({ state: 'failing', reason: 'full' });
      }
      stored.rows.push(...unflushed);
      stored.mark = unflushedMark ?? stored.mark;
      unflushed = [];
      unflushedMark = undefined;
      become({ state: 'saved' });
    };
    const later = () => {
      if (flushAfterMs === 0) return flush();
      timer ??= setTimeout(flush, flushAfterMs);
      if (local.state !== 'failing') become({ state: 'saving' });
    };
    const store = (update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
      if (origin === copy || !(share.storesAll || transaction.local)) return;
      unflushed.push(update);
      later();
    };
    /** Behind the writes that were made before, whichever tab made them. */
    const read = (): readonly Uint8Array[] => {
      const others = [...open].filter((other) => other !== copy && other.name === name);
      const rows = full ? stored.rows : [...stored.rows, ...others.flatMap((other) => other.unflushed)];
      Y.transact(doc, () => rows.forEach((row) => Y.applyUpdate(doc, row)), copy, false);
      return [...rows];
    };

    const copy: OpenCopy = {
      name,
      get unflushed() {
        return unflushed;
      },
      flush,
      takeOver: () => {
        share.storesAll = true;
        reading = setTimeout(() => {
          read();
          unflushed.push(Y.encodeStateAsUpdate(doc));
          share.exclusive = true;
          later();
        }, flushAfterMs);
      },
      die: () => {
        if (!full && open.has(copy)) stored.rows.push(...unflushed);
        copy.detach();
      },
      detach: () => {
        clearTimeout(timer);
        clearTimeout(reading);
        doc.off('update', store);
        open.delete(copy);
      },
      get local() {
        return local;
      },
      setAside: [],
      get exclusive() {
        return share.exclusive;
      },
      get mark() {
        return stored.mark;
      },
      takeLoadedUpdates: () => {
        const taken = loaded;
        loaded = [];
        return taken;
      },
      writeMark: (mark) => {
        if (local.state === 'failing') return;
        unflushedMark = mark;
        later();
      },
      fold: () => {
        if (share.storesAll && stored.rows.length >= FOLD_ROWS && local.state === 'saved')
          stored.rows = [Y.mergeUpdates(stored.rows)];
      },
      close: () => {
        if (!full) flush();
        copy.detach();
        closed();
        return Promise.resolve();
      },
    };
    let loaded = read();
    doc.on('update', store);
    open.add(copy);
    return copy;
  };

  const remove = (name: string): Promise<void> => {
    durable.delete(name);
    return Promise.resolve();
  };
  return {
    open: (name, doc, onChange) => Promise.resolve(attach(name, doc, onChange)),
    inTab: (locks) => {
      const copies: OpenCopy[] = [];
      return {
        open: async (name, doc, onChange) => {
          const lock = await takeTabLock(locks, name, () => copy.takeOver());
          const share = { storesAll: lock.held, exclusive: lock.held && lock.isExclusive };
          const copy = attach(name, doc, onChange, share, lock.release);
          copies.push(copy);
          return copy;
        },
        remove,
        die: () => copies.forEach((copy) => copy.die()),
      };
    },
    remove,
    flush: () => open.forEach((copy) => copy.flush()),
    crash: () => open.forEach((copy) => copy.detach()),
    setFull: (next) => {
      full = next;
    },
  };
};
