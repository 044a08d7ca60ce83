/**
 * Time that only moves when the world says so. Events are kept by time and, within a millisecond, in the order in which
 * they were made. One step: take the next event, run it, let every promise it set off settle.
 *
 * Every event belongs to an owner: a process that can die. What runs in a step runs for that event's owner, and timers made
 * meanwhile are its own too; so killing a process is forgetting its events, as a power cut does, with no co-operation.
 */
import { afterMicrotasks, enterAmbient, leaveAmbient, type Ambient, type TabChannel } from './ambient.ts';

/** A process in the world: one run of an app or of a relay. */
export interface Owner {
  readonly name: string;
  /** How far this process's wall clock is off, in milliseconds. */
  clockErrorMs: number;
  /** A tab's way to the other tabs of its browser; others have none. */
  readonly openChannel?: (address: string) => TabChannel;
}

/** Drives a world. */
export interface VirtualClock {
  /** Milliseconds since the world began. */
  readonly nowMs: number;
  /** Events that are still to come. */
  readonly pending: number;
  /** Steps taken. */
  readonly steps: number;
  /** Runs something for an owner later; the answer cancels it. */
  schedule(owner: Owner, delayMs: number, run: () => void): () => void;
  /** Runs something for an owner now and lets settle whatever can settle without time passing. */
  run(owner: Owner, act: () => void): Promise<void>;
  /** Lets time pass; ends early when `isDone` says so. */
  advance(byMs: number, isDone?: () => boolean): Promise<void>;
  /** The process is gone, with all that it had planned. */
  kill(owner: Owner): void;
  /** Owners that still have plans. */
  busyOwners(): readonly string[];
}

interface Event {
  readonly atMs: number;
  readonly order: number;
  readonly owner: Owner;
  readonly run: () => void;
  readonly repeatMs: number | undefined;
  readonly id: number;
  cancelled: boolean;
}

/** The moment at which every world begins, in milliseconds since 1970: a morning in 2026. */
const EPOCH_MS = 1_772_000_000_000;
/** Browsers clamp shorter intervals; without it a repeating timer of 0 would stop time. */
const INTERVAL_MS_MIN = 1;

const silentChannel = (): TabChannel => ({
  onmessage: null,
  postMessage: () => undefined,
  close: () => undefined,
});

const isEarlier = (a: Event, b: Event) => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);

/** Creates a clock at zero. `fillRandom` answers code that draws without being handed a source; `complain` hears the console. */
export const createVirtualClock = (deps: {
  readonly fillRandom: (bytes: Uint8Array) => void;
  readonly complain: (owner: Owner, words: readonly unknown[]) => void;
  /** Code threw where only the platform could catch it. */
  readonly crashed: (owner: Owner, error: unknown) => void;
  /** Holds time back until somebody who watches is ready for the next event, or for the time that passes without one. */
  readonly beforeStep?: ((atMs: number) => Promise<void> | undefined) | undefined;
}): VirtualClock => {
  const heap: Event[] = [];
  const eventById = new Map<number, Event>();
  const nobody: Owner = { name: 'nobody', clockErrorMs: 0 };
  let owner = nobody;
  let nowMs = 0;
  let made = 0;
  let steps = 0;

  const swap = (a: number, b: number) => {
    const event = heap[a] as Event;
    heap[a] = heap[b] as Event;
    heap[b] = event;
  };
  const push = (event: Event) => {
    eventById.set(event.id, event);
    let at = heap.push(event) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isEarlier(event, heap[parent] as Event)) break;
      swap(at, parent);
      at = parent;
    }
  };
  const pop = (): Event | undefined => {
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || first === last) return first;
    heap[0] = last;
    for (let at = 0; ;) {
      let least = at;
      for (let child = 2 * at + 1; child <= 2 * at + 2 && child < heap.length; child += 1)
        if (isEarlier(heap[child] as Event, heap[least] as Event)) least = child;
      if (least === at) return first;
      swap(at, least);
      at = least;
    }
  };
  const peek = (): Event | undefined => {
    while (heap[0]?.cancelled) pop();
    return heap[0];
  };

  const plan = (forOwner: Owner, delayMs: number, run: () => void, repeatMs?: number, id = ++made): number => {
    const order = ++made;
    push({ atMs: nowMs + Math.max(0, delayMs), order, owner: forOwner, run, repeatMs, id, cancelled: false });
    return id;
  };
  const cancel = (id: number) => {
    const event = eventById.get(id);
    if (!event) return;
    event.cancelled = true;
    eventById.delete(id);
  };

  const ambient: Ambient = {
    wallClockMs: () => Math.floor(EPOCH_MS + nowMs + owner.clockErrorMs),
    setTimer: (run, delayMs, repeats) => {
      const everyMs = repeats ? Math.max(INTERVAL_MS_MIN, delayMs) : undefined;
      return plan(owner, everyMs ?? delayMs, run, everyMs);
    },
    clearTimer: cancel,
    fillRandom: deps.fillRandom,
    openChannel: (address) => owner.openChannel?.(address) ?? silentChannel(),
    complain: (words) => deps.complain(owner, words),
  };

  const enter = (forOwner: Owner) => {
    enterAmbient(ambient);
    owner = forOwner;
  };
  const leave = () => {
    owner = nobody;
    leaveAmbient();
  };

  /** Takes the next event and runs it; the caller settles and leaves. A thousand of them are a world, so no promise of its own. */
  const begin = (event: Event) => {
    pop();
    eventById.delete(event.id);
    nowMs = Math.max(nowMs, event.atMs);
    steps += 1;
    if (event.repeatMs !== undefined) plan(event.owner, event.repeatMs, event.run, event.repeatMs, event.id);
    enter(event.owner);
    try {
      event.run();
    } catch (error) {
      deps.crashed(event.owner, error);
    }
  };

  return {
    get nowMs() {
      return nowMs;
    },
    get pending() {
      return eventById.size;
    },
    get steps() {
      return steps;
    },
    schedule: (forOwner, delayMs, run) => {
      const id = plan(forOwner, delayMs, run);
      return () => cancel(id);
    },
    run: async (forOwner, act) => {
      enter(forOwner);
      try {
        act();
        await afterMicrotasks();
      } finally {
        leave();
      }
    },
    advance: async (byMs, isDone) => {
      const untilMs = nowMs + byMs;
      for (let event = peek(); event && event.atMs <= untilMs; event = peek()) {
        if (isDone?.()) return;
        const hold = deps.beforeStep?.(event.atMs);
        if (hold) await hold;
        begin(event);
        await afterMicrotasks();
        leave();
      }
      if (isDone?.()) return;
      const hold = deps.beforeStep?.(untilMs);
      if (hold) await hold;
      nowMs = Math.max(nowMs, untilMs);
    },
    kill: (dead) => {
      for (const event of eventById.values()) if (event.owner === dead) cancel(event.id);
    },
    busyOwners: () => [...new Set([...eventById.values()].map((event) => event.owner.name))],
  };
};
