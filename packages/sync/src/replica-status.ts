/** What a replica can say about itself, and telling it to those who asked when it changes. */
import type { CloseCodeName, FinalRefusal, PassingRefusal } from '@tote/wire';
import { equalityDeep } from 'lib0/function';
import type { LocalState, SetAside } from './local-store.ts';

/** Every word of it is backed by an acknowledgement or by an entry that opened. */
export interface ReplicaStatus {
  readonly local: LocalState;
  readonly relay: 'off' | 'connecting' | 'catching-up' | 'live' | 'refused';
  /** Why a relay refuses this list or an act of ours for good. */
  readonly refusal: FinalRefusal | undefined;
  /** Why a relay that is connected takes none of the waiting acts for the moment, after it said so more than once in a row. */
  readonly putOff: PassingRefusal | undefined;
  /** Why a relay closed the socket for good, unless another let us in. `not-admitted`: it is private and was offered no token, or not its own. */
  readonly turnedAway: CloseCodeName | undefined;
  /** Own acts that no relay is known to hold. */
  readonly waiting: number;
  /** Every act of ours that a relay acknowledged has been seen by somebody else who is here now. */
  readonly seenByOthers: boolean;
  readonly setAside: readonly SetAside[];
  /** A relay came back with less than it had, and this device is bringing it what it lacks. */
  readonly relayLostData: boolean;
}

/** Tells listeners about changes, once per turn of the event loop however many things moved. */
export interface StatusTeller {
  /** Something moved; listeners hear of it in a microtask if the status is then another one. */
  moved(): void;
  listen(listener: (status: ReplicaStatus) => void): () => void;
  stop(): void;
}

/** Creates the teller; `current` is asked only after the caller has finished building what it reads. */
export const createStatusTeller = (current: () => ReplicaStatus): StatusTeller => {
  const listeners = new Set<(status: ReplicaStatus) => void>();
  let told: ReplicaStatus | undefined;
  let queued = false;
  let stopped = false;

  const tell = () => {
    queued = false;
    if (stopped) return;
    const status = current();
    if (equalityDeep(status, told)) return;
    told = status;
    for (const listener of listeners) listener(status);
  };

  return {
    moved: () => {
      if (queued || stopped) return;
      queued = true;
      queueMicrotask(tell);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => {
      stopped = true;
      listeners.clear();
    },
  };
};
