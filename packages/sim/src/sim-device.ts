/**
 * One device, or a further tab on one: the real replica on a disk in memory, with a list on its screen. It can be closed and
 * opened, lose power with writes not yet on its disk, lose its whole copy, run out of room, and have a wrong clock.
 */
import type { ListKeys } from '@tote/seal';
import {
  createListSeal,
  createRelayConnection,
  openReplica,
  type RelayConnection,
  type Replica,
  type TabStore,
} from '@tote/sync';
import type { WebSocketLike } from '@tote/sync';
import { createReader } from './contents.ts';
import type { Journal } from './journal.ts';
import type { OpenedEnvelopes } from './opened-envelopes.ts';
import type { Prng } from './prng.ts';
import type { OpenShownList, ShownList } from './shown-list.ts';
import type { Seals } from './seals.ts';
import { addressForSession, type SimBrowser } from './sim-browser.ts';
import type { SimRelay } from './sim-relay.ts';
import type { FaultKind, Tally } from './tally.ts';
import type { Owner, VirtualClock } from './virtual-clock.ts';
import type * as Y from 'yjs';

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
  /** What it shares with the other tabs of its device. */
  readonly browser: SimBrowser;
  readonly diskFull: boolean;
  /** Version of the wire protocol that its app speaks. */
  readonly protocol: number;
  /** The running app; undefined while it is closed or the device is off. */
  readonly session: Session | undefined;
  start(): Promise<void>;
  /** Closes the app in good order. */
  stop(): Promise<void>;
  /** The device loses power, and every tab with it. */
  crash(): Promise<void>;
  /** The process of this tab dies; the browser and its other tabs go on. */
  die(): Promise<void>;
  /** Somebody looks at the app, which then tries its relays again. */
  wake(): Promise<void>;
  /** Brings another version of the app, which is loaded anew if it runs. */
  setProtocol(version: number): Promise<void>;
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

/** Creates a device, or a tab, that is off. */
export const createSimDevice = (deps: {
  readonly name: string;
  readonly clock: VirtualClock;
  readonly journal: Journal;
  readonly prng: Prng;
  readonly faults: Tally<FaultKind>;
  readonly keys: ListKeys;
  readonly seals: Seals;
  readonly opened: OpenedEnvelopes;
  readonly browser: SimBrowser;
  readonly protocol: number;
  readonly relays: readonly SimRelay[];
  readonly dial: (owner: Owner, relay: SimRelay, protocol: number) => WebSocketLike;
  readonly openList: OpenShownList;
  readonly snapshotAfterEntries: number;
  readonly events: DeviceEvents;
}): SimDevice => {
  const { name, clock, journal, prng, faults, keys, browser } = deps;
  let protocol = deps.protocol;
  let sessions = 0;
  let session: (Session & { readonly connections: readonly RelayConnection[]; readonly store: TabStore }) | undefined;

  const open = async (owner: Owner): Promise<void> => {
    const random = prng.stream(owner.name).bytes;
    const spoken = protocol;
    const connections: RelayConnection[] = [];
    const relays = deps.relays.map((relay) => {
      const openSocket = () => deps.dial(owner, relay, spoken);
      const connection = createRelayConnection({ url: addressForSession(relay.url), openSocket });
      connections.push(connection);
      const seal = deps.opened.through(createListSeal({ keys, ...deps.seals, random }), keys.role);
      return { ...connection.forList(seal), url: relay.url };
    });
    const store = browser.disk.inTab(browser.locksOf(owner));
    const replica = await openReplica({
      listId: keys.listId,
      role: keys.role,
      relays,
      store,
      random,
      device: browser.listDevice,
      crossTab: true,
      snapshotAfterEntries: deps.snapshotAfterEntries,
    });
    const list = deps.openList(replica.doc, {
      device: browser.listDevice,
      random,
      nowMs: () => Date.now(), // eslint-disable-line no-restricted-properties -- the device's own clock, which the world sets
      readOnly: keys.role === 'view',
      isLater: browser.isLater,
    });
    const opened = { owner, keys, replica, list, connections, store };
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
    browser.gone(of.owner);
  };

  /** The process is gone. What is left to do lets go of what the host keeps for it, and reaches neither disk nor network. */
  const cut = (dead: NonNullable<typeof session>): (() => Promise<void>) => {
    session = undefined;
    clock.kill(dead.owner);
    browser.gone(dead.owner);
    deps.events.died(dead.owner);
    return () => close({ name: `${dead.owner.name} grave`, clockErrorMs: dead.owner.clockErrorMs }, dead);
  };
  const losePower = (): (() => Promise<void>) => {
    const dead = session;
    if (!dead) return () => Promise.resolve();
    faults.add('device-crashed');
    const { local, waiting } = dead.replica.status;
    if (local.state === 'saving') faults.add('write-lost');
    if (local.state === 'saved' && waiting > 0) faults.add('unsent-crash');
    journal.note(name, 'crashes', local.state);
    return cut(dead);
  };

  const device: SimDevice = {
    name,
    keys,
    browser,
    get protocol() {
      return protocol;
    },
    get session() {
      return session;
    },
    get diskFull() {
      return browser.diskFull;
    },
    start: async () => {
      if (session) return;
      const owner = browser.open(`${name}#${++sessions}`, losePower);
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
    crash: () => browser.losePower(),
    die: async () => {
      const dead = session;
      if (!dead) return;
      journal.note(name, 'dies', dead.replica.status.local.state);
      dead.store.die();
      await cut(dead)();
    },
    wake: async () => {
      const awake = session;
      if (awake) await clock.run(awake.owner, () => awake.replica.reconnectNow());
    },
    setProtocol: async (version) => {
      const wasOpen = session !== undefined;
      journal.note(name, 'speaks', version);
      await device.stop();
      protocol = version;
      if (wasOpen) await device.start();
    },
    evict: () => browser.evict(),
    setDiskFull: (full) => browser.setDiskFull(full),
    setClockErrorMs: (errorMs) => browser.setClockErrorMs(errorMs),
    readDisk: async () => {
      const doc = createReader();
      const copy = await browser.disk.open(keys.listId, doc, () => undefined);
      await copy.close();
      return doc;
    },
  };
  return device;
};
