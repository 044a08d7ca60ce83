/**
 * What goes wrong. Each kind of trouble begins at a random moment and, unless it is over at once, ends after a random time.
 * A run allows a random part of the kinds, so that the others do not always hide what one of them does alone.
 */
import type { Line } from './network.ts';
import type { DiskFailure } from './relay-disk.ts';
import type { Prng } from './prng.ts';
import type { SimDevice } from './sim-device.ts';
import type { SimRelay } from './sim-relay.ts';
import type { World } from './world.ts';

const SECOND = 1_000;
const YEAR_MS = 365 * 24 * 60 * 60 * SECOND;
/** More than the relay's grace time for covered entries. */
const GRACE_OVER_MS = 31 * 24 * 60 * 60 * SECOND;

/** What happens later: ends a trouble. Undefined when it was over at once. */
export type EndTrouble = (() => Promise<void>) | undefined;

type Trouble = (world: World, prng: Prng) => Promise<EndTrouble>;

const anyLine = (world: World, prng: Prng): Line => prng.pick(world.lines);

const block =
  (change: Partial<Omit<Line, 'name' | 'latencyMs'>>, count: (world: World) => void, breaks: boolean): Trouble =>
  (world, prng) => {
    const line = anyLine(world, prng);
    count(world);
    world.setLine(line, change);
    // A phone that loses its network knows it at once; the relay does not.
    if (breaks) breakConnections(world, line, prng, { relayNotices: false });
    return Promise.resolve(() => {
      // Half of the connections that stood still go on when the line does; the others turn out to be dead.
      if (prng.chance(0.5)) breakConnections(world, line, prng, { relayNotices: true });
      world.setLine(line, { up: true, down: true, dialling: 'works' });
      return Promise.resolve();
    });
  };

const breakConnections = (
  world: World,
  line: Line,
  prng: Prng,
  { relayNotices }: { readonly relayNotices: boolean },
): void => {
  for (const connection of world.connections)
    if (connection.line === line && !connection.closed)
      connection.break({ upArrives: prng.chance(0.5), deviceNotices: true, relayNotices });
};

const restartLater =
  (world: World, relay: SimRelay): (() => Promise<void>) =>
  async () => {
    const was = relay.owner;
    if (was) {
      // It was draining and has not come to an end.
      relay.crash('lost');
      world.relayDied(relay, was, true);
      await world.takeStock('device');
    }
    await relay.start();
  };

/** The relay's machine dies; what becomes of its data is decided before it comes back. */
const withRelayDown =
  (loss: ((relay: SimRelay, prng: Prng) => void) | undefined): Trouble =>
  async (world, prng) => {
    const relay = prng.pick(world.relays);
    const was = relay.owner;
    if (!was) return undefined;
    relay.crash(prng.chance(0.5) ? 'lost' : 'kept');
    world.relayDied(relay, was, prng.chance(0.6));
    loss?.(relay, prng);
    await world.takeStock(loss ? 'relay' : 'device');
    return restartLater(world, relay);
  };

const diskTrouble =
  (failure: DiskFailure): Trouble =>
  (world, prng) => {
    const relay = prng.pick(world.relays);
    relay.disk.failWith(failure);
    return Promise.resolve(() => {
      relay.disk.failWith(undefined);
      return Promise.resolve();
    });
  };

/** The tab, and another one of its device, opened now if there is none. */
const withTwoTabs = async (world: World, prng: Prng): Promise<readonly [SimDevice, SimDevice] | undefined> => {
  const device = prng.pick(world.devices);
  if (!device.session) return undefined;
  const other = world.tabsOf(device).find((tab) => tab !== device && tab.session);
  if (other) return [device, other];
  world.faults.add('second-tab');
  return [device, await world.openTab(device)];
};

/** What becomes of one of two tabs. */
const endOfTab = async (world: World, tab: SimDevice, prng: Prng): Promise<void> => {
  if (!tab.session || world.tabsOf(tab).every((other) => other === tab || !other.session)) return;
  const end = prng.pick(['closes', 'dies', 'dies', 'dies and comes back', 'stays'] as const);
  if (end === 'stays') return;
  if (end === 'closes') await tab.stop();
  else {
    world.faults.add('tab-died');
    await tab.die();
  }
  if (end !== 'dies and comes back') world.forget(tab);
  await world.takeStock('device');
};

/** Opens what a trouble closed, unless that was a tab which another trouble ended for good meanwhile. */
const comeBack = async (world: World, device: SimDevice): Promise<void> => {
  if (world.devices.includes(device)) await device.start();
};

/** The next version of the protocol. */
const nextProtocol = ({ relays, devices }: World): number =>
  1 + Math.max(...[...relays, ...devices].map(({ protocol }) => protocol));

