/**
 * Signs of life of many sockets (RELAY.md, T4 and D15). Each is looked at twice in a heartbeat, and all of them spread over it: thousands
 * of pings in one turn of the event loop would make everybody wait. Whoever has said something is not asked.
 *
 *   heard ──two looks without a sign──▶ asked ──a heartbeat without a sign──▶ cut
 *     ▲                                   │
 *     └────────────── a sign ─────────────┘
 */

/** So that one who died just after a look is asked within a heartbeat, and gone within two. */
const LOOKS_PER_HEARTBEAT = 2;
/** Looks without a sign after which one is asked that nobody would miss; the kernel has asked before. */
const UNMISSED_LOOKS_MAX = 10 * LOOKS_PER_HEARTBEAT;
/**
 * Whether a silent one is missed is asked every so many looks: its channels and rooms are memory that nobody else touches, and to
 * fetch it for thousands of idle sockets was most of what they cost.
 */
const LOOKS_PER_QUESTION = 2 * LOOKS_PER_HEARTBEAT;
/** Parts of the time between two looks; by default one every half second. */
const SLICES = 30;

/** What a look at a socket leads to. */
export type LookOutcome = 'leave' | 'ask' | 'cut';

/** How long one socket has been silent. */
export interface Silence {
  /** It gave a sign of life. */
  heard(): void;
  /** To be called at each look. `isMissed`: others would go on to believe that it is there. */
  look(isMissed: () => boolean): LookOutcome;
}

class CountedSilence implements Silence {
  /** Looks since the last sign, and since it was asked. */
  #looks = 0;
  #looksAsked = 0;

  heard(): void {
    this.#looks = 0;
    this.#looksAsked = 0;
  }

  look(isMissed: () => boolean): LookOutcome {
    this.#looks += 1;
    if (this.#looksAsked > 0) {
      this.#looksAsked += 1;
      return this.#looksAsked > LOOKS_PER_HEARTBEAT ? 'cut' : 'leave';
    }
    const isAsked =
      this.#looks > UNMISSED_LOOKS_MAX || (this.#looks % LOOKS_PER_QUESTION === LOOKS_PER_HEARTBEAT && isMissed());
    if (!isAsked) return 'leave';
    this.#looksAsked = 1;
    return 'ask';
  }
}

/** Starts with a sign of life. */
export const createSilence = (): Silence => new CountedSilence();

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

/** Starts to look. */
export const startHeartbeat = <Socket extends Beating>(heartbeatMs: number): Heartbeat<Socket> => {
  const slices = Array.from({ length: SLICES }, () => new Set<Socket>());
  const sliceOf = new Map<Socket, Set<Socket>>();
  let next = 0;
  let turn = 0;

  const timer = setInterval(
    () => {
      for (const socket of slices[turn] ?? []) socket.checkHeartbeat();
      turn = (turn + 1) % SLICES;
    },
    heartbeatMs / LOOKS_PER_HEARTBEAT / SLICES,
  );

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
