/**
 * One connection over a line: a WebSocket to the device's code, a socket to the relay core, two pipes between them.
 *
 *   dialling ──relay accepts, news arrives──▶ open ──either side closes, or the line breaks it──▶ closed
 *
 * Each end learns of the other's closing only through its pipe, so either may be left half open for as long as the line
 * carries nothing, and what a device had sent before it gave up may still arrive.
 */
import type { RelayConnection, RelaySocket } from '@tote/server/core';
import type { WebSocketLike } from '@tote/sync';
import { CLOSE_CODES, decodeClientFrame, decodeRelayFrame, encodeClientFrame, PROTOCOL_VERSION } from '@tote/wire';
import { digestOf, type Journal } from './journal.ts';
import { createPipe, type Line, type Parcel, type ParcelNews } from './network.ts';
import type { Prng } from './prng.ts';
import type { FaultKind, Tally } from './tally.ts';
import type { Owner, VirtualClock } from './virtual-clock.ts';

/** Close code of a connection that broke. */
const BROKEN = 1006;
const VERSION_UNSUPPORTED = CLOSE_CODES['version-unsupported'].number;
/** A relay is told that a socket drained only if it was this full, in bytes: nothing can wait for less. */
const WORTH_TELLING_BYTES = 256;

/** What a connection needs of a relay. */
export interface RelayDoor {
  readonly name: string;
  /** The running process; undefined while the relay is down. */
  readonly owner: Owner | undefined;
  /** Version of the protocol that it speaks. */
  readonly protocol: number;
  accept(socket: RelaySocket): RelayConnection;
}

/** What travelled, over all connections. */
export interface Traffic {
  messages: number;
  bytes: number;
  /** Messages that apps sent. */
  said: number;
}

/** A connection as the network sees it. */
export interface SimConnection {
  readonly line: Line;
  readonly device: Owner;
  readonly relay: Owner | undefined;
  readonly closed: boolean;
  /** The line carries again. */
  resume(): void;
  /**
   * The connection breaks. What was on its way to the device is lost; what was on its way to the relay is lost too, unless
   * `upArrives`. Whoever does not notice is left with an end that is half open.
   */
  break(how: { readonly upArrives: boolean; readonly deviceNotices: boolean; readonly relayNotices: boolean }): void;
  /** The device's process is gone. Its kernel may or may not still send what it holds, and say goodbye. */
  deviceDied(how: { readonly upArrives: boolean; readonly relayNotices: boolean }): void;
  /** The relay's process is gone. */
  relayDied(how: { readonly deviceNotices: boolean }): void;
}

