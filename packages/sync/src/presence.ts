/**
 * Who else has this list open, and where they stand. Carried by y-websocket's awareness, sealed, never stored. What the
 * app says of itself and what sync says (the place in the log that this replica has reached) go out as one state, held
 * back a little so that a burst of ticks costs one message.
 */
import type { Awareness } from 'y-protocols/awareness';

/** Pause before a changed state goes out, in milliseconds. A face may be a second late; a tick may not. */
const SAY_AFTER_MS = 800;

/** Another replica that is here now. */
export interface PresentReplica {
  /** Id of its session, unique in the room. */
  readonly session: number;
  /** Whose session it is, if it said so: a device has one for each tab. */
  readonly device: string | undefined;
  /** What its app said of itself: unchecked words of another member. */
  readonly state: Readonly<Record<string, unknown>>;
  /** The place in the relay's log that it has seen, if it said so. */
  readonly seen: { readonly generation: string; readonly sequence: number } | undefined;
  /** It found a hole in this log and asks whoever has the missing entries to look. */
  readonly lacks: string | undefined;
}

/** Presence in one list. */
export interface Presence {
  /** Own face: name, fingerprint … At most about 1 KiB of JSON. */
  setState(state: Readonly<Record<string, unknown>>): void;
  readonly others: readonly PresentReplica[];
  onChange(listener: () => void): () => void;
}

/** The part that the replica keeps to itself. */
export interface PresenceKeeper extends Presence {
  setSeen(generation: string, sequence: number): void;
  setLacks(generation: string): void;
  dispose(): void;
}

/** Wraps an awareness; `device` is the name of the one that this replica is on. */
export const createPresence = (awareness: Awareness, device: string | undefined): PresenceKeeper => {
  const listeners = new Set<() => void>();
  let app: Readonly<Record<string, unknown>> = {};
  let seen: PresentReplica['seen'];
  let lacks: string | undefined;
  let others: readonly PresentReplica[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const say = () => {
    timer = undefined;
    awareness.setLocalState({
      app,
      ...(device !== undefined && { device }),
      ...(seen && { seen: [seen.generation, seen.sequence] }),
      ...(lacks && { lacks }),
    });
  };
  const later = () => (timer ??= setTimeout(say, SAY_AFTER_MS));
  const read = () => {
    others = [...awareness.getStates()]
      .filter(([session]) => session !== awareness.clientID)
      .map(([session, state]) => ({
        session,
        device: readText(state['device']),
        state: readRecord(state['app']) ?? {},
        seen: readSeen(state['seen']),
        lacks: readText(state['lacks']),
      }));
    for (const listener of listeners) listener();
  };
  say(); // whose session it is, before anybody can hear of it
  awareness.on('change', read);

  return {
    setState: (state) => {
      app = state;
      later();
    },
    setSeen: (generation, sequence) => {
      seen = { generation, sequence };
      later();
    },
    setLacks: (generation) => {
      lacks = generation;
      later();
    },
    get others() {
      return others;
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: () => {
      clearTimeout(timer);
      awareness.off('change', read);
      listeners.clear();
    },
  };
};

const readText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const readRecord = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;

const readSeen = (value: unknown): PresentReplica['seen'] => {
  if (!Array.isArray(value)) return undefined;
  const [generation, sequence] = value as unknown[];
  return typeof generation === 'string' && Number.isSafeInteger(sequence)
    ? { generation, sequence: sequence as number }
    : undefined;
};
