/**
 * Log store on LMDB with group commit.
 *
 * Invariants (RELAY.md, L1-L9)
 * - One transaction at a time. What comes meanwhile waits and goes as the next one, so that one sync serves all of them.
 * - An append is answered after its transaction was synced (`overlappingSync: false`), or refused; never both.
 * - LMDB starts to write only when the file has room for all that it may write. If a write of it fails nevertheless, the store
 *   takes no more writes and says so: it is then for a new process to look at the disk.
 */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { headOf } from '../core/log-state.ts';
import type { Appended, ListName, LogHead, LogStore, NewEntry, StoreFailure } from '../core/log-store.ts';
import { shortListName } from '../core/relay-event.ts';
import type { Result } from '../core/result.ts';
import { lockDataFolder } from './data-folder-lock.ts';
import { createBatchPlan, type BatchPlan } from './lmdb-batch.ts';
import { openEpoch, proveClosed, wasClosedInOrder, type Epoch } from './lmdb-epoch.ts';
import { whyNotLmdb } from './lmdb-header.ts';
import { readEntries, readState, rebuildState, type Damage } from './lmdb-log.ts';
import { decodeSequence, idKey, idPartOf } from './lmdb-records.ts';
import { openLmdbSpace, type LmdbSpace } from './lmdb-space.ts';
import { openLmdbTables, type LmdbTables } from './lmdb-tables.ts';

/** Entries per transaction: bounds its time and the room that it needs. */
const TRANSACTION_ENTRIES_MAX = 256;
const TRANSACTION_BYTES_MAX = 1024 * 1024;
/** New lists are refused above this part of the bound, so that the lists which are there can go on. */
const CREATION_PART = 0.9;
/** Written and removed once before LMDB makes its file: it must not be the one to find out that nothing can be written. */
const PROBE_BYTES = 1024 * 1024;
/** The map's size is a multiple of every page size in use (4, 16 and 64 KiB). */
const MAP_STEP_BYTES = 64 * 1024;

/** What an operator must know of a store. */
export type StoreEvent =
  /** A transaction was written and synced. */
  | { readonly type: 'committed'; readonly entries: number; readonly ms: number }
  | { readonly type: 'damaged'; readonly list: string; readonly sequence: number | undefined }
  | { readonly type: 'store-full' }
  /** No more writes in this process. */
  | { readonly type: 'store-broken'; readonly detail: string };

/** Why a store does not open. */
export type StoreOpenError =
  | { readonly type: 'folder-in-use'; readonly folder: string; readonly pid: number }
  | { readonly type: 'folder-unusable'; readonly folder: string; readonly detail: string };

/** A log store on disk. */
export interface LmdbStore extends LogStore {
  /** False once a write failed. */
  readonly isSound: boolean;
  readonly usedBytes: number;
  /** Writes and syncs something that means nothing: whether appends would work. */
  probe(): Promise<StoreFailure | undefined>;
}

interface Queued {
  readonly entries: number;
  readonly bytes: number;
  plan(plan: BatchPlan): void;
  finish(failure: StoreFailure | undefined): void;
}

/** What a store is made of. */
export interface LmdbStoreDeps {
  readonly folder: string;
  readonly random: (length: number) => Uint8Array;
  /** Time of day in milliseconds; only decides when covered entries are old enough to go. */
  readonly nowMs: () => number;
  /** The file grows to this at most. */
  readonly bytesMax: number;
  /** Nothing is taken when less than this is free on the disk. */
  readonly diskFreeBytesMin: number;
  readonly onEvent: (event: StoreEvent) => void;
}

/** Address space for the file: its bound, and as much again so that LMDB never meets the end of its map before we refuse. */
const mapBytesFor = (bytesMax: number): number => Math.ceil((2 * bytesMax) / MAP_STEP_BYTES) * MAP_STEP_BYTES;

const detailOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

interface OpenFolder {
  readonly tables: LmdbTables;
  readonly space: LmdbSpace;
  readonly epoch: Epoch;
  readonly unlock: () => void;
}

const openFolder = (deps: LmdbStoreDeps): Result<OpenFolder, StoreOpenError> => {
  const { folder } = deps;
  let unlock = (): void => undefined;
  try {
    const lock = lockDataFolder(folder);
    if (!lock.ok) return { ok: false, error: { type: 'folder-in-use', folder, pid: lock.error.pid } };
    unlock = lock.value;
    const file = join(folder, 'data.mdb');
    if (!existsSync(file)) {
      const probe = join(folder, 'probe');
      writeFileSync(probe, Buffer.alloc(PROBE_BYTES));
      rmSync(probe);
    } else {
      const unfit = whyNotLmdb(file);
      if (unfit !== undefined) throw new Error(unfit);
    }
    const isUntouched = wasClosedInOrder(folder);
    const tables = openLmdbTables(folder, mapBytesFor(deps.bytesMax));
    const space = openLmdbSpace({ ...deps, ...tables });
    return { ok: true, value: { tables, space, epoch: openEpoch(tables, folder, isUntouched, deps.random), unlock } };
  } catch (error) {
    unlock();
    return { ok: false, error: { type: 'folder-unusable', folder, detail: detailOf(error) } };
  }
};

/** Opens or creates the store in a folder. */
export const openLmdbStore = (deps: LmdbStoreDeps): Result<LmdbStore, StoreOpenError> => {
  const opened = openFolder(deps);
  if (!opened.ok) return opened;
  return { ok: true, value: createStore(deps, opened.value) };
};

