/**
 * One relay: the real core on a store in memory whose disk takes time and can fail, stop, lose what it had not synced, be
 * wiped or put back to an older state. What it ever confirmed is recorded, so that nobody can claim more afterwards.
 */
import { createRelay, type LogStore, type Relay, type RelayLimits } from '@tote/server/core';
import { createMemoryStore, type MemoryCheckpoint } from '@tote/server/memory-store';
import type { VerifySignature } from '@tote/seal';
import type { Journal } from './journal.ts';
import type { Prng } from './prng.ts';
import type { RelayDoor } from './sim-socket.ts';
import type { FaultKind, Tally } from './tally.ts';
import type { Owner, VirtualClock } from './virtual-clock.ts';

/** An envelope that a relay's disk holds, and when it came to. */
export interface DurableEntry {
  readonly atMs: number;
  readonly envelope: Uint8Array;
}

/** What was on a relay's disk at some moment. */
export interface RelayBackup {
  readonly entries: number;
  readonly state: MemoryCheckpoint;
}

/** A relay in a world. */
export interface SimRelay extends RelayDoor {
  readonly url: string;
  readonly host: string;
  /** Every envelope that was ever durable here, oldest first; wiping does not shorten it. */
  readonly everDurable: readonly DurableEntry[];
  /** Envelopes that it has now, oldest first. */
  log(): Promise<readonly Uint8Array[]>;
  start(): Promise<void>;
  /** Stops in good order; it is down some time after this. */
  drain(): Promise<void>;
  /** The machine loses power. `unconfirmed` says what became of appends that the disk was busy with. */
  crash(unconfirmed: 'lost' | 'kept'): void;
  wipe(): void;
  /** Copies what is on the disk, and puts such a copy back. */
  backUp(): RelayBackup;
  rollBack(backup: RelayBackup, how: { readonly sameGenerations: boolean }): void;
  failWith(failure: 'full' | 'failed' | undefined): void;
  /** Ages everything stored, so that grace times end. */
  age(byMs: number): void;
  readonly connections: number;
  /** It was told to stop and has not come back since. */
  readonly draining: boolean;
}

/** A socket of which nothing was heard for this long is given up, as the real front's heartbeat does, in milliseconds. */
const SILENCE_MS_MAX = 40_000;
const SILENCE_CHECK_MS = 10_000;

