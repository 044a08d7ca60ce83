/** The rooms of a relay, by list: one room per list at any time, opened for the first follower and gone after the last. */
import type { ListName, LogListener } from './log-store.ts';
import { createRoom } from './room.ts';
import type { Room, RoomDeps } from './room-port.ts';
import { emptyLog } from './room-head.ts';
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

/** Listens for a room that is not there yet, and tells it afterwards. */
const createEarlyListener = (): LogListener & { readonly handTo: (room: Room) => void } => {
  let room: LogListener | undefined;
  const heard: ((by: LogListener) => void)[] = [];
  const pass = (tell: (to: LogListener) => void): void => {
    if (room) tell(room);
    else heard.push(tell);
  };
  return {
    appended: (news) => pass((to) => to.appended(news)),
    said: (relay, message) => pass((to) => to.said(relay, message)),
    gone: (relay) => pass((to) => to.gone(relay)),
    missed: (what) => pass((to) => to.missed(what)),
    handTo: (opened) => {
      room = opened;
      for (const tell of heard.splice(0)) tell(opened);
    },
  };
};

/** Creates the empty set of rooms. */
export const createRooms = (deps: Omit<RoomDeps, 'waitingTotal' | 'onIdle'>): Rooms => {
  /** The room takes the place of its opening: a Map of openings alone would be emptied again and again (RELAY.md, D16). */
  const byList = new Map<ListName, Room | Opening>();
  const waitingTotal: WaitingTotal = { bytes: 0 };
  let whenSettled: (() => void)[] = [];

  const isSettled = (): boolean => [...byList.values()].every((entry) => isOpening(entry) || entry.idle);

  const tidy = (list: ListName): void => {
    const room = byList.get(list);
    if (!room || isOpening(room) || room.holds > 0 || !room.idle) return;
    byList.delete(list);
    room.close();
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

  /** Listens first: what is appended while the head is read is heard. */
  const openRoom = async (list: ListName): Promise<Room> => {
    const early = createEarlyListener();
    const following = store.follow && (await store.follow(list, early));
    try {
      const room = createRoom(roomDeps, list, (await store.head(list)) ?? emptyLog(random), following);
      early.handTo(room);
      return room;
    } catch (error) {
      following?.close();
      throw error;
    }
  };

  const open = (list: ListName): Opening => {
    const opening = openRoom(list)
      .then((room) => {
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
