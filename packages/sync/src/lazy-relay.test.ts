import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLazyRelay } from './lazy-relay.ts';
import type { Relay, RelayLink, RelayLinkDeps } from './relay.ts';

const RETRY_MS = 5_000;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const setUp = () => {
  const connect = vi.fn<() => void>();
  const close = vi.fn<() => void>();
  const relay: Relay = { url: 'ws://relay.test/relay', link: () => ({ connect, close }) as unknown as RelayLink };
  const load = vi.fn<() => Promise<Relay>>(() => Promise.reject(new TypeError('no network')));
  const link = createLazyRelay(relay.url, load).link({} as RelayLinkDeps);
  return { connect, close, relay, load, link };
};

describe('a relay whose code is fetched when it is wanted', () => {
  it('is asked for again after a pause, and at once when somebody asks to', async () => {
    const { link, load, connect, relay } = setUp();
    link.connect();
    await vi.advanceTimersByTimeAsync(RETRY_MS);
    expect([load.mock.calls.length, link.phase]).toEqual([2, 'connecting']);
    load.mockResolvedValue(relay);
    link.connect();
    await vi.advanceTimersByTimeAsync(0);
    expect([load.mock.calls.length, connect.mock.calls.length]).toEqual([3, 1]);
    await vi.advanceTimersByTimeAsync(2 * RETRY_MS);
    expect([load.mock.calls.length, connect.mock.calls.length]).toEqual([3, 1]);
  });

  it.each(['on its way', 'to be asked for again'])(
    'is asked for no more once its link is closed while it is %s',
    async (when) => {
      const { link, load } = setUp();
      link.connect();
      if (when === 'to be asked for again') await vi.advanceTimersByTimeAsync(0);
      link.close();
      await vi.advanceTimersByTimeAsync(2 * RETRY_MS);
      expect([load.mock.calls.length, vi.getTimerCount()]).toEqual([1, 0]);
    },
  );
});
