/**
 * Lines between devices and relays. A connection behaves as TCP does: within it, frames keep their order and none is lost
 * while it lives; when it breaks, what was in flight may be gone in either direction. A line can be slow, carry nothing in
 * one or both directions with connections left open, or refuse to be dialled.
 */
import type { Owner, VirtualClock } from './virtual-clock.ts';

/** The state of one device's line to one relay. */
export interface Line {
  readonly name: string;
  /** Frames get through towards the relay. */
  up: boolean;
  /** Frames get through towards the device. */
  down: boolean;
  /** What happens to somebody who dials: the relay answers, an error comes at once, or nothing comes. */
  dialling: 'works' | 'fails' | 'hangs';
  /** One way, in milliseconds. */
  latencyMs: { readonly low: number; readonly high: number };
}

/** What travels: a frame, the news that the connection is open, or that the other end has closed it. */
export type Parcel =
  | { readonly type: 'frame'; readonly frame: Uint8Array<ArrayBuffer> }
  | { readonly type: 'opened' }
  | { readonly type: 'closed'; readonly code: number };

/** What becomes of a parcel, for whoever draws the network. The parcel is the same object each time. */
export interface ParcelNews {
  readonly what: 'sent' | 'arrived' | 'lost';
  readonly parcel: Parcel;
  readonly line: string;
  readonly direction: 'up' | 'down';
  /** When it arrives if the line goes on carrying, in milliseconds of the world. */
  readonly dueAtMs: number;
}

/** One direction of a connection. */
export interface Pipe {
  readonly queuedBytes: number;
  push(parcel: Parcel): void;
  /** The line carries again: sends what was held back. */
  resume(): void;
  /** Everything in flight is gone; the answer says what that was. */
  drop(): readonly Parcel[];
}

const parcelBytes = (parcel: Parcel) => (parcel.type === 'frame' ? parcel.frame.length : 0);

/** Creates a direction. Delivery happens as an event of the receiving process, so that it dies with it. */
export const createPipe = (deps: {
  readonly clock: VirtualClock;
  readonly receiver: Owner;
  readonly carries: () => boolean;
  readonly latencyMs: () => number;
  readonly deliver: (parcel: Parcel) => void;
  readonly emptied?: () => void;
  readonly watch?: (what: ParcelNews['what'], parcel: Parcel, dueAtMs: number) => void;
}): Pipe => {
  const { clock } = deps;
  let queue: Parcel[] = [];
  let queuedBytes = 0;
  let held = 0;
  let lastAtMs = 0;
  let epoch = 0;

  const plan = () => {
    lastAtMs = Math.max(lastAtMs, clock.nowMs + deps.latencyMs());
    const plannedIn = epoch;
    clock.schedule(deps.receiver, lastAtMs - clock.nowMs, () => {
      if (plannedIn === epoch) arrive();
    });
  };
  const arrive = () => {
    if (!deps.carries()) {
      held += 1;
      return;
    }
    const parcel = queue.shift();
    if (!parcel) return;
    queuedBytes -= parcelBytes(parcel);
    deps.watch?.('arrived', parcel, clock.nowMs);
    deps.deliver(parcel);
    if (queue.length === 0) deps.emptied?.();
  };

  return {
    get queuedBytes() {
      return queuedBytes;
    },
    push: (parcel) => {
      queue.push(parcel);
      queuedBytes += parcelBytes(parcel);
      plan();
      deps.watch?.('sent', parcel, lastAtMs);
    },
    resume: () => {
      for (; held > 0; held -= 1) plan();
    },
    drop: () => {
      const lost = queue;
      queue = [];
      queuedBytes = held = 0;
      epoch += 1;
      for (const parcel of lost) deps.watch?.('lost', parcel, clock.nowMs);
      return lost;
    },
  };
};
