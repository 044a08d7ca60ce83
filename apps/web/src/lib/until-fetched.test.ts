import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { stubNetworkEvents } from './testing/network-events.ts';
import { untilFetched } from './until-fetched.ts';

let network: EventTarget;

beforeEach(() => {
  vi.useFakeTimers();
  network = stubNetworkEvents();
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it('asks again after pauses that grow up to a minute, and says each failure', async () => {
  const askedAtMs: number[] = [];
  const beganAtMs = Date.now();
  const failed = vi.fn();
  const fetched = untilFetched(
    () => {
      askedAtMs.push(Date.now() - beganAtMs);
      return askedAtMs.length < 9 ? Promise.reject(new TypeError('no signal')) : Promise.resolve('the part');
    },
    { onFailure: failed },
  );
  await vi.advanceTimersByTimeAsync(600_000);
  expect(await fetched).toBe('the part');
  expect(askedAtMs).toEqual([0, 1_000, 3_000, 7_000, 15_000, 31_000, 63_000, 123_000, 183_000]);
  expect(failed).toHaveBeenCalledTimes(8);
});

it('asks at once when the browser notices a network', async () => {
  const fetchPart = vi.fn(() => Promise.reject(new TypeError('no signal')));
  void untilFetched(fetchPart);
  await vi.advanceTimersByTimeAsync(32_000);
  const asked = fetchPart.mock.calls.length;
  network.dispatchEvent(new Event('online'));
  await vi.advanceTimersByTimeAsync(0);
  expect(fetchPart).toHaveBeenCalledTimes(asked + 1);
  await vi.advanceTimersByTimeAsync(59_999);
  expect(fetchPart, 'no pause of before goes on').toHaveBeenCalledTimes(asked + 1);
});
