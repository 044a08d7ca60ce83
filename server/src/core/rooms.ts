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
  readonly opening: Promise<Room>;
}

const isOpening = (entry: Room | Opening): entry is Opening => 'opening' in entry;

const GENERATION_BYTES = 16;

/** Creates the empty set of rooms. */
export const createRooms = (deps: Omit<RoomDeps, 'waitingTotal' | 'onIdle'>): Rooms => {
  /** The room takes the place of its opening: a Map of openings alone would be emptied again and again (RELAY.md, D16). */
  const byList = new Map<ListName, Room | Opening>();
  const waitingTotal: WaitingTotal = { bytes: 0 };
  let whenSettled: (() => void)[] = [];

  const isSettled = (): boolean => [...byList.values()].every((entry) => isOpening(entry) || entry.idle);

  const tidy = (list: ListName): void => {
    const room = byList.get(list);
    if (room && !isOpening(room) && room.holds === 0 && room.idle) byList.delete(list);
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
    const opening = readHead(list)
      .then((head) => {
        const room = createRoom(roomDeps, list, head);
        // All who came meanwhile hold it from the moment that it is there: none of them can find it tidied away.
        room.holds = held.holds;
        byList.set(list, room);
        return room;
      })
      .finally(() => {
        if (byList.get(list) === held) byList.delete(list);
      });
    const held: Opening = { holds: 0, opening };
    byList.set(list, held);
    return held;
  };

  return {
    get count() {
      return byList.size;
    },
    get waitingBytes() {
      return waitingTotal.bytes;
    },
    enter: (list) => {
      const entry = byList.get(list) ?? open(list);
      entry.holds += 1;
      return isOpening(entry) ? entry.opening : Promise.resolve(entry);
    },
    release: (list) => {
      const room = byList.get(list);
      if (!room) return;
      room.holds -= 1;
      tidy(list);
    },
    settled: () => (isSettled() ? Promise.resolve() : new Promise((resolve) => whenSettled.push(resolve))),
  };
};
