/**
 * Local store in memory. For tests, for browsers that refuse IndexedDB, and for the simulator, which can also crash it:
 * what was not yet flushed is then gone, as on a phone that loses power.
 */
import * as Y from 'yjs';
import type { LocalCopy, LocalState, LocalStore } from './local-store.ts';

interface StoredCopy {
  rows: Uint8Array[];
  mark: Uint8Array | undefined;
}

/** A local store in memory. */
export interface MemoryStore extends LocalStore {
  /** Makes everything written so far durable. Without it, writes count as durable after `flushAfterMs`. */
  flush(): void;
  /** Loses all that is not durable and detaches every open copy, as a crash does. */
  crash(): void;
  /** From now on writes fail (the disk is full) or work again. */
  setFull(full: boolean): void;
}

/**
 * Creates an empty store.
 * @param flushAfterMs how long a write stays volatile, in milliseconds; 0 makes it durable at once.
 */
export const createMemoryStore = ({ flushAfterMs = 0 }: { readonly flushAfterMs?: number } = {}): MemoryStore => {
  const durable = new Map<string, StoredCopy>();
  const open = new Set<{ flush(): void; detach(): void }>();
  let full = false;

  const attach = (name: string, doc: Y.Doc, onChange: () => void): LocalCopy => {
    const stored = durable.get(name) ?? { rows: [], mark: undefined };
    durable.set(name, stored);
    let loaded: readonly Uint8Array[] = stored.rows.slice();
    let unflushed: Uint8Array[] = [];
    let unflushedMark: Uint8Array | undefined;
    let local: LocalState = { state: 'saved' };
    let timer: ReturnType<typeof setTimeout> | undefined;

    const become = (next: LocalState) => {
      if (next.state === local.state) return;
      local = next;
      onChange();
    };
    const flush = () => {
      clearTimeout(timer);
      timer = undefined;
      if (!open.has(handle)) return; // crashed: nobody can write any more
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
    const store = (update: Uint8Array, origin: unknown) => {
      if (origin === handle) return;
      unflushed.push(update);
      later();
    };
    const handle = {
      flush,
      detach: () => {
        clearTimeout(timer);
        doc.off('update', store);
        open.delete(handle);
      },
    };

    Y.transact(doc, () => stored.rows.forEach((row) => Y.applyUpdate(doc, row)), handle, false);
    doc.on('update', store);
    open.add(handle);
    return {
      get local() {
        return local;
      },
      setAside: [],
      exclusive: true,
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
        if (stored.rows.length > 1 && local.state === 'saved') stored.rows = [Y.mergeUpdates(stored.rows)];
      },
      close: () => {
        if (!full) flush();
        handle.detach();
        return Promise.resolve();
      },
    };
  };

  return {
    open: (name, doc, onChange) => Promise.resolve(attach(name, doc, onChange)),
    remove: (name) => {
      durable.delete(name);
      return Promise.resolve();
    },
    flush: () => open.forEach((copy) => copy.flush()),
    crash: () => open.forEach((copy) => copy.detach()),
    setFull: (next) => {
      full = next;
    },
  };
};
