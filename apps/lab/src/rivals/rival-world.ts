/**
 * A small world for one rival: its devices, its server, lines with one latency. Played from the same recording as ours, up
 * to a moment. A function of its arguments.
 */
import type { Action, Setup } from '../stage/action.ts';
import type { Recording } from '../stage/frame.ts';
import type { Rival, RivalReplica } from './rival.ts';

interface Device<Message> {
  readonly name: string;
  readonly mayEdit: boolean;
  replica: RivalReplica<Message>;
  isOpen: boolean;
  carries: boolean;
  latencyMs: number;
  clockErrorMs: number;
  wasConnected: boolean;
}

interface Task {
  readonly atMs: number;
  readonly run: () => void;
}

/** The rivals know one server: this one. */
const SERVER = 'relay1';

/** A world in the hands of actions. */
const createRivalWorld = <Message>(rival: Rival<Message>, setup: Setup) => {
  const tasks: Task[] = [];
  const server = rival.server(setup.lines);
  let nowMs = 0;
  let isUp = true;
  let restore: (() => void) | undefined;

  const makeDevice = (name: string, mayEdit: boolean, lines: readonly string[]): Device<Message> => ({
    name,
    mayEdit,
    replica: rival.replica(name, lines),
    isOpen: true,
    carries: true,
    latencyMs: setup.latencyMs,
    clockErrorMs: 0,
    wasConnected: false,
  });
  const devices = setup.devices.map(({ name, role }) => makeDevice(name, role === 'edit', setup.lines));
  for (const device of devices) device.wasConnected = true;

  const later = (afterMs: number, run: () => void) => {
    tasks.push({ atMs: nowMs + afterMs, run });
    tasks.sort((a, b) => a.atMs - b.atMs);
  };
  const isConnected = ({ isOpen, carries }: Device<Message>) => isOpen && carries && isUp;
  const tell = (device: Device<Message>, message: Message | undefined) => {
    if (message === undefined) return;
    later(device.latencyMs, () => {
      if (isConnected(device)) device.replica.take(message);
    });
  };
  const send = (device: Device<Message>, message: Message) => {
    if (!isConnected(device)) return;
    later(device.latencyMs, () => {
      if (!isConnected(device)) return;
      const { toAll, toSender } = server.take(message);
      for (const one of devices) tell(one, toAll);
      tell(device, toSender);
    });
  };
  /** Whoever comes on-line says what it has, and is told what the server has. */
  const meet = () => {
    for (const device of devices) {
      const connected = isConnected(device);
      if (connected && !device.wasConnected) {
        for (const message of device.replica.hello()) send(device, message);
        later(device.latencyMs, () => tell(device, server.welcome()));
      }
      device.wasConnected = connected;
    }
  };

  const toDevice = (device: Device<Message>, deed: Extract<Action, { type: 'device' }>['deed']) => {
    if (deed === 'go-offline') device.carries = false;
    if (deed === 'go-online') device.carries = true;
    if (deed === 'close' || deed === 'crash' || deed === 'wipe') device.isOpen = false;
    if (deed === 'open') device.isOpen = true;
    if (deed === 'wipe') device.replica = rival.replica(device.name, []);
  };
  const toServer = (deed: Extract<Action, { type: 'relay' }>['deed']) => {
    if (deed === 'start') isUp = true;
    if (deed === 'kill' || deed === 'stop') isUp = false;
    if (deed === 'back-up') restore = server.save();
    if (deed !== 'wipe' && deed !== 'roll-back') return;
    if (deed === 'roll-back' && restore) restore();
    else server.wipe();
    for (const device of devices) device.wasConnected = false;
  };
  const lineOf = (name: string) => devices.find((device) => name === `${device.name}-${SERVER}`);

  const apply = (action: Action) => {
    switch (action.type) {
      case 'act': {
        const device = devices.find(({ name }) => name === action.device);
        if (!device?.isOpen || !device.mayEdit) return;
        const message = device.replica.act(action.act, nowMs + device.clockErrorMs);
        if (message !== undefined) send(device, message);
        return;
      }
      case 'device': {
        const device = devices.find(({ name }) => name === action.device);
        if (device) toDevice(device, action.deed);
        break;
      }
      case 'clock': {
        const device = devices.find(({ name }) => name === action.device);
        if (device) device.clockErrorMs = action.errorMs;
        break;
      }
      case 'line': {
        const device = lineOf(action.line);
        if (device) device.carries = action.state === 'carries';
        break;
      }
      case 'latency': {
        const device = lineOf(action.line);
        if (device) device.latencyMs = action.latencyMs;
        break;
      }
      case 'break': {
        const device = lineOf(action.line);
        if (device) device.wasConnected = false;
        break;
      }
      case 'relay':
        if (action.relay === SERVER) toServer(action.deed);
        break;
      case 'join':
        devices.push(makeDevice(action.name, action.role === 'edit', []));
        break;
      case 'heal':
        isUp = true;
        for (const device of devices) device.carries = device.isOpen = true;
        break;
      case 'say':
        return;
    }
    meet();
  };
  const advanceTo = (atMs: number) => {
    for (let task = tasks[0]; task && task.atMs <= atMs; task = tasks[0]) {
      tasks.shift();
      nowMs = task.atMs;
      task.run();
    }
    nowMs = atMs;
  };
  return { apply, advanceTo, devices };
};

/** Rows that each device of a rival shows at a moment of a recording. */
export const playRival = <Message>(
  rival: Rival<Message>,
  { setup, log }: Recording,
  untilMs: number,
): readonly { readonly name: string; readonly rows: readonly string[] }[] => {
  const world = createRivalWorld(rival, setup);
  for (const { atMs, action } of log) {
    if (atMs > untilMs) break;
    world.advanceTo(atMs);
    world.apply(action);
  }
  world.advanceTo(untilMs);
  return world.devices.map(({ name, replica }) => ({ name, rows: replica.rows() }));
};
