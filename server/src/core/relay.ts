/** The relay: a store, the rooms on it, and the connections that follow them. Pure: transport, clock and disk are handed in. */
import { CLOSE_CODES, retryAfterReason } from '@tote/wire';
import { createAddressAllowances } from './address-allowance.ts';
import { createByteBudget } from './byte-budget.ts';
import { createConnection, type ConnectionDeps, type ServedConnection } from './connection.ts';
import { RELAY_LIMITS, type RelayLimits } from './limits.ts';
import type { ListName, LogStore } from './log-store.ts';
import type { RelayEvent } from './relay-event.ts';
import type { RelayConnection, RelaySocket, Schedule } from './relay-socket.ts';
import { createRooms } from './rooms.ts';
import type { VerifyEquation } from './verdict.ts';

/** What a relay is made of. */
export interface RelayDeps {
  readonly store: LogStore;
  readonly verify: VerifyEquation;
  readonly random: (length: number) => Uint8Array;
  /** Milliseconds that only ever grow; not a time of day. */
  readonly nowMs: () => number;
  readonly schedule: Schedule;
  /** Bounds that differ from {@link RELAY_LIMITS}. */
  readonly limits?: Partial<RelayLimits>;
  /** Whether proofs may be bound to the host that the client dialled. */
  readonly acceptsOrigin: (origin: string, socket: RelaySocket) => boolean;
  /** Lists that are not served, by their operator's will. */
  readonly refusedLists?: ReadonlySet<ListName>;
  readonly onEvent?: (event: RelayEvent) => void;
}

/** A relay. */
export interface Relay {
  /** Serves a new socket. */
  connect(socket: RelaySocket): RelayConnection;
  /** Takes nothing new, waits for what is under way (bounded), then ends every socket with 1012. The store stays open. */
  drain(): Promise<void>;
  readonly connections: number;
  /** Lists that somebody follows. */
  readonly rooms: number;
  /** Bytes that wait to be sent, of all sockets. */
  readonly unsentBytes: number;
  /** Bytes that wait for the store, of all lists. */
  readonly waitingBytes: number;
}

/** A restart takes at least this long. */
const RETURN_MS_MIN = 1_000;

/** Creates a relay on a store. */
export const createRelay = (deps: RelayDeps): Relay => {
  const limits: RelayLimits = { ...RELAY_LIMITS, ...deps.limits };
  const onEvent = deps.onEvent ?? (() => undefined);
  const connections = new Set<ServedConnection>();
  let draining = false;

  const rooms = createRooms({ ...deps, limits, onEvent });
  const unsent = createByteBudget(limits.unsentBytesTotalMax);
  const allowances = createAddressAllowances(limits, deps.nowMs);
  /** One for all connections: a copy for each would be most of what a connection costs. */
  const connectionDeps: ConnectionDeps = {
    refusedLists: new Set(),
    ...deps,
    limits,
    rules: { verify: deps.verify, envelopeBytesMax: limits.envelopeBytesMax },
    onEvent,
    rooms,
    unsent,
    allowances,
    isDraining: () => draining,
  };

  const onClosed = (connection: ServedConnection): void => {
    connections.delete(connection);
    onEvent({ type: 'disconnected' });
  };

  return {
    get connections() {
      return connections.size;
    },
    get rooms() {
      return rooms.count;
    },
    get unsentBytes() {
      return unsent.bytes;
    },
    get waitingBytes() {
      return rooms.waitingBytes;
    },
    connect: (socket) => {
      if (draining) {
        socket.close(CLOSE_CODES.draining.number, 'draining');
        return { receive: () => undefined, drained: () => undefined, closed: () => undefined, isSeen: () => false };
      }
      onEvent({ type: 'connected' });
      const connection = createConnection(connectionDeps, socket, onClosed);
      connections.add(connection);
      return connection;
    },
    drain: async () => {
      draining = true;
      let cancelDeadline = (): void => undefined;
      const deadline = new Promise<void>((resolve) => (cancelDeadline = deps.schedule(resolve, limits.drainMsMax)));
      await Promise.race([rooms.settled(), deadline]);
      cancelDeadline();
      // Each is told another time to come back, spread so that they do not all come at once.
      const spreadMs = (connections.size / limits.returnsPerSecond) * 1_000;
      for (const connection of [...connections]) {
        const [drawn = 0] = new Uint32Array(deps.random(4).slice().buffer);
        connection.shut('draining', 'the relay stops', retryAfterReason(RETURN_MS_MIN + (drawn / 2 ** 32) * spreadMs));
      }
    },
  };
};