/** A relay comes back at once with what is set for its next start. */
const restartNow = async (world: World, relay: SimRelay): Promise<void> => {
  const was = relay.owner;
  if (!was) return;
  relay.crash('kept');
  world.relayDied(relay, was, true);
  await relay.start();
};

/** The newest version comes to every relay and to every app. Who was turned away has said so, and waited. */
const bringUpToDate = async (world: World): Promise<void> => {
  const newest = nextProtocol(world) - 1;
  for (const device of world.devices) {
    const { status } = device.session?.replica ?? {};
    if (!status || !world.isTurnedAway(device)) continue;
    // Whoever looks at the app makes it try once more; until the answer comes it is connecting, and still says why it was not.
    const isShutOut = status.relay === 'off' || status.relay === 'connecting';
    if (!isShutOut || status.turnedAway !== 'version-unsupported')
      world.complain(device.name, `was turned away, and says ${status.relay} ${status.turnedAway}`);
    if (status.waiting > 0) world.faults.add('version-waited');
  }
  for (const relay of world.relays) {
    if (relay.protocol === newest) continue;
    relay.setProtocol(newest);
    await restartNow(world, relay);
  }
  for (const device of world.devices) {
    if (device.protocol !== newest) await device.setProtocol(newest);
    else await device.wake();
  }
  await world.takeStock('device');
};