const createStore = (deps: LmdbStoreDeps, { tables, space, epoch, unlock }: OpenFolder): LmdbStore => {
  let queue: Queued[] = [];
  let working: Promise<void> | undefined;
  let isDirty = false;
  let closed = false;
  let brokenBy: string | undefined;
  const knownDamage = new Set<string>();

  const shown = (head: LogHead): LogHead => ({ ...head, generation: epoch.mix(head.generation) });

  const onDamage = (damage: Damage): void => {
    const name = `${damage.list}/${damage.sequence ?? 'head'}`;
    if (knownDamage.has(name)) return;
    knownDamage.add(name);
    deps.onEvent({ type: 'damaged', list: shortListName(damage.list), sequence: damage.sequence });
    if (damage.sequence !== undefined) void repair(damage);
  };

  /** Resolves when the damaged record was set aside, or could not be. */
  const repair = (damage: Damage): Promise<void> =>
    new Promise((resolve) => {
      enqueue({ entries: 1, bytes: 0, plan: (plan) => plan.setAside(damage), finish: () => resolve() });
    });

  const takeBatch = (): readonly Queued[] => {
    let entries = 0;
    let bytes = 0;
    const tooMany = queue.findIndex((job, index) => {
      entries += job.entries;
      bytes += job.bytes;
      return index > 0 && (entries > TRANSACTION_ENTRIES_MAX || bytes > TRANSACTION_BYTES_MAX);
    });
    const batch = tooMany < 0 ? queue : queue.slice(0, tooMany);
    queue = tooMany < 0 ? [] : queue.slice(tooMany);
    return batch;
  };

  const commit = async (write: () => void, entries: number): Promise<StoreFailure | undefined> => {
    const startedAtMs = performance.now();
    try {
      if (!isDirty) epoch.forgetProof();
      await tables.root.batch(() => {
        write();
        if (!isDirty) epoch.write();
      });
      isDirty = true;
    } catch (error) {
      // lmdb-js tells the cause in a second promise, which must not go unhandled.
      const cause: unknown = error instanceof Error && 'commitError' in error ? error.commitError : error;
      brokenBy = await Promise.resolve(cause).then(detailOf, detailOf);
      deps.onEvent({ type: 'store-broken', detail: brokenBy });
      return { type: 'store-failed', detail: brokenBy };
    }
    if (entries > 0) deps.onEvent({ type: 'committed', entries, ms: performance.now() - startedAtMs });
    return undefined;
  };

  const writeBatch = async (batch: readonly Queued[]): Promise<StoreFailure | undefined> => {
    if (brokenBy !== undefined) return { type: 'store-failed', detail: brokenBy };
    const usedBytes = space.usedBytes();
    const mayCreate = usedBytes < deps.bytesMax * CREATION_PART;
    const plan = createBatchPlan({ ...deps, tables, onDamage, mayCreate, shown });
    for (const job of batch) job.plan(plan);
    if (plan.records === 0) return undefined;
    const hasRoom = usedBytes + plan.bytes <= deps.bytesMax && space.makeRoom(usedBytes, plan.records, plan.bytes);
    if (hasRoom) return commit(() => plan.write(), plan.entries);
    deps.onEvent({ type: 'store-full' });
    return { type: 'store-full' };
  };

  const work = async (): Promise<void> => {
    while (queue.length > 0) {
      const batch = takeBatch();
      const failure = await writeBatch(batch).catch((error: unknown): StoreFailure => ({
        type: 'store-failed',
        detail: detailOf(error),
      }));
      for (const job of batch) job.finish(failure);
    }
    working = undefined;
  };

  const enqueue = (job: Queued): void => {
    queue.push(job);
    working ??= Promise.resolve().then(work);
  };

  const append = (
    list: ListName,
    entries: readonly NewEntry[],
    generation: Uint8Array,
  ): Promise<Result<Appended, StoreFailure>> =>
    new Promise((resolve) => {
      if (closed) return resolve({ ok: false, error: { type: 'store-failed', detail: 'the store is closed' } });
      let planned: Result<Appended, StoreFailure> | undefined;
      enqueue({
        entries: entries.length,
        bytes: entries.reduce((sum, { envelope }) => sum + envelope.length, 0),
        plan: (plan) => (planned = plan.append({ list, entries, generation: epoch.mix(generation) })),
        finish: (failure) => {
          if (planned && (!planned.ok || !failure)) return resolve(planned);
          resolve({ ok: false, error: failure ?? { type: 'store-failed', detail: 'not planned' } });
        },
      });
    });

  return {
    get isSound() {
      return brokenBy === undefined;
    },
    get usedBytes() {
      return space.usedBytes();
    },
    append,
    probe: () =>
      new Promise((resolve) => {
        if (closed) return resolve({ type: 'store-failed', detail: 'the store is closed' });
        enqueue({ entries: 1, bytes: 0, plan: (plan) => plan.probe(), finish: resolve });
      }),
    head: async (list) => {
      if (readState(tables, list) === 'damaged') {
        onDamage({ list });
        await repair({ list });
      }
      const found = readState(tables, list);
      // No room to write it down: the log is served all the same, under a generation that holds until the next look.
      const state = found === 'damaged' ? rebuildState(tables, list, deps.random(16), deps.nowMs()) : found;
      return state && shown(headOf(state));
    },
    sequenceOf: (list, id) => decodeSequence(tables.ids.get(idKey(list, idPartOf(id)))),
    // eslint-disable-next-line @typescript-eslint/require-await -- LMDB reads at once; the port allows for stores that do not
    read: async (list, after, bytesMax) => readEntries(tables, list, after, bytesMax, onDamage),
    close: async () => {
      if (closed) return;
      closed = true;
      while (working) await working;
      await tables.root.close();
      space.close();
      if (isDirty && brokenBy === undefined) proveClosed(deps.folder);
      unlock();
    },
  };
};
