/** The rooms of a relay, by list: one room per list at any time, opened for the first follower and gone after the last. */
import type { ListName, LogHead } from './log-store.ts';
import { createRoom, type Room, type RoomDeps } from './room.ts';
import type { WaitingTotal } from './waiting-requests.ts';

/** Rooms by list. */
export interface Rooms {
  readonly count: number;
  /** Bytes of all appends that wait for the store. */
  readonly waitingBytes: number;
  /** Enters a list's room, opening it if need be. Every entering is answered by one `release`. Rejects if the store does. */
  enter(list: ListName): Promise<Room>;
  release(list: ListName): void;
  /** Resolves when no room has an append waiting or under way. */
  settled(): Promise<void>;
}

interface Held {
  holds: number;
  room: Room | undefined;
  readonly opening: Promise<Room>;
}

const GENERATION_BYTES = 16;

/** Creates the empty set of rooms. */
export const createRooms = (deps: Omit<RoomDeps, 'waitingTotal' | 'onIdle'>): Rooms => {
  const heldByList = new Map<ListName, Held>();
  const waitingTotal: WaitingTotal = { bytes: 0 };
  let whenSettled: (() => void)[] = [];

  const isSettled = (): boolean => [...heldByList.values()].every(({ room }) => room?.idle ?? true);

  const tidy = (list: ListName): void => {
    const held = heldByList.get(list);
    if (held && held.holds === 0 && (held.room?.idle ?? true)) heldByList.delete(list);
  };

  const onIdle = (list: ListName): void => {
    tidy(list);
    if (whenSettled.length === 0 || !isSettled()) return;
    for (const resolve of whenSettled) resolve();
    whenSettled = [];
  };

  const { store, limits, random, nowMs, onEvent } = deps;
  /** One for all rooms: a copy for each would be most of what a list costs. */
  const roomDeps: RoomDeps = { store, limits, random, nowMs, onEvent, waitingTotal, onIdle };

  const emptyLog = (): LogHead => ({
    generation: deps.random(GENERATION_BYTES),
    sequence: 0,
    prunedThrough: 0,
    bytes: 0,
    tailBytes: 0,
  });

  const open = async (list: ListName): Promise<Room> => {
    const head = (await deps.store.head(list)) ?? emptyLog();
    return createRoom(roomDeps, list, head);
  };

  return {
    get count() {
      return heldByList.size;
    },
    get waitingBytes() {
      return waitingTotal.bytes;
    },
    enter: async (list) => {
      const held: Held = heldByList.get(list) ?? { holds: 0, room: undefined, opening: open(list) };
      heldByList.set(list, held);
      held.holds += 1;
      try {
        return (held.room = await held.opening);
      } catch (error) {
        held.holds -= 1;
        if (heldByList.get(list) === held) heldByList.delete(list);
        throw error;
      }
    },
    release: (list) => {
      const held = heldByList.get(list);
      if (!held) return;
      held.holds -= 1;
      tidy(list);
    },
    settled: () => (isSettled() ? Promise.resolve() : new Promise((resolve) => whenSettled.push(resolve))),
  };
};
