import { expect, it } from 'vitest';
import { createFollower } from './follower.ts';
import { RELAY_LIMITS } from './limits.ts';
import type { StoredEntry } from './log-store.ts';

it('[R9] a reader whose next entries were pruned between two readings is sent away to resume, not sent a log with a hole', async () => {
  const entry = (sequence: number): StoredEntry => ({ sequence, envelope: new Uint8Array(200) });
  let log = [1, 2, 3, 4, 5].map(entry);
  let prunedThrough = 0;
  const ends: string[] = [];
  let frames = 0;
  const follower = createFollower(
    {
      channel: 1,
      room: { list: 'list', sequence: 5 },
      socket: {
        relay: {
          limits: RELAY_LIMITS,
          nowMs: () => 0,
          schedule: () => () => undefined,
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
        bufferedBytes: () => 0,
        onBehind: () => undefined,
        onStalled: () => undefined,
        onReadFailed: () => undefined,
        onEnded: (_, code) => {
          ends.push(code);
          follower.leave();
        },
      },
    },
    { cursor: 0 },
  );
  follower.catchUp();
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(ends).toEqual(['too-slow']);
  expect(frames).toBe(2);
});
