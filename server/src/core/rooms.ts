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

/** A room that the store is asked about, and how many wait for it. */
interface Opening {
  holds: number;
  readonly room: Promise<Room>;
}

const GENERATION_BYTES = 16;

/** Creates the empty set of rooms. */
export const createRooms = (deps: Omit<RoomDeps, 'waitingTotal' | 'onIdle'>): Rooms => {
  const roomByList = new Map<ListName, Room>();
  const openingByList = new Map<ListName, Opening>();
  const waitingTotal: WaitingTotal = { bytes: 0 };
  let whenSettled: (() => void)[] = [];

  const isSettled = (): boolean => [...roomByList.values()].every(({ idle }) => idle);

  const tidy = (list: ListName): void => {
    const room = roomByList.get(list);
    if (room?.holds === 0 && room.idle) roomByList.delete(list);
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

  const readHead = async (list: ListName): Promise<LogHead> => (await store.head(list)) ?? emptyLog();

  const open = (list: ListName): Opening => {
    const room = readHead(list)
      .then((head) => {
        const opened = createRoom(roomDeps, list, head);
        // All who came meanwhile hold it from the moment that it is there: none of them can find it tidied away.
        opened.holds = opening.holds;
        roomByList.set(list, opened);
        return opened;
      })
      .finally(() => openingByList.delete(list));
    const opening: Opening = { holds: 0, room };
    openingByList.set(list, opening);
    return opening;
  };

  return {
    get count() {
      return roomByList.size + openingByList.size;
    },
    get waitingBytes() {
      return waitingTotal.bytes;
    },
    enter: (list) => {
      const room = roomByList.get(list);
      if (room) {
        room.holds += 1;
        return Promise.resolve(room);
      }
      const opening = openingByList.get(list) ?? open(list);
      opening.holds += 1;
      return opening.room;
    },
    release: (list) => {
      const room = roomByList.get(list);
      if (!room) return;
      room.holds -= 1;
      tidy(list);
    },
    settled: () => (isSettled() ? Promise.resolve() : new Promise((resolve) => whenSettled.push(resolve))),
  };
};
