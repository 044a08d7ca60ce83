import { decodeRelayFrame } from '@tote/wire';
import { describe, expect, it } from 'vitest';
import { createTestFollowerSocket } from '../testing/test-follower-socket.ts';
import { createConfirmedBatch, type ConfirmedBatch } from './confirmed-batch.ts';
import { createFollower, type Follower } from './follower.ts';
import { RELAY_LIMITS } from './limits.ts';
import type { StoredEntry } from './log-store.ts';

const room = { list: 'list', sequence: 5 };

/** What a frame tells, a word for each thing. */
const namesOf = (bytes: Uint8Array): readonly string[] => {
  const decoded = decodeRelayFrame(bytes);
  if (!decoded.ok) throw new Error(decoded.error.type);
  const frame = decoded.value;
  switch (frame.type) {
    case 'entries':
      return frame.entries.map(({ sequence }) => `entry ${sequence}`);
    case 'caught-up':
      return [`caught-up ${frame.sequence}`];
    case 'ack':
      return [`ack ${frame.request}`];
    default:
      return [frame.type];
  }
};

it('[R9] a reader whose next entries were pruned between two readings is sent away to resume, not sent a log with a hole', async () => {
  const entry = (sequence: number): StoredEntry => ({ sequence, envelope: new Uint8Array(200) });
  let log = [1, 2, 3, 4, 5].map(entry);
  let prunedThrough = 0;
  const ends: string[] = [];
  let frames = 0;
  const socket = createTestFollowerSocket({
    relay: {
      store: {
        read: (_, after) => {
          const [next] = log.filter(({ sequence }) => sequence > after);
          return Promise.resolve(next ? [next] : []);
        },
        head: () =>
          Promise.resolve({ generation: new Uint8Array(16), sequence: 5, prunedThrough, bytes: 0, tailBytes: 0 }),
      },
    },
    send: () => {
      frames += 1;
      if (frames < 2) return;
      prunedThrough = 4;
      log = log.filter(({ sequence }) => sequence > prunedThrough);
    },
    onEnded: (_, code) => {
      ends.push(code);
      follower.leave();
    },
  });
  const follower = createFollower({ channel: 1, room, socket }, { cursor: 0 });
  follower.catchUp();
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(ends).toEqual(['too-slow']);
  expect(frames).toBe(2);
});

it('[R9] a reader whose next entry is damaged, though all before it were pruned, goes on: opened again it would be no further', async () => {
  const ends: string[] = [];
  const heard: string[] = [];
  const log: readonly StoredEntry[] = [4, 5].map((sequence) => ({ sequence, envelope: new Uint8Array(200) }));
  const socket = createTestFollowerSocket({
    relay: {
      store: {
        read: (_, after) => Promise.resolve(log.filter(({ sequence }) => sequence > after)),
        head: () =>
          Promise.resolve({ generation: new Uint8Array(16), sequence: 5, prunedThrough: 2, bytes: 0, tailBytes: 0 }),
      },
    },
    send: (frame) => heard.push(...namesOf(frame)),
    onEnded: (_, code) => {
      ends.push(code);
      follower.leave();
    },
  });
  const follower = createFollower({ channel: 1, room, socket }, { cursor: 2 });
  follower.catchUp();
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(ends).toEqual([]);
  expect(heard).toEqual(['entry 4', 'entry 5', 'caught-up 5']);
});

describe('a maker hears that its entries are durable', () => {
  const batchOf = (maker: Follower, sequences: readonly number[], newEntries: readonly StoredEntry[]): ConfirmedBatch =>
    createConfirmedBatch([{ maker, request: 7, sequences, newEntries }], Math.max(...sequences));

  it('[R4] [R6] at once, if it has read so far, also when it is behind and the log had them already', async () => {
    const heard: string[] = [];
    let unsentBytes = 0;
    const socket = createTestFollowerSocket({
      send: (frame) => heard.push(...namesOf(frame)),
      bufferedBytes: () => unsentBytes,
    });
    const follower = createFollower({ channel: 1, room, socket }, { cursor: 5 });
    follower.catchUp();
    unsentBytes = RELAY_LIMITS.behindBytes + 1;
    follower.deliver(batchOf(follower, [5], []));
    expect(heard).toEqual(['caught-up 5', 'ack 7']);
    unsentBytes = 0;
    follower.drained();
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(heard).toEqual(['caught-up 5', 'ack 7', 'caught-up 5']);
  });

  it('[R4] [R6] though the log cannot show them when the reading comes to their place', async () => {
    const heard: string[] = [];
    const growing = { list: 'list', sequence: 5 };
    let isDamaged = false;
    const socket = createTestFollowerSocket({
      relay: {
        store: {
          read: (_, after) => {
            const all = [4, 5, 6].map((sequence) => ({ sequence, envelope: new Uint8Array(200) }));
            return Promise.resolve(all.filter(({ sequence }) => sequence > after && !(isDamaged && sequence === 6)));
          },
          head: () => Promise.resolve(undefined),
        },
      },
      send: (frame) => heard.push(...namesOf(frame)),
    });
    const follower = createFollower({ channel: 1, room: growing, socket }, { cursor: 3 });
    follower.catchUp();
    // While it reads, its own entry becomes durable, and is damaged before the reading has come so far.
    growing.sequence = 6;
    isDamaged = true;
    follower.deliver(batchOf(follower, [6], [{ sequence: 6, envelope: new Uint8Array(200) }]));
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(heard).toEqual(['entry 4', 'entry 5', 'ack 7', 'caught-up 6']);
  });
});

it('[R10] a reader that takes a byte now and then is waited for, however long; one that takes nothing is cut', () => {
  const { behindBytes, behindPollMs, stalledMsMax } = RELAY_LIMITS;
  let unsent = behindBytes * 2;
  let nowMs = 0;
  let look: () => void = () => undefined;
  let stalls = 0;
  const socket = createTestFollowerSocket({
    relay: {
      nowMs: () => nowMs,
      schedule: (run) => {
        look = run;
        return () => undefined;
      },
    },
    bufferedBytes: () => unsent,
    onStalled: () => (stalls += 1),
  });
  const pass = (takenBytes: number, ms: number) => {
    unsent -= takenBytes;
    nowMs += ms;
    look();
  };
  createFollower({ channel: 1, room, socket }, { cursor: 0 }).catchUp();
  while (nowMs < 3 * stalledMsMax) pass(1, stalledMsMax / 2);
  expect(stalls).toBe(0);
  const silentSinceMs = nowMs;
  while (nowMs < silentSinceMs + stalledMsMax) pass(0, behindPollMs);
  expect(stalls).toBe(0);
  pass(0, behindPollMs);
  expect(stalls).toBe(1);
});
