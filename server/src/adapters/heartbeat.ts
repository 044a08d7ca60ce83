/**
 * Signs of life of many sockets (RELAY.md, T4). Each is looked at once in a heartbeat, and all of them spread over it: thousands of
 * pings in one turn of the event loop would make everybody wait.
 */

/** What is looked at. */
export interface Beating {
  checkHeartbeat(): void;
}

/** The sockets that are looked at. */
export interface Heartbeat<Socket extends Beating> {
  readonly size: number;
  add(socket: Socket): void;
  delete(socket: Socket): void;
  all(): Iterable<Socket>;
  stop(): void;
}

/** Parts of a heartbeat; by default one every half second. */
const SLICES = 60;

/** Starts to look. */
export const startHeartbeat = <Socket extends Beating>(heartbeatMs: number): Heartbeat<Socket> => {
  const slices = Array.from({ length: SLICES }, () => new Set<Socket>());
  const sliceOf = new Map<Socket, Set<Socket>>();
  let next = 0;
  let turn = 0;

  const timer = setInterval(() => {
    for (const socket of slices[turn] ?? []) socket.checkHeartbeat();
    turn = (turn + 1) % SLICES;
  }, heartbeatMs / SLICES);

  return {
    get size() {
      return sliceOf.size;
    },
    add: (socket) => {
      const slice = slices[next] ?? new Set();
      next = (next + 1) % SLICES;
      sliceOf.set(socket, slice.add(socket));
    },
    delete: (socket) => {
      sliceOf.get(socket)?.delete(socket);
      sliceOf.delete(socket);
    },
    all: () => sliceOf.keys(),
    stop: () => clearInterval(timer),
  };
};
