/**
 * A log store in memory whose durability can be steered: for tests, the simulated world and the lab. Appends are taken as a
 * group and become readable and confirmed together, once `sync` has resolved, as on a disk with group commit. No Node here.
 */
import {
  coversIn,
  emptyLogState,
  headOf,
  pruneTarget,
  withEntry,
  withPruned,
  type LogState,
} from '../core/log-state.ts';
import type {
  Appended,
  ListName,
  LogFollowing,
  LogListener,
  LogStore,
  NewEntry,
  StoredEntry,
  StoreFailure,
} from '../core/log-store.ts';
import type { Result } from '../core/result.ts';

/** A copy of everything that was durable at one moment. */
export interface MemoryCheckpoint {
  readonly logs: ReadonlyMap<ListName, MemoryLog>;
}

/** A store in memory and the faults that it can suffer. */
export interface MemoryStore extends LogStore {
  /**
   * The store as one process sees it: after the next crash its calls do nothing and never answer, as those of a process that
   * is gone. A relay that is to crash must be given this one, or what it still has in hand would happen in the next life. In a store
   * that is shared, each relay has its own.
   */
  forProcess(): LogStore;
  /**
   * The power fails. Appends that were not confirmed are lost (or kept: the disk had them, nobody was told); their promises
   * never resolve, as for a process that is gone. As after any unclean stop, every log gets another generation.
   */
  crash(unconfirmed?: 'lost' | 'kept'): void;
  /** Remembers what is durable now. */
  checkpoint(): MemoryCheckpoint;
  /**
   * Goes back to what was durable then, as when an old backup is put in place. With `sameGenerations` nothing but the lower
   * sequence gives it away.
   */
  rollBack(to: MemoryCheckpoint, how?: { readonly sameGenerations: boolean }): void;
  /** All is gone. */
  wipe(): void;
  /** The next appends fail with this; undefined: they work again. */
  failWith(failure: StoreFailure | undefined): void;
  /** Whoever listens looks at the heads of its logs, as each does from time to time; or after it heard nothing at all. */
  look(what?: 'entries' | 'all'): void;
  /** Lists that have a log. */
  lists(): readonly ListName[];
}

interface MemoryEntry extends StoredEntry {
  readonly idKey: string;
  readonly appendedBytes: number;
}

/** One log. */
interface MemoryLog {
  state: LogState;
  /** Kept entries; the first has the sequence `prunedThrough + 1`. */
  entries: MemoryEntry[];
  readonly sequenceById: Map<string, number>;
}

interface Job {
  readonly list: ListName;
  readonly entries: readonly NewEntry[];
  readonly generation: Uint8Array;
  readonly resolve: (result: Result<Appended, StoreFailure>) => void;
}

const GENERATION_BYTES = 16;

const copyOf = ({ state, entries, sequenceById }: MemoryLog): MemoryLog => ({
  state,
  entries: [...entries],
  sequenceById: new Map(sequenceById),
});

const appendedBytesIn =
  (log: MemoryLog) =>
  (sequence: number): number =>
    log.entries[sequence - log.state.prunedThrough - 1]?.appendedBytes ?? log.state.prunedBytes;

/** Appends unless it is there; gives its sequence. */
const appendOne = (log: MemoryLog, entry: NewEntry, nowMs: number): number => {
  const idKey = entry.id.join();
  const known = log.sequenceById.get(idKey);
  if (known !== undefined) return known;
  const covers = coversIn(log.state, entry);
  log.state = withEntry(log.state, entry, nowMs, appendedBytesIn(log));
  const { sequence, appendedBytes } = log.state;
  log.entries.push({ sequence, envelope: entry.envelope.slice(), appendedBytes, idKey, ...covers });
  log.sequenceById.set(idKey, sequence);
  return sequence;
};

const prune = (log: MemoryLog, nowMs: number): void => {
  const through = pruneTarget(log.state, nowMs);
  if (through === log.state.prunedThrough) return;
  const dropped = log.entries.slice(0, through - log.state.prunedThrough);
  log.state = withPruned(log.state, through, appendedBytesIn(log));
  log.entries = log.entries.slice(dropped.length);
  for (const { idKey } of dropped) log.sequenceById.delete(idKey);
};

/** One relay that listens to one log. */
interface Listening {
  readonly relay: string;
  readonly listener: LogListener;
}

/**
 * Creates an empty store. `sync` is the time that the disk takes: at once by default. With `tell` it is one that several relays share: it
 * is handed each word from one relay to another, to deliver it, late, or never.
 */
