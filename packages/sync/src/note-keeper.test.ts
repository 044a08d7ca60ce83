import { describe, expect, it } from 'vitest';
import { createMemoryStore } from './memory-store.ts';
import type { Relay } from './relay.ts';
import { openReplica } from './replica.ts';
import { random } from './testing/devices.ts';
import { quietRelay } from './testing/quiet-relay.ts';

describe('session note', () => {
  it('[S5] a copy that is opened without its relay, to be read or merged into, keeps what the relay is known to hold', async () => {
    const store = createMemoryStore();
    const { relay, hold, report } = quietRelay();
    const open = (relays: readonly Relay[]) => openReplica({ listId: 'list', role: 'edit', relays, store, random });
    const first = await open([relay]);
    first.doc.getArray('words').push(['milk']);
    hold();
    report();
    expect(first.status.waiting).toBe(0);
    await first.close();

    await (await open([])).close();

    const second = await open([relay]);
    expect(second.status.waiting).toBe(0);
    await second.close();
  });
});