/** Dials. */
export const createSimSocket = (deps: {
  readonly clock: VirtualClock;
  readonly journal: Journal;
  readonly prng: Prng;
  readonly faults: Tally<FaultKind>;
  readonly traffic: Traffic;
  readonly line: Line;
  readonly device: Owner;
  readonly door: RelayDoor;
  readonly dialledHost: string;
  /** Version of the protocol that the device speaks. */
  readonly protocol: number;
  /** The device was told that its version is none of the relay's. */
  readonly versionRefused: () => void;
  readonly watch?: ((news: ParcelNews) => void) | undefined;
}): { readonly socket: WebSocketLike; readonly connection: SimConnection } => {
  const { clock, journal, line, device, door, faults, traffic } = deps;
  const relay = door.owner;
  const isForeign = deps.protocol !== door.protocol;
  let deviceEnd: 'dialling' | 'open' | 'closed' = 'dialling';
  let relayEnd: RelayConnection | undefined;
  let relayGone = false;
  let wasFull = false;
  /** Broken, though an end may not have noticed: nothing new travels. */
  let deaf = false;

  const latencyMs = () => deps.prng.between(line.latencyMs.low, line.latencyMs.high);
  const watching = (direction: ParcelNews['direction']) => {
    const { watch } = deps;
    if (!watch) return {};
    return {
      watch: (what: ParcelNews['what'], parcel: Parcel, dueAtMs: number) =>
        watch({ what, parcel, line: line.name, direction, dueAtMs }),
    };
  };
  const noteFrame = (from: string, to: string, frame: Uint8Array) => {
    traffic.messages += 1;
    traffic.bytes += frame.length;
    journal.note(from, `to ${to}`, `${frame[0]} ${frame.length} B ${digestOf(frame)}`);
  };

  const deviceLost = (code: number) => {
    if (deviceEnd === 'closed') return;
    deviceEnd = 'closed';
    journal.note(device.name, 'socket closed', code);
    if (code === VERSION_UNSUPPORTED) deps.versionRefused();
    socket.onclose?.({ code });
  };
  const relayLost = () => {
    if (relayGone) return;
    relayGone = true;
    relayEnd?.closed();
  };

  const down = createPipe({
    ...watching('down'),
    clock,
    receiver: device,
    carries: () => line.down,
    latencyMs,
    deliver: (parcel) => {
      if (deviceEnd === 'closed') return;
      switch (parcel.type) {
        case 'opened':
          deviceEnd = 'open';
          return (socket.onopen as (() => void) | null)?.();
        case 'frame':
          return socket.onmessage?.({ data: parcel.frame.buffer });
        case 'closed':
          return deviceLost(parcel.code);
      }
    },
    emptied: () => {
      if (!wasFull || !relay) return;
      wasFull = false;
      clock.schedule(relay, 0, () => {
        if (!relayGone) relayEnd?.drained();
      });
    },
  });

  const socket: WebSocketLike = {
    binaryType: '',
    get bufferedAmount() {
      return up?.queuedBytes ?? 0;
    },
    onopen: null,
    onmessage: null,
    onclose: null,
    onerror: null,
    send: (frame) => {
      if (deviceEnd !== 'open' || deaf || !up) return;
      traffic.said += 1;
      noteFrame(device.name, door.name, frame);
      up.push({ type: 'frame', frame: isForeign ? inForeignVersion(frame) : frame.slice() });
    },
    close: (code = 1000) => {
      if (deviceEnd === 'closed') return;
      deviceEnd = 'closed';
      journal.note(device.name, 'closes socket', code);
      up?.push({ type: 'closed', code });
    },
  };

  const relaySocket: RelaySocket = {
    dialledHost: deps.dialledHost,
    bufferedBytes: () => down.queuedBytes,
    send: (frame) => {
      if (relayGone || deaf) return;
      noteFrame(door.name, device.name, frame);
      down.push({ type: 'frame', frame: frame.slice() });
      wasFull ||= down.queuedBytes >= WORTH_TELLING_BYTES;
    },
    close: (code) => {
      if (relayGone || !relay) return;
      journal.note(door.name, 'closes socket', `${device.name} ${code}`);
      down.push({ type: 'closed', code });
      clock.schedule(relay, 0, relayLost);
    },
  };

  /** Undefined when nobody listens: the relay is down. */
  const up =
    relay &&
    createPipe({
      ...watching('up'),
      clock,
      receiver: relay,
      carries: () => line.up,
      latencyMs,
      deliver: (parcel) => {
        if (relayGone) return;
        if (parcel.type === 'closed') return relayLost();
        if (parcel.type === 'opened') {
          if (door.owner !== relay) return;
          relayEnd = door.accept(relaySocket);
          return down.push({ type: 'opened' });
        }
        if (deviceEnd === 'closed') faults.add('late-arrival');
        relayEnd?.receive(parcel.frame);
      },
    });

  journal.note(device.name, 'dials', `${door.name} ${line.dialling}`);
  if (line.dialling === 'fails' || (line.dialling === 'works' && !up))
    clock.schedule(device, latencyMs(), () => deviceLost(BROKEN));
  else if (line.dialling === 'works') up?.push({ type: 'opened' });

  const loseDown = () => {
    const lost = down.drop().filter((parcel) => parcel.type === 'frame');
    if (lost.length > 0) faults.add('frames-lost', lost.length);
    if (lost.some(isAcknowledgement)) faults.add('answer-lost');
  };
  const loseUp = () => {
    const lost = up?.drop().filter((parcel) => parcel.type === 'frame') ?? [];
    if (lost.length > 0) faults.add('frames-lost', lost.length);
  };

  return {
    socket,
    connection: {
      line,
      device,
      relay,
      get closed() {
        return deviceEnd === 'closed' && (relayGone || !relayEnd);
      },
      resume: () => {
        up?.resume();
        down.resume();
      },
      break: ({ upArrives, deviceNotices, relayNotices }) => {
        journal.note(line.name, 'breaks', `${upArrives ? 'up arrives' : ''} ${deviceNotices} ${relayNotices}`);
        if (!upArrives) loseUp();
        loseDown();
        deaf = true;
        if (deviceNotices) clock.schedule(device, latencyMs(), () => deviceLost(BROKEN));
        if (relayNotices) up?.push({ type: 'closed', code: BROKEN });
      },
      deviceDied: ({ upArrives, relayNotices }) => {
        deviceEnd = 'closed';
        if (!upArrives) loseUp();
        loseDown();
        if (relayNotices) up?.push({ type: 'closed', code: BROKEN });
      },
      relayDied: ({ deviceNotices }) => {
        relayGone = true;
        loseUp();
        if (deviceNotices) down.push({ type: 'closed', code: BROKEN });
        else loseDown();
      },
    },
  };
};

/** There is one version of the protocol as yet. To speak another one is to say so in `hello`, which ends the talk. */
const inForeignVersion = (frame: Uint8Array): Uint8Array<ArrayBuffer> => {
  const decoded = decodeClientFrame(frame);
  return decoded.ok && decoded.value.type === 'hello'
    ? encodeClientFrame({ ...decoded.value, version: PROTOCOL_VERSION + 1 })
    : frame.slice();
};

const isAcknowledgement = (parcel: Parcel): boolean => {
  if (parcel.type !== 'frame') return false;
  const decoded = decodeRelayFrame(parcel.frame);
  return decoded.ok && decoded.value.type === 'ack';
};
