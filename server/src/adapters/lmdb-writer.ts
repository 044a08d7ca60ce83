/**
 * The one queue through which a store is written: groups into the journal, and what they gathered into LMDB.
 *
 * Invariants (RELAY.md, L1, L4, D1, D12)
 * - One group is written at a time. What comes meanwhile waits and goes as the next one, so that one sync serves all of them.
 * - A job ends after its group's record in the journal was synced, or with a failure; never both. From then on everybody sees what
 *   it did (`view`), and LMDB gets it later.
 * - A group is written only when LMDB's file has room for all that its transaction may write. If a write fails nevertheless, no
 *   more are made: it is then for a new process to look at the disk.
 */
import { setImmediate as endOfTurn } from 'node:timers/promises';
import type { LogHead, StoreFailure } from '../core/log-store.ts';
import { errorDetail } from './error-detail.ts';
import { createBatchPlan, type BatchPlan } from './lmdb-batch.ts';
import type { LmdbStoreDeps, OpenFolder } from './lmdb-folder.ts';
import { createView, type LmdbView } from './lmdb-layer.ts';
import type { Damage } from './lmdb-log.ts';
import { createSettling } from './lmdb-settling.ts';

/** Entries that one sync of the journal makes durable: bounds its time. */
const GROUP_ENTRIES_MAX = 256;
const GROUP_BYTES_MAX = 1024 * 1024;
/** LMDB gets what was gathered when it is so much: many at once share its pages, but the room and the time for them must be bounded. */
export const SETTLED_ENTRIES = 512;
const SETTLED_BYTES = 2 * 1024 * 1024;
/** More than this waits for the transaction that is under way. */
const GATHERED_ENTRIES_MAX = 2 * SETTLED_ENTRIES;
/** And when the first of it is so old: an edit alone must not lie in the journal for ever. */
const SETTLED_AFTER_MS = 1_000;
/** New lists are refused above this part of the bound, so that the lists which are there can go on. */
const CREATION_PART = 0.9;

/** Something to be written. */
export interface WriteJob {
  readonly entries: number;
  readonly bytes: number;
  plan(plan: BatchPlan): void;
  finish(failure: StoreFailure | undefined): void;
}

/** The queue of an open store. */
export interface LmdbWriter {
  /** What is durable. */
  readonly view: LmdbView;
  /** Pages of LMDB's file in use, in bytes. */
  readonly usedBytes: number;
  /** Why nothing more is written. */
  readonly brokenBy: string | undefined;
  /** Whether LMDB was written. */
  readonly isDirty: boolean;
  enqueue(job: WriteJob): void;
  /** Ends when everything is in LMDB, or never can be; nothing may be enqueued any more. */
  settle(): Promise<void>;
}

