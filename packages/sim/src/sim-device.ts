/**
 * One device: the real replica on a disk in memory, with a list on its screen. It can be closed and opened, lose power with
 * writes not yet on its disk, lose its whole copy, run out of room, and have a wrong clock.
 */
import type { ListKeys } from '@tote/seal';
import {
  createListSeal,
  createMemoryStore,
  createRelayConnection,
  openReplica,
  type RelayConnection,
  type Replica,
} from '@tote/sync';
import type { WebSocketLike } from '@tote/sync';
import type { Journal } from './journal.ts';
import type { OpenedEnvelopes } from './opened-envelopes.ts';
import type { Prng } from './prng.ts';
import type { OpenShownList, ShownList } from './shown-list.ts';
import type { Seals } from './seals.ts';
import type { SimRelay } from './sim-relay.ts';
import type { FaultKind, Tally } from './tally.ts';
import type { Owner, VirtualClock } from './virtual-clock.ts';
import * as Y from 'yjs';

/** One run of the app on a device. */
export interface Session {
  readonly owner: Owner;
  readonly keys: ListKeys;
  readonly replica: Replica;
  readonly list: ShownList;
}

/** A device in a world. */
export interface SimDevice {
  readonly name: string;
  readonly keys: ListKeys;
  /** The running app; undefined while it is closed or the device is off. */
  readonly session: Session | undefined;
  readonly diskFull: boolean;
  start(): Promise<void>;
  /** Closes the app in good order. */
  stop(): Promise<void>;
  /** The device loses power. */
  crash(): Promise<void>;
  /** The copy on this device is gone; it must be off. */
  evict(): void;
  setDiskFull(full: boolean): void;
  /** Sets the wall clock wrong by this much from now on. */
  setClockErrorMs(errorMs: number): void;
  /** A document with what is on the disk. */
  readDisk(): Promise<Y.Doc>;
}

/** What the world hears of a device. */
export interface DeviceEvents {
  /** An app opened, with its document loaded. */
  opened(device: SimDevice, session: Session): void;
  statusChanged(device: SimDevice, session: Session): void;
  /** The process is gone; its connections must carry nothing more from it. */
  died(owner: Owner): void;
}

/** Creates a device that is off. */
export const createSimDevice = (deps: {
  readonly name: string;
  readonly clock: VirtualClock;
  readonly journal: Journal;
  readonly prng: Prng;
  readonly faults: Tally<FaultKind>;
  readonly keys: ListKeys;
  readonly seals: Seals;
  readonly opened: OpenedEnvelopes;
  readonly relays: readonly SimRelay[];
  readonly dial: (owner: Owner, relay: SimRelay) => WebSocketLike;
  readonly openList: OpenShownList;
  /** How long a write stays volatile, in milliseconds. */
  readonly flushAfterMs: number;
  readonly snapshotAfterEntries: number;
  readonly events: DeviceEvents;
}): SimDevice => {
  const { name, clock, journal, prng, faults, keys } = deps;
  const ids = prng.stream('id');
  const drawListDevice = () => Array.from(ids.bytes(8), (byte) => (byte % 36).toString(36)).join('');
  let listDevice = drawListDevice();
  let disk = createMemoryStore({ flushAfterMs: deps.flushAfterMs });
  let diskFull = false;
  let clockErrorMs = 0;
  let sessions = 0;
  let session: (Session & { readonly connections: readonly RelayConnection[] }) | undefined;

  const open = async (owner: Owner): Promise<void> => {
    const random = prng.stream(owner.name).bytes;
    const connections = deps.relays.map((relay) =>
      createRelayConnection({ url: relay.url, openSocket: () => deps.dial(owner, relay) }),
    );
    const replica = await openReplica({
      listId: keys.listId,
      role: keys.role,
      relays: connections.map((connection) =>
        connection.forList(deps.opened.through(createListSeal({ keys, ...deps.seals, random }), keys.role)),
      ),
      store: disk,
      random,
      snapshotAfterEntries: deps.snapshotAfterEntries,
    });
    const list = deps.openList(replica.doc, {
      device: listDevice,
      random,
      nowMs: () => Date.now(), // eslint-disable-line no-restricted-properties -- the device's own clock, which the world sets
      readOnly: keys.role === 'view',
    });
    const opened = { owner, keys, replica, list, connections };
    session = opened;
    deps.events.opened(device, opened);
    replica.onStatus((status) => {
      const { local, relay, waiting, setAside, relayLostData } = status;
      journal.note(name, 'status', `${local.state} ${relay} ${waiting} ${setAside.length} ${relayLostData}`);
      if (session === opened) deps.events.statusChanged(device, opened);
    });
  };

  const close = async (closing: Owner, of: NonNullable<typeof session>) => {
    await clock.run(closing, () => {
      of.list.dispose();
      void of.replica.close();
      for (const connection of of.connections) connection.close();
    });
    clock.kill(closing);
  };

  const device: SimDevice = {
    name,
    keys,
    get session() {
      return session;
    },
    get diskFull() {
      return diskFull;
    },
    start: async () => {
      if (session) return;
      const owner = { name: `${name}#${++sessions}`, clockErrorMs };
      journal.note(name, 'starts', sessions);
      await clock.run(owner, () => void open(owner));
      if (!session) throw new Error(`${name} did not open its list without time passing`);
    },
    stop: async () => {
      const closing = session;
      if (!closing) return;
      session = undefined;
      journal.note(name, 'closes');
      await close(closing.owner, closing);
    },
    crash: async () => {
      const dead = session;
      if (!dead) return;
      session = undefined;
      faults.add('device-crashed');
      const { local, waiting } = dead.replica.status;
      if (local.state === 'saving') faults.add('write-lost');
      if (local.state === 'saved' && waiting > 0) faults.add('unsent-crash');
      journal.note(name, 'crashes', local.state);
      clock.kill(dead.owner);
      deps.events.died(dead.owner);
      disk.crash();
      // Nothing of it can reach disk or network any more; closing it only lets go of what the host keeps for it.
      await close({ name: `${dead.owner.name} grave`, clockErrorMs }, dead);
    },
    evict: () => {
      if (session) throw new Error('the copy of a running app is not evicted');
      faults.add('storage-evicted');
      journal.note(name, 'loses its copy');
      disk = createMemoryStore({ flushAfterMs: deps.flushAfterMs });
      listDevice = drawListDevice(); // it lay in the copy
      disk.setFull(diskFull);
    },
    setDiskFull: (full) => {
      if (full) faults.add('disk-full');
      diskFull = full;
      disk.setFull(full);
      journal.note(name, 'disk', full ? 'full' : 'has room');
    },
    setClockErrorMs: (errorMs) => {
      clockErrorMs = errorMs;
      if (session) session.owner.clockErrorMs = errorMs;
    },
    readDisk: async () => {
      const doc = new Y.Doc();
      const copy = await disk.open(keys.listId, doc, () => undefined);
      await copy.close();
      return doc;
    },
  };
  return device;
};
