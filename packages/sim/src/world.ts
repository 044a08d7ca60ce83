/**
 * A small world: devices with the real list, seal and sync code, relays with the real core, lines between them, and a
 * clock that nobody else turns. Everything in it follows from one seed. Faults come from outside (`faults.ts`).
 */
import { createEditSecret, deriveKeys, linkFor, type ListKeys, type Role } from '@tote/seal';
import type { RelayLimits } from '@tote/server/core';
import { createListSeal } from '@tote/sync';
import { createCustody, type Custody } from './custody.ts';
import { createJournal, type Journal, type JournalEntry } from './journal.ts';
import type { Line, ParcelNews } from './network.ts';
import { createOpenedEnvelopes } from './opened-envelopes.ts';
import { createPrng, type Prng, type Seed } from './prng.ts';
import type { ActDone, OpenShownList } from './shown-list.ts';
import type { Seals } from './seals.ts';
import { createSimBrowser, type SimBrowser } from './sim-browser.ts';
import { createSimDevice, type Session, type SimDevice } from './sim-device.ts';
import { createSimRelay, type SimRelay } from './sim-relay.ts';
import { createSimSocket, type SimConnection, type Traffic } from './sim-socket.ts';
import { createTally, type FaultKind, type Tally } from './tally.ts';
import { createVirtualClock, type Owner, type VirtualClock } from './virtual-clock.ts';

/** How a world is made. */
export interface WorldDeps {
  readonly seed: Seed;
  readonly seals: Seals;
  readonly openList: OpenShownList;
  readonly latencyMs: Line['latencyMs'];
  readonly relays: number;
  /** Entries after which a device makes a snapshot. */
  readonly snapshotAfterEntries: number;
  readonly relayLimits: Partial<RelayLimits>;
  readonly relaySyncMs: { readonly low: number; readonly high: number };
  readonly listen?: (entry: JournalEntry) => void;
  readonly watch?: (news: ParcelNews) => void;
  /** Holds time back (virtual-clock.ts). */
  readonly beforeStep?: (atMs: number) => Promise<void> | undefined;
}

/** How a device is made. */
export interface DevicePlan {
  readonly name: string;
  readonly role: Role;
  readonly flushAfterMs: number;
  /** Its app is a later version of the list. */
  readonly isLater?: boolean;
}

/** A world. */
export interface World {
  readonly clock: VirtualClock;
  readonly journal: Journal;
  readonly faults: Tally<FaultKind>;
  readonly acts: Tally<string>;
  readonly actsDone: number;
  readonly traffic: Traffic;
  readonly devices: readonly SimDevice[];
  readonly relays: readonly SimRelay[];
  readonly lines: readonly Line[];
  readonly connections: readonly SimConnection[];
  readonly custody: Custody;
  /** What must never happen, and did. */
  readonly violations: string[];
  readonly prng: Prng;
  /** Adds a device; it is off. */
  addDevice(plan: DevicePlan): SimDevice;
  /** Opens the list in a further tab of a device. */
  openTab(device: SimDevice): Promise<SimDevice>;
  /** Tabs of a device's browser, itself among them, open or not. */
  tabsOf(device: SimDevice): readonly SimDevice[];
  /** A tab that is closed will not come back. */
  forget(tab: SimDevice): void;
  /** Every relay has told the app that runs on this device that they do not speak its version of the protocol. */
  isTurnedAway(device: SimDevice): boolean;
  /** Lets a person do something on an open device: this, or anything. */
  act(device: SimDevice, doing?: (session: Session) => ActDone | undefined): Promise<void>;
  /** Changes a line, and sends what it had held back if it carries again. */
  setLine(line: Line, change: Partial<Omit<Line, 'name'>>): void;
  /** Records what must never happen. */
  complain(who: string, what: string): void;
  /** Something was destroyed: who holds what is left? */
  takeStock(cause: 'device' | 'relay'): Promise<void>;
  /** A relay's process is gone; whether the devices hear of it. */
  relayDied(relay: SimRelay, was: Owner | undefined, deviceNotices: boolean): void;
}