/** Every kind of trouble, how often it is chosen, and how long it lasts at most, in milliseconds. */
export const TROUBLES = {
  spike: {
    weight: 4,
    lastsMs: 10 * SECOND,
    begin: (world, prng) => {
      const line = anyLine(world, prng);
      const usual = line.latencyMs;
      world.faults.add('latency-spike');
      world.setLine(line, { latencyMs: { low: 500, high: 5_000 } });
      return Promise.resolve(() => {
        world.setLine(line, { latencyMs: usual });
        return Promise.resolve();
      });
    },
  },
  reset: {
    weight: 8,
    lastsMs: 0,
    begin: (world, prng) => {
      breakConnections(world, anyLine(world, prng), prng, { relayNotices: prng.chance(0.7) });
      return Promise.resolve(undefined);
    },
  },
  cut: {
    weight: 6,
    lastsMs: 40 * SECOND,
    begin: block({ up: false, down: false, dialling: 'fails' }, ({ faults }) => faults.add('cut-both-ways'), true),
  },
  cutUp: { weight: 3, lastsMs: 40 * SECOND, begin: block({ up: false }, ({ faults }) => faults.add('cut-up'), false) },
  cutDown: {
    weight: 4,
    lastsMs: 40 * SECOND,
    begin: block({ down: false }, ({ faults }) => faults.add('cut-down'), false),
  },
  stall: {
    weight: 5,
    lastsMs: 40 * SECOND,
    begin: block({ up: false, down: false, dialling: 'hangs' }, ({ faults }) => faults.add('stall'), false),
  },
  closeApp: {
    weight: 5,
    lastsMs: 30 * SECOND,
    begin: async (world, prng) => {
      const device = prng.pick(world.devices);
      if (!device.session) return undefined;
      world.faults.add('device-closed');
      await device.stop();
      await world.takeStock('device'); // with a full disk, closing loses what was not stored
      return () => comeBack(world, device);
    },
  },
  crashDevice: {
    weight: 5,
    lastsMs: 20 * SECOND,
    begin: async (world, prng) => {
      const device = prng.pick(world.devices);
      await device.crash();
      await world.takeStock('device');
      return () => comeBack(world, device);
    },
  },
  evict: {
    weight: 1,
    lastsMs: 20 * SECOND,
    begin: async (world, prng) => {
      const device = prng.pick(world.devices);
      for (const tab of world.tabsOf(device)) await tab.stop();
      device.evict();
      await world.takeStock('device');
      return () => comeBack(world, device);
    },
  },
  diskFull: {
    weight: 3,
    lastsMs: 30 * SECOND,
    begin: (world, prng) => {
      const device = prng.pick(world.devices);
      device.setDiskFull(true);
      return Promise.resolve(() => {
        device.setDiskFull(false);
        return Promise.resolve();
      });
    },
  },
  clockJump: {
    weight: 2,
    lastsMs: 0,
    begin: (world, prng) => {
      world.faults.add('clock-jump');
      prng.pick(world.devices).setClockErrorMs(prng.between(-20, 20) * (YEAR_MS / 10));
      return Promise.resolve(undefined);
    },
  },
  drainRelay: {
    weight: 3,
    lastsMs: 25 * SECOND,
    begin: async (world, prng) => {
      const relay = prng.pick(world.relays);
      if (!relay.owner || relay.draining) return undefined;
      world.faults.add('relay-drained');
      await relay.drain();
      return restartLater(world, relay);
    },
  },
  crashRelay: { weight: 4, lastsMs: 20 * SECOND, begin: withRelayDown(undefined) },
  wipeRelay: { weight: 1, lastsMs: 10 * SECOND, begin: withRelayDown((relay) => relay.disk.wipe()) },
  rollBackRelay: {
    weight: 2,
    lastsMs: 30 * SECOND,
    begin: (world, prng) => {
      const relay = prng.pick(world.relays);
      const backup = relay.disk.backUp();
      return Promise.resolve(async () => {
        const was = relay.owner;
        relay.crash('lost');
        world.relayDied(relay, was, prng.chance(0.6));
        relay.disk.rollBack(backup, { sameGenerations: false });
        await world.takeStock('relay');
        await relay.start();
      });
    },
  },
  relayFull: { weight: 2, lastsMs: 20 * SECOND, begin: diskTrouble('full') },
  relayFailing: { weight: 2, lastsMs: 20 * SECOND, begin: diskTrouble('failed') },
  relayUnsure: { weight: 2, lastsMs: 20 * SECOND, begin: diskTrouble('unsure') },
  relayUnreadable: { weight: 2, lastsMs: 20 * SECOND, begin: diskTrouble('unreadable') },
  /** On request only: a hole that nobody can fill any more is asked about for ever. */
  damageEntry: {
    weight: 0,
    lastsMs: 0,
    begin: async (world, prng) => {
      if (await prng.pick(world.relays).disk.damage()) await world.takeStock('relay');
      return undefined;
    },
  },
  monthPasses: {
    weight: 1,
    lastsMs: 0,
    begin: (world, prng) => {
      prng.pick(world.relays).age(GRACE_OVER_MS);
      return Promise.resolve(undefined);
    },
  },
  join: {
    weight: 1,
    lastsMs: 0,
    begin: async (world, prng) => {
      world.faults.add('late-joiner');
      let number = world.devices.length + 1;
      // A tab that died is not among them any more.
      while (world.devices.some(({ name }) => name === `late${number}`)) number += 1;
      const name = `late${number}`;
      await world.addDevice({ name, role: 'edit', flushAfterMs: prng.pick([0, 100, 1_000]) }).start();
      return undefined;
    },
  },
  secondTab: {
    weight: 1,
    lastsMs: 20 * SECOND,
    begin: async (world, prng) => {
      const tabs = await withTwoTabs(world, prng);
      return tabs && (() => endOfTab(world, prng.pick(tabs), prng));
    },
  },
  /** A page that is frozen in the background hears what the other tab did when it thaws. */
  tabsApart: {
    weight: 1,
    lastsMs: 10 * SECOND,
    begin: async (world, prng) => {
      const tabs = await withTwoTabs(world, prng);
      tabs?.[0].browser.setApart(true);
      return (
        tabs &&
        (() => {
          tabs[0].browser.setApart(false);
          return endOfTab(world, prng.pick(tabs), prng);
        })
      );
    },
  },
  newerRelay: {
    weight: 0.5,
    lastsMs: 20 * SECOND,
    begin: async (world, prng) => {
      const relay = prng.pick(world.relays);
      relay.setProtocol(nextProtocol(world));
      await restartNow(world, relay);
      await world.takeStock('device');
      return () => bringUpToDate(world);
    },
  },
  newerApp: {
    weight: 0.5,
    lastsMs: 20 * SECOND,
    begin: async (world, prng) => {
      await prng.pick(world.devices).setProtocol(nextProtocol(world));
      await world.takeStock('device');
      return () => bringUpToDate(world);
    },
  },
} as const satisfies Readonly<Record<string, { weight: number; lastsMs: number; begin: Trouble }>>;

/** Name of a kind of trouble. */
export type TroubleName = keyof typeof TROUBLES;

/** Everything is put right: lines carry, relays run and can write, disks have room, apps are open. */
export const healAll = async (world: World, latencyMs: Line['latencyMs']): Promise<void> => {
  world.journal.note('weather', 'all heals');
  for (const line of world.lines) world.setLine(line, { up: true, down: true, dialling: 'works', latencyMs });
  for (const relay of world.relays) {
    relay.disk.failWith(undefined);
    await restartDrained(world, relay);
  }
  for (const device of world.devices) {
    device.setDiskFull(false);
    device.browser.setApart(false);
    await device.start();
  }
  await bringUpToDate(world);
};

/** A relay that still drains goes down by itself; one that is down comes up. */
const restartDrained = async (world: World, relay: SimRelay): Promise<void> => {
  if (relay.draining) await restartLater(world, relay)();
  else await relay.start();
};
