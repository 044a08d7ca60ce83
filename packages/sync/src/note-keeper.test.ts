import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createMemoryStore } from './memory-store.ts';
import type { Relay, RelayLinkDeps } from './relay.ts';
import { openReplica } from './replica.ts';
import { createRelayLearner } from './relay-learner.ts';
import { inspectUpdate } from './update-check.ts';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

/** A relay that says nothing by itself. `acknowledge` makes it hold all that the replica has. */
const quietRelay = () => {
  let linked: RelayLinkDeps | undefined;
  const relay: Relay = {
    url: 'wss://relay.test/relay',
    link: (deps) => {
      linked = deps;
      return {
        phase: 'off',
        turnedAway: undefined,
        putOff: undefined,
        seenBy: () => false,
        helpOthers: () => undefined,
        sendIfIdle: () => undefined,
        connect: () => undefined,
        close: () => undefined,
      };
    },
  };
  const acknowledge = () => {
    const held = linked && inspectUpdate(Y.encodeStateAsUpdate(linked.doc));
    if (linked && held?.ok) createRelayLearner(linked.knowledge).learn([held.value]);
    linked?.report.changed();
  };
  return { relay, acknowledge };
};

describe('session note', () => {
  it('[S5] a copy that is opened without its relay, to be read or merged into, keeps what the relay is known to hold', async () => {
    const store = createMemoryStore();
    const { relay, acknowledge } = quietRelay();
    const open = (relays: readonly Relay[]) => openReplica({ listId: 'list', role: 'edit', relays, store, random });
    const first = await open([relay]);
    first.doc.getArray('words').push(['milk']);
    acknowledge();
    expect(first.status.waiting).toBe(0);
    await first.close();

    await (await open([])).close();

    const second = await open([relay]);
    expect(second.status.waiting).toBe(0);
    await second.close();
  });
});