/** Starts with an empty queue. */
export const createLmdbWriter = (
  { tables, space, journal, epoch }: Pick<OpenFolder, 'tables' | 'space' | 'journal' | 'epoch'>,
  deps: LmdbStoreDeps & {
    readonly onDamage: (damage: Damage) => void;
    readonly shown: (head: LogHead) => LogHead;
  },
): LmdbWriter => {
  let queue: WriteJob[] = [];
  let working: Promise<void> | undefined;
  /** Whether the journal was written in this life, and whether LMDB was. */
  let hasJournaled = false;
  let isDirty = false;
  let isDue = false;
  let dueTimer: ReturnType<typeof setTimeout> | undefined;
  let usedBytes = space.usedBytes();
  let brokenBy: string | undefined;

  const settling = createSettling({
    tables,
    journal,
    writeMore: () => {
      if (!isDirty) epoch.write();
    },
  });
  const view = createView(tables, settling.layers);

  const breakDown = async (error: unknown): Promise<StoreFailure> => {
    // lmdb-js tells the cause in a second promise, which must not go unhandled.
    const cause: unknown = error instanceof Error && 'commitError' in error ? error.commitError : error;
    const detail = await Promise.resolve(cause).then(errorDetail, errorDetail);
    if (brokenBy === undefined) deps.onEvent({ type: 'store-broken', detail });
    brokenBy ??= detail;
    return { type: 'store-failed', detail };
  };

  const isGathered = (): boolean => settling.gathered.records > 0;

  /** Starts LMDB's transaction. Not while one is under way, nor while a group is on its way into the journal. */
  const turn = (): void => {
    clearTimeout(dueTimer);
    dueTimer = undefined;
    isDue = false;
    // For a next round twice as large, so that it need not wait for this one's end; if there is no room now, that will be seen then.
    space.makeRoom(usedBytes, 3 * settling.records, 3 * settling.bytes);
    void settling.turn().then(() => {
      isDirty = true;
      usedBytes = space.usedBytes();
      if (isDue) wake();
    }, breakDown);
  };

  const settleSoon = (): void => {
    isDue = true;
    wake();
  };

  const noteGathered = (): void => {
    const { entries, bytes } = settling.gathered;
    if (entries >= SETTLED_ENTRIES || bytes >= SETTLED_BYTES) isDue = true;
    dueTimer ??= setTimeout(settleSoon, SETTLED_AFTER_MS).unref();
  };

  const takeBatch = (): readonly WriteJob[] => {
    let entries = 0;
    let bytes = 0;
    const tooMany = queue.findIndex((job, index) => {
      entries += job.entries;
      bytes += job.bytes;
      return index > 0 && (entries > GROUP_ENTRIES_MAX || bytes > GROUP_BYTES_MAX);
    });
    const batch = tooMany < 0 ? queue : queue.slice(0, tooMany);
    queue = tooMany < 0 ? [] : queue.slice(tooMany);
    return batch;
  };

  /** Makes sure of a group's room in both places. While a transaction is under way nothing is made longer behind its back. */
  const makeRoom = async ({ layer, appends }: BatchPlan): Promise<StoreFailure | undefined> => {
    const records = settling.records + layer.records;
    const bytes = settling.bytes + layer.bytes;
    const isTurnNeeded =
      isGathered() && (!journal.fits(appends) || settling.gathered.entries + layer.entries > GATHERED_ENTRIES_MAX);
    if (usedBytes + bytes > deps.bytesMax) return { type: 'store-full', bound: 'store-bytes' };
    if (!space.isAboveFloor()) return { type: 'store-full', bound: 'disk-floor' };
    if (isTurnNeeded || !space.hasRoom(usedBytes, records, bytes)) {
      await settling.ended();
      if (settling.isUnderWay) return { type: 'store-failed', detail: 'a transaction failed' };
      if (!space.makeRoom(usedBytes, records, bytes)) return { type: 'store-full', bound: 'disk' };
      if (isTurnNeeded) turn();
    }
    return journal.reserve(appends) ? undefined : { type: 'store-full', bound: 'disk' };
  };

  const commit = async (plan: BatchPlan): Promise<StoreFailure | undefined> => {
    const { layer } = plan;
    const startedAtMs = performance.now();
    try {
      if (!hasJournaled) epoch.forgetProof();
      hasJournaled = true;
      await journal.write(plan);
    } catch (error) {
      return breakDown(error);
    }
    settling.add(layer);
    noteGathered();
    if (layer.entries > 0)
      deps.onEvent({ type: 'committed', entries: layer.entries, ms: performance.now() - startedAtMs });
    return undefined;
  };

  const writeGroup = async (batch: readonly WriteJob[]): Promise<StoreFailure | undefined> => {
    if (brokenBy !== undefined) return { type: 'store-failed', detail: brokenBy };
    const mayCreate = usedBytes + settling.bytes < deps.bytesMax * CREATION_PART;
    const plan = createBatchPlan({ ...deps, view, atMs: deps.nowMs(), mayCreate });
    for (const job of batch) job.plan(plan);
    if (plan.layer.records === 0) return undefined;
    const failure = await makeRoom(plan);
    if (failure?.type === 'store-full') deps.onEvent(failure);
    return failure ?? commit(plan);
  };

  const isTurnDue = (): boolean => isDue && isGathered() && !settling.isUnderWay && brokenBy === undefined;

  const work = async (): Promise<void> => {
    do {
      // What else this turn of the event loop brings goes along; a lone edit waits for nothing.
      await endOfTurn();
      if (isTurnDue()) turn();
      const batch = takeBatch();
      const failure = await writeGroup(batch).catch((error: unknown): StoreFailure => ({
        type: 'store-failed',
        detail: errorDetail(error),
      }));
      for (const job of batch) job.finish(failure);
    } while (queue.length > 0 || isTurnDue());
    working = undefined;
  };

  const wake = (): void => {
    working ??= work();
  };

  const enqueue = (job: WriteJob): void => {
    queue.push(job);
    wake();
  };

  /** Brings everything into LMDB. */
  const settle = async (): Promise<void> => {
    clearTimeout(dueTimer);
    do {
      while (working) await working;
      await settling.ended();
      if (isGathered() && !settling.isUnderWay && brokenBy === undefined) turn();
    } while (brokenBy === undefined && (working || settling.isUnderWay));
  };

  return {
    view,
    get usedBytes() {
      return usedBytes;
    },
    get brokenBy() {
      return brokenBy;
    },
    get isDirty() {
      return isDirty;
    },
    enqueue,
    settle,
  };
};