export const createMemoryStore = (deps: {
  readonly random: (length: number) => Uint8Array;
  readonly nowMs?: () => number;
  readonly sync?: () => Promise<void>;
  readonly tell?: (deliver: () => void) => void;
}): MemoryStore => {
  const nowMs = deps.nowMs ?? (() => 0);
  const sync = deps.sync ?? (() => Promise.resolve());
  let logs = new Map<ListName, MemoryLog>();
  let queue: Job[] = [];
  let inFlight: readonly Job[] = [];
  let failure: StoreFailure | undefined;
  let writing = false;
  /** Counts crashes, wipes and the like: what was under way before must not happen afterwards. */
  let life = 0;
  let crashes = 0;
  const listening = new Map<ListName, Set<Listening>>();
  let lastRelay = 0;

  const tellAll = (list: ListName, how: (to: Listening) => void): void => {
    // Who stopped listening until it arrives does not hear it any more.
    for (const one of listening.get(list) ?? [])
      deps.tell?.(() => {
        if (listening.get(list)?.has(one)) how(one);
      });
  };

  const followAs =
    (relay: string) =>
    (list: ListName, listener: LogListener): Promise<LogFollowing> => {
      const own = { relay, listener };
      listening.set(list, (listening.get(list) ?? new Set<Listening>()).add(own));
      return Promise.resolve({
        say: (message) =>
          tellAll(list, (to) => {
            if (to.relay !== relay) to.listener.said(relay, message);
          }),
        close: () => listening.get(list)?.delete(own),
      });
    };

  const apply = ({ list, entries, generation }: Job): Appended => {
    const log = logs.get(list) ?? {
      state: emptyLogState(generation.slice()),
      entries: [],
      sequenceById: new Map<string, number>(),
    };
    logs.set(list, log);
    const before = log.state.sequence;
    const sequences = entries.map((entry) => appendOne(log, entry, nowMs()));
    const added = log.entries.filter(({ sequence }) => sequence > before);
    prune(log, nowMs());
    const head = headOf(log.state);
    if (added.length > 0) tellAll(list, ({ listener }) => listener.appended({ head, entries: () => added }));
    return { sequences, head };
  };

  const write = async (): Promise<void> => {
    const ownLife = life;
    writing = true;
    while (queue.length > 0) {
      inFlight = queue;
      queue = [];
      const error = failure;
      await sync();
      if (life !== ownLife) return;
      const jobs = inFlight;
      inFlight = [];
      for (const job of jobs) job.resolve(error ? { ok: false, error } : { ok: true, value: apply(job) });
    }
    writing = false;
  };

  const renewGenerations = (): void => {
    for (const log of logs.values()) log.state = { ...log.state, generation: deps.random(GENERATION_BYTES) };
  };

  const copyLogs = (from: ReadonlyMap<ListName, MemoryLog>): Map<ListName, MemoryLog> =>
    new Map([...from].map(([list, log]) => [list, copyOf(log)]));

  const startNewLife = (): readonly Job[] => {
    const unconfirmed = [...inFlight, ...queue];
    life += 1;
    queue = [];
    inFlight = [];
    writing = false;
    return unconfirmed;
  };

  const store: LogStore = {
    head: (list) => {
      const log = logs.get(list);
      return Promise.resolve(log && headOf(log.state));
    },
    append: (list, entries, generation) =>
      new Promise((resolve) => {
        queue.push({ list, entries, generation, resolve });
        if (!writing) void write();
      }),
    read: (list, after, bytesMax) => {
      const log = logs.get(list);
      const found: StoredEntry[] = [];
      let bytes = 0;
      for (const { sequence, envelope, covers } of log?.entries.slice(Math.max(0, after - log.state.prunedThrough)) ??
        []) {
        bytes += envelope.length;
        if (found.length > 0 && bytes > bytesMax) break;
        found.push({ sequence, envelope, ...(covers !== undefined && { covers }) });
      }
      return Promise.resolve(found);
    },
    sequenceOf: (list, id) => logs.get(list)?.sequenceById.get(id.join()),
    ...(deps.tell && { follow: followAs('memory') }),
    close: () => Promise.resolve(),
  };

  return {
    ...store,
    forProcess: () => {
      const ownCrashes = crashes;
      const whileAlive = <T>(call: () => Promise<T>): Promise<T> =>
        crashes === ownCrashes ? call() : new Promise<T>(() => undefined);
      return {
        head: (list) => whileAlive(() => store.head(list)),
        append: (...args) => whileAlive(() => store.append(...args)),
        read: (...args) => whileAlive(() => store.read(...args)),
        sequenceOf: (...args) => (crashes === ownCrashes ? store.sequenceOf?.(...args) : undefined),
        ...(deps.tell && { follow: followAs(`relay ${(lastRelay += 1)}`) }),
        close: () => store.close(),
      };
    },
    crash: (unconfirmed = 'lost') => {
      crashes += 1;
      const jobs = startNewLife();
      listening.clear();
      if (unconfirmed === 'kept') for (const job of jobs) apply(job);
      renewGenerations();
    },
    checkpoint: () => ({ logs: copyLogs(logs) }),
    rollBack: (to, how) => {
      startNewLife();
      logs = copyLogs(to.logs);
      if (!how?.sameGenerations) renewGenerations();
    },
    wipe: () => {
      startNewLife();
      logs = new Map();
    },
    look: (what = 'entries') => {
      for (const ones of listening.values()) for (const { listener } of ones) listener.missed(what);
    },
    failWith: (next) => (failure = next),
    lists: () => [...logs.keys()],
  };
};
