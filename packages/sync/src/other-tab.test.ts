/** Two tabs of one browser. In one process they hear each other at once, as lib0 has it for what one page says to itself. */
import * as bc from 'lib0/broadcastchannel';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import * as Y from 'yjs';
import type { LocalStore } from './local-store.ts';
import { createMemoryStore } from './memory-store.ts';
import type { Replica } from './replica.ts';
import { closeDevices, keys, openDevice, relayUrl, words, write } from './testing/devices.ts';
import { TinyRelay } from './testing/tiny-relay.ts';
import { twoActs } from './testing/two-acts.ts';
import { writeYMessage } from './y-messages.ts';

afterEach(closeDevices);

const open = (relay: TinyRelay, crossTab: boolean, store: LocalStore = createMemoryStore()) =>
  openDevice({ relays: [relay], crossTab, store, ...(crossTab && { name: 'phone' }) });

const untilLive = (replica: Replica) => vi.waitFor(() => expect(replica.status.relay).toBe('live'), 5_000);

/** The time in which acts that nobody is known to have sent are looked for. */
const holdTime = () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  return { sweep: () => void vi.advanceTimersByTime(4_000) };
};

/** A tab says what it did, and is gone. */
const say = (update: Uint8Array) =>
  bc.publish(`${relayUrl(0)}/${keys.listId}`, writeYMessage({ type: 'update', update }), 'a tab that is gone');

/** A copy in which one row is all that was stored. */
const storeWith = async (row: Uint8Array): Promise<LocalStore> => {
  const store = createMemoryStore();
  const doc = new Y.Doc();
  const copy = await store.open(keys.listId, doc, () => undefined);
  doc.emit('update', [row, undefined, doc, new Y.Transaction(doc, undefined, true)]);
  await copy.close();
  return store;
};

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

describe('presence of two tabs', () => {
  it('[S12] while one of them has no connection, both show who is here', async () => {
    const relay = new TinyRelay();
    const tabs = await Promise.all([1, 2].map(() => openDevice({ relays: [relay], crossTab: true, name: 'phone' })));
    await openDevice({ relays: [relay], name: 'laptop' });
    const faces = () => tabs.map(({ presence }) => presence.others.filter(({ device }) => device === 'laptop').length);
    await vi.waitFor(() => expect(faces()).toEqual([1, 1]), 5_000);
    relay.cutFirst();
    expect(tabs.map(({ status }) => status.relay).sort()).toEqual(['live', 'off']);
    expect(faces()).toEqual([1, 1]);
  });

  it('[S12] is said to who joins and when it changes: no tab says it again for hearing of itself by way of the other', async () => {
    const relay = new TinyRelay();
    const tabs = await Promise.all([1, 2].map(() => openDevice({ relays: [relay], crossTab: true, name: 'phone' })));
    await Promise.all(tabs.map(untilLive));
    const ben = await openDevice({ relays: [relay], name: 'laptop' });
    await untilLive(ben);
    write(ben, 'milk');
    const seen = () => ben.presence.others.map(({ device, seen }) => [device, seen?.sequence]);
    await vi.waitFor(() => expect(seen()).toEqual([1, 2].map(() => ['phone', 1])), 5_000);
    // Each of the three says it as it opens, to each that joins, and once it has read and seen.
    expect(relay.received.filter(({ type }) => type === 'presence').length).toBeLessThanOrEqual(3 * 5);
  });
});

describe('a replica that names no device', () => {
  it('[S12] takes nobody else who names none for another tab of its own', async () => {
    const relay = new TinyRelay();
    const [ann, ben] = [await openDevice({ relays: [relay], crossTab: true }), await openDevice({ relays: [relay] })];
    ben.presence.setState({ name: 'Ben' });
    await vi.waitFor(() => expect(ann.presence.others.map(({ state }) => state)).toEqual([{ name: 'Ben' }]), 5_000);
  });
});

