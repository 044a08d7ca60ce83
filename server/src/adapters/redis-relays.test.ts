import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { relayName } from './redis-messages.ts';
import type { RedisLink } from './redis-link.ts';
import { createRedisRelays } from './redis-relays.ts';

const SELF = Uint8Array.from({ length: 8 }, () => 1);
const OTHER = Uint8Array.from({ length: 8 }, () => 2);

let said: Buffer[];
let hear: (message: Buffer) => void;
const link: Pick<RedisLink, 'listen' | 'publish'> = {
  listen: (_, listener) => {
    hear = listener;
    return Promise.resolve(() => undefined);
  },
  publish: (_, message) => said.push(message),
};

beforeEach(() => {
  said = [];
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

it('[R22] a relay is gone when it says so, or when nothing is heard of it for 20 s', async () => {
  const gone: string[] = [];
  const relays = await createRedisRelays(link as RedisLink, SELF, {
    nowMs: () => Date.now(),
    onGone: (relay) => gone.push(relay),
  });
  const beat = (relay: Uint8Array, isHere: boolean): void =>
    hear(Buffer.concat([relay, Uint8Array.of(Number(isHere))]));
  beat(OTHER, true);
  for (let beats = 0; beats < 10; beats++) {
    vi.advanceTimersByTime(5_000);
    beat(OTHER, true);
    beat(SELF, true);
  }
  expect(gone).toEqual([]);
  vi.advanceTimersByTime(19_000);
  relays.heard(relayName(OTHER)); // whatever it says counts
  vi.advanceTimersByTime(20_000);
  expect(gone).toEqual([]);
  vi.advanceTimersByTime(6_000);
  expect(gone).toEqual([relayName(OTHER)]);
  beat(OTHER, true);
  beat(OTHER, false);
  expect(gone).toEqual([relayName(OTHER), relayName(OTHER)]);
  vi.advanceTimersByTime(60_000);
  expect(gone).toHaveLength(2); // not itself
  expect(said.length).toBeGreaterThan(20);
  relays.close();
  expect(said.at(-1)).toEqual(Buffer.concat([SELF, Uint8Array.of(0)]));
});
