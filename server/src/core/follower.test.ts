import { expect, it } from 'vitest';
import { createTestFollowerSocket } from '../testing/test-follower-socket.ts';
import { createFollower } from './follower.ts';
import { RELAY_LIMITS } from './limits.ts';
import type { StoredEntry } from './log-store.ts';

const room = { list: 'list', sequence: 5 };

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