/** Creates a world without devices whose relays run. */
export const createWorld = async (deps: WorldDeps): Promise<World> => {
  const prng = createPrng(deps.seed);
  const keys = await deriveWorldKeys(prng, deps.seals);
  const violations: string[] = [];
  const complain = (who: string, what: string) => {
    journal.note(who, 'VIOLATION', what);
    violations.push(`${who}: ${what}`);
  };
  const ambientRandom = prng.stream('ambient');
  const opened = createOpenedEnvelopes();
  const clock = createVirtualClock({
    fillRandom: (bytes) => bytes.set(ambientRandom.bytes(bytes.length)),
    complain: (owner, words) => complain(owner.name, `logged ${words.map(wordOf).join(' ')}`),
    crashed: (owner, error) => complain(owner.name, `threw ${wordOf(error)}`),
    beforeStep: deps.beforeStep,
  });
  const journal = createJournal(() => clock.nowMs, deps.listen);
  const faults = createTally<FaultKind>();
  const acts = createTally<string>();
  const traffic: Traffic = { messages: 0, bytes: 0, said: 0 };
  const devices: SimDevice[] = [];
  const linesByName = new Map<string, Line>();
  const networkPrng = prng.stream('network');
  const actPrng = prng.stream('acts');
  let actsDone = 0;
  let tabsMade = 0;
  let connections: SimConnection[] = [];
  let acting: { readonly device: SimDevice; readonly updates: Uint8Array[] } | undefined;

  const relays = Array.from({ length: deps.relays }, (_, index) =>
    createSimRelay({
      name: `relay${index + 1}`,
      clock,
      journal,
      prng: prng.stream(`relay${index + 1}`),
      faults,
      verify: deps.seals.verify,
      limits: deps.relayLimits,
      syncMs: deps.relaySyncMs,
      complain,
    }),
  );
  const custody = createCustody({
    nowMs: () => clock.nowMs,
    open: opened.through(createListSeal({ keys: keys.edit, ...deps.seals, random: ambientRandom.bytes }), 'edit').open,
    devices,
    relays,
  });

  const lineOf = (device: string, relay: string): Line => {
    const name = `${device}-${relay}`;
    const line = linesByName.get(name) ?? { name, up: true, down: true, dialling: 'works', latencyMs: deps.latencyMs };
    linesByName.set(name, line);
    return line;
  };
  const refusedBy = new WeakMap<Owner, Set<SimRelay>>();
  const dial = (device: string) => (owner: Owner, relay: SimRelay, protocol: number) => {
    connections = connections.filter(({ closed }) => !closed);
    if (relay.protocol === protocol) refusedBy.get(owner)?.delete(relay);
    const { socket, connection } = createSimSocket({
      clock,
      journal,
      prng: networkPrng,
      faults,
      traffic,
      line: lineOf(device, relay.name),
      device: owner,
      door: relay,
      dialledHost: relay.host,
      protocol,
      versionRefused: () => {
        faults.add('version-refused');
        refusedBy.set(owner, (refusedBy.get(owner) ?? new Set()).add(relay));
      },
      watch: deps.watch,
    });
    connections.push(connection);
    return socket;
  };

  const addTab = (name: string, tabKeys: ListKeys, browser: SimBrowser, protocol: number): SimDevice => {
    const device = createSimDevice({
      name,
      clock,
      journal,
      prng: prng.stream(name),
      faults,
      keys: tabKeys,
      seals: deps.seals,
      opened,
      browser,
      protocol,
      relays,
      dial: dial(browser.name),
      openList: deps.openList,
      snapshotAfterEntries: deps.snapshotAfterEntries,
      events: {
        opened: (opened, { replica }) =>
          replica.doc.on('update', (update: Uint8Array) => {
            if (acting?.device === opened) acting.updates.push(update);
          }),
        statusChanged: (changed, session) => custody.hear(changed, session),
        died: (owner) => {
          for (const connection of connections)
            if (connection.device === owner)
              connection.deviceDied({ upArrives: networkPrng.chance(0.5), relayNotices: networkPrng.chance(0.5) });
        },
      },
    });
    if (devices.some(({ name }) => name === device.name)) throw new Error(`there are two ${device.name}`);
    devices.push(device);
    return device;
  };

  const recordAct = (device: SimDevice, session: Session, done: ActDone, updates: readonly Uint8Array[]) => {
    if (updates.length > 1 && done.kind !== 'paste lines')
      complain(device.name, `one ${done.kind} made ${updates.length} updates`);
    if (updates.length > 0 && device.keys.role === 'view')
      complain(device.name, `${done.kind} changed a view-only list`);
    acts.add(done.kind);
    actsDone += 1;
    journal.note(device.name, 'act', done.kind);
    for (const update of updates) custody.record(device, session, done, update);
  };

  /** What a viewer alone still has is lost to everybody else; it starts from what there is. */
  const joinAgain = async (viewer: SimDevice): Promise<void> => {
    const open = world.tabsOf(viewer).filter(({ session }) => session);
    for (const tab of open) await tab.stop();
    viewer.evict();
    for (const tab of open) await tab.start();
  };

  const world: World = {
    clock,
    journal,
    faults,
    acts,
    get actsDone() {
      return actsDone;
    },
    traffic,
    devices,
    relays,
    get lines() {
      return [...linesByName.values()];
    },
    get connections() {
      return connections;
    },
    custody,
    violations,
    complain,
    prng,
    addDevice: ({ name, role, flushAfterMs, isLater = false }) => {
      for (const relay of relays) lineOf(name, relay.name);
      const browser = createSimBrowser({
        name,
        clock,
        journal,
        prng: prng.stream(name),
        faults,
        flushAfterMs,
        isLater,
      });
      return addTab(name, keys[role], browser, Math.max(...relays.map(({ protocol }) => protocol)));
    },
    openTab: async ({ keys, browser, protocol }) => {
      const tab = addTab(`${browser.name}-tab${++tabsMade}`, keys, browser, protocol);
      await tab.start();
      return tab;
    },
    tabsOf: ({ browser }) => devices.filter((device) => device.browser === browser),
    forget: (tab) => void devices.splice(devices.indexOf(tab), 1),
    isTurnedAway: ({ session }) => session !== undefined && refusedBy.get(session.owner)?.size === relays.length,
    act: async (device, doing = ({ list }) => list.act(actPrng)) => {
      const { session } = device;
      if (!session) return;
      let done: ActDone | undefined;
      const updates: Uint8Array[] = [];
      await clock.run(session.owner, () => {
        acting = { device, updates };
        try {
          done = doing(session);
        } finally {
          acting = undefined;
        }
      });
      if (done) recordAct(device, session, done, updates);
    },
    setLine: (line, change) => {
      Object.assign(line, change);
      journal.note(line.name, 'line', JSON.stringify(line));
      for (const connection of connections) if (connection.line === line) connection.resume();
    },
    takeStock: async (cause) => {
      const { violations: found, stranded } = await custody.takeStock(cause);
      for (const violation of found) complain('custody', violation);
      for (const viewer of stranded) await joinAgain(viewer);
    },
    relayDied: (relay, was, deviceNotices) => {
      if (relay.owner === was) return;
      for (const connection of connections) if (connection.relay === was) connection.relayDied({ deviceNotices });
    },
  };
  for (const relay of relays) await relay.start();
  return world;
};

const deriveWorldKeys = async (prng: Prng, { ed25519 }: Seals): Promise<Readonly<Record<Role, ListKeys>>> => {
  const derived = await deriveKeys({ role: 'edit', editSecret: createEditSecret(prng.stream('keys').bytes) }, ed25519);
  const link = derived.ok ? linkFor(derived.value, 'view') : undefined;
  const viewing = link && (await deriveKeys(link, ed25519));
  if (!derived.ok || !viewing?.ok) throw new Error('a fresh secret gave no keys');
  return { edit: derived.value, view: viewing.value };
};

const wordOf = (word: unknown): string => (word instanceof Error ? (word.stack ?? word.message) : String(word));