/** Creates a relay that is down. */
export const createSimRelay = (deps: {
  readonly name: string;
  readonly clock: VirtualClock;
  readonly journal: Journal;
  readonly prng: Prng;
  readonly faults: Tally<FaultKind>;
  readonly verify: VerifySignature;
  readonly limits: Partial<RelayLimits>;
  /** Time that the disk takes for a sync, in milliseconds. */
  readonly syncMs: { readonly low: number; readonly high: number };
  readonly complain: (who: string, what: string) => void;
}): SimRelay => {
  const { name, clock, journal, faults } = deps;
  const host = `${name}.sim:4680`;
  const random = deps.prng.stream('relay').bytes;
  const disk = deps.prng.stream('disk');
  const everDurable: DurableEntry[] = [];
  const underWay = new Set<readonly { readonly envelope: Uint8Array }[]>();
  let agedByMs = 0;
  let owner: Owner | undefined;
  let relay: Relay | undefined;
  let runs = 0;
  let draining = false;

  const store = createMemoryStore({
    random,
    nowMs: () => clock.nowMs + agedByMs,
    sync: () => new Promise((resolve) => setTimeout(resolve, disk.between(deps.syncMs.low, deps.syncMs.high))),
  });
  const remember = (entries: readonly { readonly envelope: Uint8Array }[]) => {
    for (const { envelope } of entries) everDurable.push({ atMs: clock.nowMs, envelope: envelope.slice() });
  };
  /** The store as the core sees it, with a look over its shoulder. */
  const watched: LogStore = {
    ...store,
    append: async (list, entries, generation) => {
      underWay.add(entries);
      const appended = await store.append(list, entries, generation);
      underWay.delete(entries);
      if (appended.ok) {
        remember(entries);
        if (entries.some(({ covers }) => covers !== undefined)) faults.add('snapshot-made');
      }
      return appended;
    },
  };

  const goDown = () => {
    if (owner) clock.kill(owner);
    owner = relay = undefined;
    draining = false;
    underWay.clear();
  };
  const entryCount = () => store.lists().length && everDurable.length;

  return {
    name,
    host,
    url: `ws://${host}/relay`,
    everDurable,
    get owner() {
      return owner;
    },
    get draining() {
      return draining;
    },
    get connections() {
      return relay?.connections ?? 0;
    },
    accept: (socket) => {
      if (!relay) throw new Error('nobody can knock at a relay that is down');
      const connection = relay.connect(socket);
      let heardAtMs = clock.nowMs;
      let over = false;
      const end = () => {
        over = true;
        clearInterval(heartbeat);
      };
      const heartbeat = setInterval(() => {
        if (clock.nowMs - heardAtMs <= SILENCE_MS_MAX) return;
        end();
        socket.close(1006, 'nothing was heard');
        connection.closed();
      }, SILENCE_CHECK_MS);
      return {
        receive: (frame) => {
          heardAtMs = clock.nowMs;
          if (!over) connection.receive(frame);
        },
        drained: () => connection.drained(),
        closed: () => {
          end();
          connection.closed();
        },
      };
    },
    log: async () => {
      const [list] = store.lists();
      return list === undefined ? [] : (await store.read(list, 0, Infinity)).map(({ envelope }) => envelope);
    },
    start: async () => {
      if (owner) return;
      const started: Owner = (owner = { name: `${name}#${++runs}`, clockErrorMs: 0 });
      journal.note(name, 'starts');
      await clock.run(started, () => {
        relay = createRelay({
          store: watched,
          verify: deps.verify,
          random,
          nowMs: () => clock.nowMs,
          schedule: (run, delayMs) => {
            const timer = setTimeout(run, delayMs);
            return () => clearTimeout(timer);
          },
          limits: deps.limits,
          acceptsOrigin: (origin) => origin === host,
          onEvent: (event) => {
            journal.note(name, event.type, 'detail' in event ? event.detail : '');
            if (event.type === 'fault') deps.complain(name, event.detail);
            if (event.type === 'behind') faults.add('slow-reader');
          },
        });
      });
    },
    drain: async () => {
      const [stopping, stoppingRelay] = [owner, relay];
      if (!stopping || !stoppingRelay) return;
      if (draining) return;
      draining = true;
      journal.note(name, 'drains');
      await clock.run(stopping, () => {
        void stoppingRelay.drain().then(() => {
          if (owner === stopping) goDown();
        });
      });
    },
    crash: (unconfirmed) => {
      if (!owner) return;
      faults.add('relay-crashed');
      if (underWay.size > 0) faults.add(unconfirmed === 'lost' ? 'append-lost' : 'append-kept');
      journal.note(name, 'crashes', `${underWay.size} appends ${unconfirmed}`);
      if (unconfirmed === 'kept') for (const entries of underWay) remember(entries);
      store.crash(unconfirmed);
      goDown();
    },
    wipe: () => {
      if (entryCount() === 0) return;
      faults.add('relay-wiped');
      journal.note(name, 'is wiped');
      store.wipe();
    },
    backUp: () => ({ entries: everDurable.length, state: store.checkpoint() }),
    rollBack: ({ entries, state }, how) => {
      if (entries === everDurable.length) return;
      faults.add('relay-rolled-back');
      journal.note(name, 'is rolled back', `${everDurable.length - entries} entries`);
      store.rollBack(state, how);
    },
    failWith: (failure) => {
      if (failure === 'full') store.failWith({ type: 'store-full' });
      else store.failWith(failure && { type: 'store-failed', detail: 'simulated' });
      if (failure) faults.add(failure === 'full' ? 'relay-full' : 'relay-write-failed');
      journal.note(name, 'store', failure ?? 'works');
    },
    age: (byMs) => {
      agedByMs += byMs;
      journal.note(name, 'ages', byMs);
    },
  };
};
