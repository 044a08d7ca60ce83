/** What goes wrong by hand: does to the simulated world what an action says. */
import { healAll, type Line, type SimDevice, type SimRelay, type World } from '@tote/sim';
import { LINE_STATES, type Action, type DeviceDeed, type RelayDeed } from './action.ts';

/** A write stays volatile this long on a device, in milliseconds: long enough that pulling the plug can lose it. */
export const FLUSH_AFTER_MS = 150;
/** Frames take up to this much longer or shorter than their line usually does. */
const LATENCY_SPREAD = 0.25;

/** The latency of a line that usually takes this long, one way, in milliseconds. */
export const latencyAround = (ms: number): Line['latencyMs'] => ({
  low: Math.round(ms * (1 - LATENCY_SPREAD)),
  high: Math.round(ms * (1 + LATENCY_SPREAD)),
});

type Backup = ReturnType<SimRelay['disk']['backUp']>;

/** Does troubles to one world. */
export interface TroubleMaker {
  make(action: Exclude<Action, { type: 'act' | 'say' | 'join' }>): Promise<void>;
  hasBackup(relay: string): boolean;
  clockErrorMs(device: string): number;
  /** Troubles made so far. */
  readonly made: number;
}

/** Creates the maker of troubles of a world. */
export const createTroubleMaker = (world: World, usualLatencyMs: number): TroubleMaker => {
  const backups = new Map<string, Backup>();
  const clockErrors = new Map<string, number>();
  let made = 0;
  const linesOf = (device: string) => world.lines.filter(({ name }) => name.startsWith(`${device}-`));

  /** The system tells the app that a network is there; it then tries at once. */
  const tellOfNetwork = async ({ session }: SimDevice) => {
    if (session) await world.clock.run(session.owner, () => session.replica.reconnectNow());
  };
  const breakLine = (line: Line, how: { upArrives: boolean; relayNotices: boolean }) => {
    for (const connection of world.connections)
      if (connection.line === line && !connection.closed) connection.break({ deviceNotices: true, ...how });
  };

  const toDevice = async (device: SimDevice, deed: DeviceDeed): Promise<void> => {
    switch (deed) {
      case 'go-offline':
        for (const line of linesOf(device.name)) {
          world.setLine(line, LINE_STATES.cut);
          breakLine(line, { upArrives: false, relayNotices: false });
        }
        return;
      case 'go-online':
        for (const line of linesOf(device.name)) world.setLine(line, LINE_STATES.carries);
        return tellOfNetwork(device);
      case 'close':
        return device.stop();
      case 'crash':
        await device.crash();
        return world.takeStock('device');
      case 'open':
        return device.start();
      case 'wipe':
        await device.stop();
        device.evict();
        return world.takeStock('device');
      case 'fill-disk':
        return device.setDiskFull(true);
      case 'free-disk':
        return device.setDiskFull(false);
    }
  };

  const kill = (relay: SimRelay) => {
    const was = relay.owner;
    if (!was) return;
    relay.crash('lost');
    world.relayDied(relay, was, true);
  };
  const toRelay = async (relay: SimRelay, deed: RelayDeed): Promise<void> => {
    const wasUp = relay.owner !== undefined;
    switch (deed) {
      case 'stop':
        return relay.drain();
      case 'kill':
        kill(relay);
        return world.takeStock('device');
      case 'start':
        if (relay.draining) kill(relay);
        return relay.start();
      case 'back-up':
        backups.set(relay.name, relay.disk.backUp());
        return;
      case 'wipe':
      case 'roll-back': {
        kill(relay);
        const backup = backups.get(relay.name);
        if (deed === 'wipe' || !backup) relay.disk.wipe();
        else relay.disk.rollBack(backup, { sameGenerations: false });
        await world.takeStock('relay');
        if (wasUp) await relay.start();
      }
    }
  };

  const onLine = async (name: string, change: (line: Line) => void): Promise<void> => {
    const line = world.lines.find((one) => one.name === name);
    if (line) change(line);
    return Promise.resolve();
  };

  return {
    hasBackup: (relay) => backups.has(relay),
    clockErrorMs: (device) => clockErrors.get(device) ?? 0,
    get made() {
      return made;
    },
    make: async (action) => {
      made += 1;
      switch (action.type) {
        case 'device': {
          const device = world.devices.find(({ name }) => name === action.device);
          return device && toDevice(device, action.deed);
        }
        case 'clock':
          clockErrors.set(action.device, action.errorMs);
          return world.devices.find(({ name }) => name === action.device)?.setClockErrorMs(action.errorMs);
        case 'relay': {
          const relay = world.relays.find(({ name }) => name === action.relay);
          return relay && toRelay(relay, action.deed);
        }
        case 'line':
          return onLine(action.line, (line) => {
            world.setLine(line, LINE_STATES[action.state]);
            if (action.state === 'cut') breakLine(line, { upArrives: false, relayNotices: true });
          });
        case 'latency':
          return onLine(action.line, (line) => world.setLine(line, { latencyMs: latencyAround(action.latencyMs) }));
        case 'break':
          return onLine(action.line, (line) => breakLine(line, { upArrives: action.upArrives, relayNotices: true }));
        case 'heal':
          await healAll(world, latencyAround(usualLatencyMs));
          for (const device of world.devices) await tellOfNetwork(device);
      }
    },
  };
};
