import { expect, it } from 'vitest';
import { createMemoryStore } from '../adapters/memory-store.ts';
import { random } from '../testing/random.ts';
import { createTestFollowerSocket } from '../testing/test-follower-socket.ts';
import type { UncheckedEntry } from './append-check.ts';
import { createFollower } from './follower.ts';
import { RELAY_LIMITS } from './limits.ts';
import type { LogStore } from './log-store.ts';
import { createRooms, type Rooms } from './rooms.ts';

const roomsOn = (store: LogStore): Rooms =>
  createRooms({ store, limits: RELAY_LIMITS, random, nowMs: () => 0, onEvent: () => undefined });

const someEntry = (): UncheckedEntry => ({ id: random(32), envelope: random(200), isSigned: () => true });

it('[R6] a list has one room, whoever comes and goes while it is opened', async () => {
  const rooms = roomsOn(createMemoryStore({ random }));
  const first = rooms.enter('list').then((room) => {
    rooms.release('list');
    return room;
  });
  const second = rooms.enter('list');
  expect(rooms.count).toBe(1);
  expect(await second).toBe(await first);
  expect(await rooms.enter('list')).toBe(await second);
  rooms.release('list');
  expect(rooms.count).toBe(1);
  rooms.release('list');
  expect(rooms.count).toBe(0);
});

it('[R6] a room that everybody left while it writes is the one that the next to come enters', async () => {
  const store = createMemoryStore({ random });
  let goOn: () => void = () => undefined;
  const rooms = roomsOn({
    ...store,
    append: async (...args) => {
      await new Promise<void>((resolve) => (goOn = resolve));
      return store.append(...args);
    },
  });
  const room = await rooms.enter('list');
  const gone = createFollower({ channel: 1, room, socket: createTestFollowerSocket() }, { cursor: 0 });
  expect(room.append(gone, 1, [someEntry()], { whyNotCheck: () => undefined, mayCreate: () => true })).toBeUndefined();
  rooms.release('list');
  expect(await rooms.enter('list')).toBe(room);
  rooms.release('list');
  expect(rooms.count).toBe(1);
  goOn();
  await rooms.settled();
  expect(room.sequence).toBe(1);
  expect(rooms.count).toBe(0);
});

it('[R8] a room that could not be opened is opened anew, also when the store fails at once', async () => {
  const store = createMemoryStore({ random });
  let failures = 2;
  const rooms = roomsOn({
    ...store,
    head: (list) => {
      failures -= 1;
      if (failures > 0) throw new Error('at once');
      return failures === 0 ? Promise.reject(new Error('later')) : store.head(list);
    },
  });
  await expect(rooms.enter('list')).rejects.toThrow('at once');
  await expect(rooms.enter('list')).rejects.toThrow('later');
  expect(rooms.count).toBe(0);
  expect((await rooms.enter('list')).sequence).toBe(0);
});

it('[R16] a list that is new takes one allowance, however many requests come before it is there', async () => {
  const room = await roomsOn(createMemoryStore({ random })).enter('list');
  const maker = createFollower({ channel: 1, room, socket: createTestFollowerSocket() }, { cursor: 0 });
  let creations = 0;
  const allowance = { whyNotCheck: () => undefined, mayCreate: () => (creations += 1) > 0 };
  for (const request of [1, 2, 3]) expect(room.append(maker, request, [someEntry()], allowance)).toBeUndefined();
  expect(creations).toBe(1);
});

it('[R13] after a failed write a log of the same length and another generation is another log: nobody goes on in it', async () => {
  const store = createMemoryStore({ random });
  const generation = random(16);
  const head = { generation, sequence: 3, prunedThrough: 0, bytes: 600, tailBytes: 600 };
  const ends: string[] = [];
  const rooms = roomsOn({
    ...store,
    head: () => Promise.resolve(head),
    append: () => {
      head.generation = random(16);
      return Promise.resolve({ ok: false, error: { type: 'store-failed', detail: 'wiped' } });
    },
  });
  const room = await rooms.enter('list');
  const socket = createTestFollowerSocket({ onEnded: (_, code) => ends.push(code) });
  const maker = createFollower({ channel: 1, room, socket }, { cursor: 3 });
  room.join(maker);
  room.append(maker, 1, [someEntry()], { whyNotCheck: () => undefined, mayCreate: () => true });
  await rooms.settled();
  expect(ends).toEqual(['relay-fault']);
});
