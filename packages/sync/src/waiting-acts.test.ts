import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { createMemoryStore } from './memory-store.ts';
import { openReplica } from './replica.ts';
import { random, write } from './testing/devices.ts';
import { quietRelay } from './testing/quiet-relay.ts';

vi.mock('yjs', async (original) => {
  const yjs = await original<typeof Y>();
  return {
    ...yjs,
    mergeUpdates: vi.fn<typeof Y.mergeUpdates>(yjs.mergeUpdates),
    snapshotContainsUpdate: vi.fn<typeof Y.snapshotContainsUpdate>(yjs.snapshotContainsUpdate),
  };
});

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('acts that wait', () => {
  it('[S15] cost nothing while nothing changes, and are let go once a relay is known to hold them', async () => {
    const { relay, hold, report } = quietRelay();
    const replica = await openReplica({
      listId: 'list',
      role: 'edit',
      relays: [relay],
      store: createMemoryStore(),
      random,
    });
    for (const word of ['milk', 'eggs', 'salt']) write(replica, word);
    await vi.advanceTimersByTimeAsync(10_000);
    vi.clearAllMocks();
    report();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(Y.mergeUpdates).not.toHaveBeenCalled();
    expect(Y.snapshotContainsUpdate).not.toHaveBeenCalled();
    expect(replica.status.waiting).toBe(3);
    hold();
    write(replica, 'tea');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(replica.status.waiting).toBe(1);
    await replica.close();
  });
});