describe('what builds on something that has not come', () => {
  it('[S4][S15] was heard of another tab, which closed: it is counted and sent once a relay has brought what it lacks', async () => {
    const time = holdTime();
    const [near, far] = [new TinyRelay(), new TinyRelay()];
    const ben = createMemoryStore();
    const [closing, tab, benNear] = [await open(near, true), await open(far, true), await open(near, false, ben)];
    await Promise.all([closing, tab, benNear].map(untilLive));
    write(benNear, 'milk');
    await vi.waitFor(() => expect(words(closing)).toEqual(['milk']), 2_000);
    await benNear.close();
    near.stalled = true;
    write(closing, 'bread');
    closing.doc.getArray('words').delete(0);
    await closing.close();
    expect([words(tab), tab.doc.store.pendingDs]).toEqual([[], expect.any(Uint8Array)]);

    const benFar = await open(far, false, ben);
    await vi.waitFor(() => expect(words(tab)).toEqual(['bread']), 2_000);
    expect(tab.status.waiting).toBe(1);
    time.sweep();
    await vi.waitFor(() => expect([tab.status.waiting, words(benFar)]).toEqual([0, ['bread']]), 2_000);
  });

  it('[S15] goes along with the own act that builds on it', async () => {
    const [milk, bread] = twoActs();
    const relay = new TinyRelay();
    const tab = await open(relay, true);
    await untilLive(tab);
    say(bread);
    const ben = await open(relay, false);
    await untilLive(ben);
    Y.applyUpdate(ben.doc, milk);
    await vi.waitFor(() => expect(words(tab)).toEqual(['bread']), 2_000);
    write(tab, 'eggs');
    await vi.waitFor(() => expect(words(ben)).toEqual(['bread', 'eggs']), 2_000);
    expect(relay.entries).toHaveLength(2);
  });

  it('[S4] is neither counted nor sent while that is lost, to whatever relay and whatever that has lost', async () => {
    const time = holdTime();
    const [, bread] = twoActs();
    const relay = new TinyRelay();
    const tab = await open(relay, true);
    await untilLive(tab);
    say(bread);
    expect(tab.doc.store.pendingStructs).not.toBeNull();
    write(tab, 'eggs');
    await vi.waitFor(() => expect(tab.status.waiting).toBe(0), 2_000);
    relay.wipe();
    await vi.waitFor(() => expect(tab.status).toMatchObject({ relay: 'live', waiting: 0 }), 5_000);
    time.sweep();
    const late = await open(relay, false);
    await untilLive(late);
    await vi.waitFor(() => expect(words(late)).toEqual(['eggs']), 2_000);
    expect([late.doc.store.pendingStructs, tab.status.waiting]).toEqual([null, 0]);
  });

  it('[S4] and was stored without it, waits until the log has been read; then it is not counted, and not sent', async () => {
    const time = holdTime();
    const [, bread] = twoActs();
    const relay = new TinyRelay();
    relay.stalled = true;
    const tab = await open(relay, true, await storeWith(bread));
    expect(tab.status.waiting).toBe(1);
    relay.stalled = false;
    relay.cut();
    await untilLive(tab);
    time.sweep();
    write(tab, 'eggs');
    await vi.waitFor(() => expect([relay.entries.length, tab.status.waiting]).toEqual([1, 0]), 2_000);
    const late = await open(relay, false);
    await untilLive(late);
    expect([words(late), late.doc.store.pendingStructs]).toEqual([['eggs'], null]);
  });

  it('[S4] and was stored without it, is sent when the log has it', async () => {
    const [milk, bread] = twoActs();
    const relay = new TinyRelay();
    const ben = await open(relay, false);
    await untilLive(ben);
    Y.applyUpdate(ben.doc, milk);
    await vi.waitFor(() => expect(ben.status.waiting).toBe(0), 2_000);
    const tab = await open(relay, true, await storeWith(bread));
    expect(tab.status.waiting).toBe(1);
    await vi.waitFor(() => expect(words(ben)).toEqual(['bread']), 2_000);
    await vi.waitFor(() => expect(tab.status.waiting).toBe(0), 2_000);
  });

  it('[S13] goes into no snapshot: of a log that lacks it this replica makes none', async () => {
    const [, bread] = twoActs();
    const relay = new TinyRelay();
    const tab = await openDevice({
      relays: [relay],
      crossTab: true,
      name: 'phone',
      snapshotAfterEntries: 1,
      snapshotsSoon: true,
    });
    await untilLive(tab);
    say(bread);
    for (const word of ['eggs', 'salt']) {
      write(tab, word);
      await vi.waitFor(() => expect(tab.status.waiting).toBe(0), 2_000);
    }
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(relay.entries.map(({ covers }) => covers)).toEqual([undefined, undefined]);
  });
});
