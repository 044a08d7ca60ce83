/** Two tabs of one browser. In one process they hear each other at once, as lib0 has it for what one page says to itself. */
import { chooseEd25519, createEditSecret, deriveKeys } from '@tote/seal';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createListSeal } from './list-seal.ts';
import { createMemoryStore } from './memory-store.ts';
import { createRelayConnection } from './relay-connection.ts';
import { openReplica, type Replica } from './replica.ts';
import { TinyRelay } from './testing/tiny-relay.ts';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const ed25519 = await chooseEd25519();
const derived = await deriveKeys({ role: 'edit', editSecret: createEditSecret(random) }, ed25519);
if (!derived.ok) throw new Error(derived.error.type);
const keys = derived.value;
const replicas: Replica[] = [];

afterEach(async () => {
  await Promise.all(replicas.splice(0).map((replica) => replica.close()));
});

const open = async ({ openSocket }: TinyRelay, crossTab: boolean) => {
  const relay = createRelayConnection({ url: 'ws://relay.test:4680/relay', openSocket });
  const replica = await openReplica({
    listId: keys.listId,
    role: keys.role,
    store: createMemoryStore(),
    relays: [relay.forList(createListSeal({ keys, ed25519, random }))],
    random,
    crossTab,
  });
  replicas.push(replica);
  return replica;
};

const write = (replica: Replica, word: string) => replica.doc.getArray<string>('words').push([word]);
const words = (replica: Replica) => replica.doc.getArray<string>('words').toJSON() as string[];
const untilLive = (replica: Replica) => vi.waitFor(() => expect(replica.status.relay).toBe('live'), 5_000);

describe('another tab', () => {
  it('[S15] what it did and no relay is known to have goes along with the act that builds on it, in one entry', async () => {
    const [relay, outOfReach] = [new TinyRelay(), new TinyRelay()];
    outOfReach.stalled = true;
    const [cutOff, tab] = [await open(outOfReach, true), await open(relay, true)];
    await untilLive(tab);
    write(cutOff, 'milk');
    expect(words(tab)).toEqual(['milk']);
    write(tab, 'bread');
    await vi.waitFor(() => expect(relay.entries).toHaveLength(1), 2_000);

    const ben = await open(relay, false);
    await untilLive(ben);
    expect(words(ben)).toEqual(['milk', 'bread']);
  });

  it('[S15] what it brought to the relay itself is not sent a second time', async () => {
    const relay = new TinyRelay();
    const [first, tab] = [await open(relay, true), await open(relay, true)];
    await Promise.all([untilLive(first), untilLive(tab)]);
    write(first, 'milk');
    await vi.waitFor(() => expect([first.status.waiting, tab.status.waiting]).toEqual([0, 0]), 2_000);
    const [milk] = relay.entries;
    write(tab, 'bread');
    await vi.waitFor(() => expect(relay.entries).toHaveLength(2), 2_000);
    expect(relay.entries[1]?.envelope.length).toBe(milk?.envelope.length);
  });
});
