/**
 * The disk of a relay: the memory store of the relay's own tests, which takes time, loses power and is wiped or put back to
 * older states, and around it what a disk does besides: refuse, do a thing and report failure, not be readable, lose single
 * entries. What was ever durable is recorded, so that nobody can claim more afterwards.
 */
import type { LogStore, NewEntry } from '@tote/server/core';
import { createMemoryStore, type MemoryCheckpoint } from '@tote/server/memory-store';
import type { Prng } from './prng.ts';
import type { FaultKind, Tally } from './tally.ts';

/** An envelope that a relay's disk holds, and when it came to. */
export interface DurableEntry {
  readonly atMs: number;
  readonly envelope: Uint8Array;
}

/**
 * How a disk misbehaves: `full` stores nothing, `failed` neither, `unsure` stores half of the time and reports failure always,
 * `unreadable` cannot be read half of the time.
 */
export type DiskFailure = 'full' | 'failed' | 'unsure' | 'unreadable';

/** What was on a disk at some moment. */
export interface RelayBackup {
  readonly entries: number;
  readonly state: MemoryCheckpoint;
}

/** A relay's disk. */
export interface RelayDisk {
  /** What the core of one relay process is given: what it still has in hand when it dies never reaches the disk. */
  forProcess(): LogStore;
  /** Every envelope that was ever durable here, oldest first; wiping does not shorten it. */
  readonly everDurable: readonly DurableEntry[];
  /** Appends that are not durable yet. */
  readonly underWay: number;
  /** Envelopes that can be read now, oldest first. */
  log(): Promise<readonly Uint8Array[]>;
  crash(unconfirmed: 'lost' | 'kept'): void;
  wipe(): void;
  backUp(): RelayBackup;
  /** Whether anything is different afterwards. */
  rollBack(backup: RelayBackup, how: { readonly sameGenerations: boolean }): boolean;
  failWith(failure: DiskFailure | undefined): void;
  /** One entry cannot be read any more; false when there is none. */
  damage(): Promise<boolean>;
}

/** Creates an empty disk. */
export const createRelayDisk = (deps: {
  readonly prng: Prng;
  readonly faults: Tally<FaultKind>;
  readonly nowMs: () => number;
  /** For what ages on the disk. */
  readonly calendarMs: () => number;
  readonly syncMs: { readonly low: number; readonly high: number };
}): RelayDisk => {
  const { prng, faults } = deps;
  const everDurable: DurableEntry[] = [];
  const underWay = new Set<readonly NewEntry[]>();
  const damaged = new Set<number>();
  let failure: DiskFailure | undefined;

  const memory = createMemoryStore({
    random: prng.stream('generations').bytes,
    nowMs: deps.calendarMs,
    sync: () => new Promise((resolve) => setTimeout(resolve, prng.between(deps.syncMs.low, deps.syncMs.high))),
  });
  const remember = (entries: readonly NewEntry[]) => {
    for (const { envelope } of entries) everDurable.push({ atMs: deps.nowMs(), envelope: envelope.slice() });
  };
  const failIfUnreadable = () => {
    if (failure === 'unreadable' && prng.chance(0.5)) throw new Error('simulated: not readable');
  };
  const storeOf = (alive: LogStore): LogStore => ({
    ...alive,
    head: async (list) => {
      failIfUnreadable();
      return alive.head(list);
    },
    read: async (list, after, bytesMax) => {
      failIfUnreadable();
      let from = after;
      for (;;) {
        const entries = await alive.read(list, from, bytesMax);
        const readable = entries.filter(({ sequence }) => !damaged.has(sequence));
        if (readable.length > 0 || entries.length === 0) return readable;
        from = entries.at(-1)?.sequence ?? from;
      }
    },
    append: async (list, entries, generation) => {
      const isUnsure = failure === 'unsure';
      if (isUnsure && prng.chance(0.5))
        return { ok: false, error: { type: 'store-failed', detail: 'simulated: not done' } };
      underWay.add(entries);
      const appended = await alive.append(list, entries, generation);
      underWay.delete(entries);
      if (!appended.ok) return appended;
      remember(entries);
      entries.forEach(({ covers }, index) => {
        if (covers === undefined) return;
        faults.add('snapshot-made');
        if (appended.value.sequences[index] !== covers + 1) faults.add('snapshot-raced');
      });
      if (!isUnsure) return appended;
      faults.add('append-unsure');
      return { ok: false, error: { type: 'store-failed', detail: 'simulated: done all the same' } };
    },
  });

  return {
    forProcess: () => storeOf(memory.forProcess()),
    everDurable,
    get underWay() {
      return underWay.size;
    },
    log: async () => {
      const [list] = memory.lists();
      const entries = list === undefined ? [] : await memory.read(list, 0, Infinity);
      return entries.filter(({ sequence }) => !damaged.has(sequence)).map(({ envelope }) => envelope);
    },
    crash: (unconfirmed) => {
      if (underWay.size > 0) faults.add(unconfirmed === 'lost' ? 'append-lost' : 'append-kept');
      if (unconfirmed === 'kept') for (const entries of underWay) remember(entries);
      memory.crash(unconfirmed);
      underWay.clear();
    },
    wipe: () => {
      if (memory.lists().length > 0) faults.add('relay-wiped');
      memory.wipe();
      damaged.clear();
    },
    backUp: () => ({ entries: everDurable.length, state: memory.checkpoint() }),
    rollBack: ({ entries, state }, how) => {
      if (entries === everDurable.length) return false;
      faults.add('relay-rolled-back');
      memory.rollBack(state, how);
      damaged.clear();
      return true;
    },
    failWith: (next) => {
      failure = next;
      if (next === 'full') memory.failWith({ type: 'store-full', bound: 'disk' });
      else memory.failWith(next === 'failed' ? { type: 'store-failed', detail: 'simulated' } : undefined);
      if (next === 'full') faults.add('relay-full');
      if (next === 'failed') faults.add('relay-write-failed');
      if (next === 'unreadable') faults.add('relay-unreadable');
    },
    damage: async () => {
      const [list] = memory.lists();
      const entries = list === undefined ? [] : await memory.read(list, 0, Infinity);
      const whole = entries.filter(({ sequence }) => !damaged.has(sequence));
      if (whole.length === 0) return false;
      faults.add('entry-damaged');
      damaged.add(prng.pick(whole).sequence);
      return true;
    },
  };
};
