import {
  chooseEd25519,
  createEditSecret,
  deriveKeys,
  linkFor,
  openEnvelope,
  sealEnvelope,
  type ListKeys,
} from '@tote/seal';
import { afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import * as Y from 'yjs';
import { createListSeal } from './list-seal.ts';
import { createMemoryStore, type MemoryStore } from './memory-store.ts';
import { createRelayConnection } from './relay-connection.ts';
import { openReplica, type Replica } from './replica.ts';
import { CONTRADICTION, HOSTILE_UPDATES, soundUpdate } from './testing/hostile-updates.ts';
import { TinyRelay } from './testing/tiny-relay.ts';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const ed25519 = await chooseEd25519();
let keys: ListKeys;
let viewKeys: ListKeys;
let relay: TinyRelay;
let replicas: Replica[] = [];

const derive = async (link: Parameters<typeof deriveKeys>[0]) => {
  const derived = await deriveKeys(link, ed25519);
  if (!derived.ok) throw new Error(derived.error.type);
  return derived.value;
};

beforeAll(async () => {
  keys = await derive({ role: 'edit', editSecret: createEditSecret(random) });
  const link = linkFor(keys, 'view');
  if (!link) throw new Error('an editor can make a view link');
  viewKeys = await derive(link);
});
beforeEach(() => {
  relay = new TinyRelay();
});
afterEach(async () => {
  await Promise.all(replicas.map((replica) => replica.close()));
  replicas = [];
});

/** A device: its own connection, its own disk unless one is given. */
const device = async (
  options: {
    name?: string;
    store?: MemoryStore;
    keys?: ListKeys;
    relays?: TinyRelay[];
    token?: () => string;
    /** The pause before a snapshot, which is drawn from one byte, is the shortest: 20 ms. */
    snapshotsSoon?: boolean;
  } = {},
) => {
  const listKeys = options.keys ?? keys;
  const replica = await openReplica({
    listId: listKeys.listId,
    role: listKeys.role,
    device: options.name,
    store: options.store ?? createMemoryStore(),
    relays: (options.relays ?? [relay]).map((each, i) =>
      createRelayConnection({
        url: `ws://relay-${i}.test:4680/relay`,
        openSocket: each.openSocket,
        ...(options.token && { accessToken: options.token }),
        times: { answerDeadlineMs: 300, pingAfterMs: 200 },
      }).forList(createListSeal({ keys: listKeys, ed25519, random })),
    ),
    random: (length) => (options.snapshotsSoon && length === 1 ? new Uint8Array(1) : random(length)),
  });
  replicas.push(replica);
  return replica;
};

const write = (replica: Replica, word: string) => replica.doc.getArray<string>('words').push([word]);
const words = (replica: Replica) => replica.doc.getArray<string>('words').toJSON() as string[];
const until = (check: () => void) => vi.waitFor(check, { timeout: 8_000, interval: 5 });
const untilAgreed = (...all: Replica[]) =>
  until(() => {
    for (const replica of all) {
      expect(replica.status).toMatchObject({ relay: 'live', waiting: 0, local: { state: 'saved' } });
      expect(words(replica)).toEqual(words(all[0] ?? replica));
    }
  });

describe('replica', () => {
  it('[S4] an act waits until it is acknowledged, and reaches the other device', async () => {
    const [ann, ben] = [await device(), await device()];
    await untilAgreed(ann, ben);
    write(ann, 'milk');
    await Promise.resolve();
    expect(ann.status.waiting).toBe(1);
    await untilAgreed(ann, ben);
    expect(words(ben)).toEqual(['milk']);
  });

  it('[S4] an answer that was lost leaves the act waiting; the log read again settles it without a second copy', async () => {
    const ann = await device();
    await untilAgreed(ann);
    relay.mute = true;
    write(ann, 'milk');
    await until(() => expect(relay.entries).toHaveLength(1));
    expect(ann.status.waiting).toBe(1);
    relay.mute = false;
    relay.cut();
    await untilAgreed(ann);
    expect(relay.entries).toHaveLength(1);
  });

  it('[S4] counts waiting acts one by one, also after a reload', async () => {
    const store = createMemoryStore();
    const first = await device({ store });
    await untilAgreed(first);
    write(first, 'at the relay');
    await untilAgreed(first);
    relay.stalled = true;
    for (const word of ['a', 'b', 'c']) write(first, word);
    await Promise.resolve();
    expect(first.status.waiting).toBe(3);
    store.crash(); // nothing is written any more: the note about the relay was there before
    await first.close();

    const second = await device({ store });
    expect(second.status.waiting).toBe(3);
    relay.stalled = false;
    relay.cut();
    await untilAgreed(second);
    expect(words(second)).toEqual(['at the relay', 'a', 'b', 'c']);
  });

  it('[S4][S5] an acknowledgement that overtook the disk is noted as soon as the disk has followed', async () => {
    const store = createMemoryStore({ flushAfterMs: 60_000 });
    const first = await device({ store });
    write(first, 'at the relay');
    await until(() => expect(first.status).toMatchObject({ waiting: 0, relay: 'live', local: { state: 'saving' } }));
    store.flush(); // the act is on disk, and the note is written behind it
    store.flush(); // the note is on disk
    store.crash();
    await first.close();

    relay.stalled = true;
    const second = await device({ store });
    expect(words(second)).toEqual(['at the relay']);
    expect(second.status.waiting).toBe(0);
  });

  it('[S19] the copy is folded when nothing waits, and not before', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const store = createMemoryStore();
    const fold = vi.fn<() => void>();
    const open: MemoryStore['open'] = async (...args) => Object.assign(await store.open(...args), { fold });
    const ann = await device({ store: { ...store, open } });
    await untilAgreed(ann);
    relay.mute = true;
    write(ann, 'milk');
    vi.advanceTimersByTime(8_000);
    expect(ann.status.waiting).toBe(1);
    expect(fold).not.toHaveBeenCalled();
    relay.mute = false;
    relay.cut();
    await untilAgreed(ann);
    vi.advanceTimersByTime(8_000);
    expect(fold).toHaveBeenCalled();
  });

  it('[S2] a reload with nothing new appends nothing and downloads nothing', async () => {
    const store = createMemoryStore();
    const first = await device({ store });
    write(first, 'milk');
    await untilAgreed(first);
    await first.close();
    relay.received.length = 0;
    const second = await device({ store });
    await untilAgreed(second);
    expect(relay.received.filter(({ type }) => type === 'append')).toEqual([]);
    expect(relay.received.find(({ type }) => type === 'open')).toMatchObject({ resume: { sequence: 1 } });
  });

  it('both off-line, both edit, both come back', async () => {
    const [ann, ben] = [await device(), await device()];
    await untilAgreed(ann, ben);
    relay.stalled = true;
    write(ann, 'milk');
    write(ben, 'eggs');
    await until(() => expect(ann.status.relay === 'live' || ben.status.relay === 'live').toBe(false)); // [S11]
    relay.stalled = false;
    await untilAgreed(ann, ben);
    expect(words(ann).sort()).toEqual(['eggs', 'milk']);
  });

  it('[S5] what was read of a log before the reading broke off is kept, and the rest is read from there', async () => {
    const [ann, cyn] = [await device(), await device()];
    ann.doc.getMap('ann').set('brings', 'milk');
    await untilAgreed(ann, cyn);
    cyn.doc.getMap('cyn').set('brings', 'bread');
    await untilAgreed(ann, cyn);
    relay.breaksOffAfter = 1;
    const ben = await device();
    await until(() => expect(ben.doc.getMap('cyn').get('brings')).toBe('bread'));
    expect(ben.doc.getMap('ann').get('brings')).toBe('milk');
    const opens = relay.received.filter(({ type }) => type === 'open');
    expect(opens.at(-1)).toMatchObject({ resume: { sequence: 1 } });
  });

  it('[S6] a wiped relay is fed again by any device, and says that it lost data until it is', async () => {
    const [ann, ben] = [await device(), await device()];
    write(ann, 'milk');
    write(ben, 'eggs');
    await untilAgreed(ann, ben);
    const lost: boolean[] = [];
    ann.onStatus(({ relayLostData }) => lost.push(relayLostData));
    relay.wipe();
    await untilAgreed(ann, ben);
    const late = await device();
    await untilAgreed(ann, ben, late);
    expect(words(late).sort()).toEqual(['eggs', 'milk']);
    expect(lost).toContain(true);
    expect(ann.status.relayLostData).toBe(false);
  });

  it('[S6] [S14] a viewer waits for nothing when a relay lost its data', async () => {
    const [ann, viewer] = [await device(), await device({ keys: viewKeys })];
    write(ann, 'milk');
    await untilAgreed(ann, viewer);
    relay.wipe();
    await untilAgreed(ann, viewer);
    expect(viewer.status).toMatchObject({ waiting: 0, relayLostData: false });
  });

  it('[S6] a document larger than a frame is fed in pieces', async () => {
    const ann = await device();
    await untilAgreed(ann);
    relay.stalled = true;
    ann.doc.transact(() => {
      for (let i = 0; i < 3_000; i++) write(ann, `${i} `.padEnd(200, 'x'));
    });
    relay.stalled = false;
    relay.cut();
    await untilAgreed(ann);
    expect(relay.entries.length).toBeGreaterThan(3);
    const late = await device();
    await untilAgreed(ann, late);
    expect(words(late)).toHaveLength(3_000);
  });

  it('[S7] a forged, a foreign and a broken entry are set aside; the rest opens', async () => {
    const ann = await device();
    write(ann, 'milk');
    await untilAgreed(ann);
    const broken = await sealEnvelope(keys, 'update', new Uint8Array([9, 9, 9]), { ed25519, random });
    const forged = (relay.entries[0]?.envelope ?? new Uint8Array()).slice();
    forged[60] = (forged[60] ?? 0) ^ 1;
    relay.entries.push({ sequence: 2, envelope: forged }, { sequence: 3, envelope: broken });
    const late = await device();
    write(ann, 'eggs');
    relay.cut();
    await untilAgreed(ann, late);
    expect(words(late)).toEqual(['milk', 'eggs']);
    expect(late.status.setAside.map(({ where, position }) => [where, position])).toEqual([
      ['relay', 2],
      ['relay', 3],
    ]);
  });

  it('[S21] what a member signed that would harm a document is set aside; the rest opens', async () => {
    const ann = await device();
    write(ann, 'milk');
    await untilAgreed(ann);
    const updates = Object.values(HOSTILE_UPDATES);
    for (const [index, update] of updates.entries()) {
      const envelope = await sealEnvelope(keys, 'update', update, { ed25519, random });
      relay.entries.push({ sequence: 2 + index, envelope });
    }
    write(ann, 'eggs');
    relay.cut();
    const late = await device();
    await untilAgreed(ann, late);
    expect(words(late)).toEqual(['milk', 'eggs']);
    expect(late.status.setAside).toEqual(
      updates.map((_, index) => ({ where: 'relay', position: 2 + index, reason: 'update-unsound' })),
    );
  });

  it('[S21] of two entries that contradict each other the one that Yjs breaks off at is set aside', async () => {
    const [collected, present] = await Promise.all(
      CONTRADICTION.map((update) => sealEnvelope(keys, 'update', update, { ed25519, random })),
    );
    if (!collected || !present) throw new Error('two updates contradict each other');
    const ann = await device();
    write(ann, 'milk');
    await untilAgreed(ann);
    relay.entries.push({ sequence: 2, envelope: collected });
    const store = createMemoryStore();
    const before = await device({ store });
    await untilAgreed(before);
    await until(() => expect(before.status.local.state).toBe('saved'));
    await before.close();
    relay.entries.push({ sequence: 3, envelope: present });
    write(ann, 'eggs');
    await until(() => expect(relay.entries).toHaveLength(4));
    const after = await device({ store });
    await untilAgreed(after);
    expect(words(after)).toEqual(['milk', 'eggs']);
    expect(after.status.setAside).toEqual([{ where: 'relay', position: 3, reason: 'update-contradicts' }]);
  });

  it('[S22] what a snapshot lacks is brought back by whoever reads it and knows more', async () => {
    const store = createMemoryStore();
    const before = await device({ store });
    write(before, 'milk');
    await untilAgreed(before);
    await until(() => expect(before.status.local.state).toBe('saved'));
    await before.close();
    const [foreign, empty] = await Promise.all([
      sealEnvelope(keys, 'update', soundUpdate(), { ed25519, random }),
      sealEnvelope(keys, 'snapshot', new Uint8Array([0, 0]), { ed25519, random }),
    ]);
    relay.entries.push({ sequence: 2, envelope: foreign }, { sequence: 3, covers: 2, envelope: empty });
    const after = await device({ store });
    const told: boolean[] = [];
    after.onStatus(({ relayLostData }) => told.push(relayLostData));
    await untilAgreed(after);
    await until(() => expect(relay.entries).toHaveLength(4));
    expect(told).toContain(true);
    const late = await device();
    await until(() => expect(words(late)).toEqual(['milk']));
  });

  it('[S8] an entry that the relay lost is brought back by a device that has it, and asks for it to be', async () => {
    const ann = await device();
    for (const word of ['a', 'b', 'c']) {
      write(ann, word);
      await untilAgreed(ann);
    }
    relay.entries.splice(1, 1);
    const ben = await device(); // reads the hole; Ann, who is live, cannot see it
    await untilAgreed(ann, ben);
    expect(words(ben)).toEqual(['a', 'b', 'c']);
    expect(ben.status.setAside).toMatchObject([{ where: 'relay', position: 2, reason: 'missing-at-relay' }]);
  });

  it('[S9] a burst of acts becomes a few envelopes', async () => {
    const [ann, ben] = [await device(), await device()];
    await untilAgreed(ann, ben);
    for (let i = 0; i < 200; i++) write(ann, `${i}`);
    await untilAgreed(ann, ben);
    expect(words(ben)).toHaveLength(200);
    expect(relay.entries.length).toBeLessThan(10);
  });

  it('[S9] an act that was refused for the moment is not overtaken by a later one that builds on it', async () => {
    const ann = await device();
    await untilAgreed(ann);
    relay.refusals.push('storage-failed');
    write(ann, 'milk');
    write(ann, 'eggs'); // before the refusal is there
    await untilAgreed(ann);
    const reader = new Y.Doc();
    for (const { envelope } of relay.entries) {
      const opened = await openEnvelope(keys, envelope, { ed25519 });
      if (!opened.ok) throw new Error(opened.error.type);
      Y.applyUpdate(reader, opened.value.plaintext);
      expect(reader.store.pendingStructs).toBeNull();
    }
    expect(reader.getArray('words').toJSON()).toEqual(['milk', 'eggs']);
  });

  it('[S10] a passing refusal is tried again; a final one is shown and the act stays waiting', async () => {
    const ann = await device();
    await untilAgreed(ann);
    relay.refusals.push('storage-failed');
    write(ann, 'milk');
    await untilAgreed(ann);
    relay.refusals.push('list-full');
    write(ann, 'eggs');
    await until(() => expect(ann.status).toMatchObject({ relay: 'refused', refusal: 'list-full', waiting: 1 }));
    expect(words(ann)).toEqual(['milk', 'eggs']);
  });

  it('[S10] what the relay puts off more than once in a row is named until it takes it', async () => {
    const ann = await device();
    await untilAgreed(ann);
    const told: unknown[] = [];
    ann.onStatus(({ putOff }) => {
      if (putOff !== told.at(-1)) told.push(putOff);
    });
    relay.refusals.push('relay-full', 'relay-full');
    write(ann, 'milk');
    await until(() => expect(ann.status).toMatchObject({ relay: 'live', putOff: 'relay-full', waiting: 1 }));
    await untilAgreed(ann);
    expect(ann.status).toMatchObject({ relay: 'live', putOff: undefined, waiting: 0 });
    relay.refusals.push('relay-full');
    write(ann, 'eggs');
    await untilAgreed(ann);
    expect(told.filter((code) => code !== undefined)).toEqual(['relay-full']);
  });

  it('[S12] a face comes with its state and goes with its socket', async () => {
    const [ann, ben] = [await device(), await device()];
    ben.presence.setState({ name: 'Ben' });
    await until(() => expect(ann.presence.others.map(({ state }) => state)).toEqual([{ name: 'Ben' }]));
    write(ann, 'milk');
    await until(() => expect(ann.status.seenByOthers).toBe(true));
    await ben.close();
    await until(() => expect(ann.presence.others).toEqual([]));
  });

  it('[S12] what only another tab of the same device has seen, nobody else has', async () => {
    const [ann, tab] = [await device({ name: 'ann' }), await device({ name: 'ann' })];
    write(ann, 'milk');
    await untilAgreed(ann, tab);
    await until(() => expect(ann.presence.others[0]?.seen?.sequence).toBeGreaterThan(0));
    expect(ann.status.seenByOthers).toBe(false);
    await device({ name: 'ben' });
    await until(() => expect(ann.status.seenByOthers).toBe(true));
  });

  it('[S12] a face that comes back under the same client id is seen at once', async () => {
    const store = createMemoryStore();
    const [ann, ben] = [await device(), await device({ store })];
    for (const name of ['B', 'Be', 'Ben']) {
      ben.presence.setState({ name });
      await until(() => expect(ann.presence.others.map(({ state }) => state)).toEqual([{ name }]));
    }
    write(ben, 'milk');
    await untilAgreed(ann, ben);
    const benId = ben.doc.clientID;
    await ben.close();
    await until(() => expect(ann.presence.others).toEqual([]));
    const again = await device({ store });
    await until(() => expect(again.doc.clientID).toBe(benId));
    again.presence.setState({ name: 'Ben' });
    await until(() => expect(ann.presence.others.map(({ state }) => state)).toEqual([{ name: 'Ben' }]));
  });

  it('[S12] who moves to another client id is one face all the time', async () => {
    const [ann, ben] = [await device(), await device()];
    ben.presence.setState({ name: 'Ben' });
    await until(() => expect(ann.presence.others.map(({ state }) => state)).toEqual([{ name: 'Ben' }]));
    ben.doc.clientID = 7;
    write(ann, 'milk'); // what comes from the relay makes presence follow
    await until(() => expect(ann.presence.others.map(({ session }) => session)).toEqual([7]));
  });

  it('[S16] a session draws its client id from the bytes that it asked for, wherever they lie', async () => {
    const pool = crypto.getRandomValues(new Uint8Array(64));
    let at = 0;
    const pooled = (length: number) => pool.subarray(at, (at += length));
    const open = () =>
      openReplica({ listId: 'x', role: 'edit', relays: [], store: createMemoryStore(), random: pooled });
    replicas.push(await open(), await open());
    expect(replicas[0]?.doc.clientID).not.toBe(replicas[1]?.doc.clientID);
  });

  it('[S13] a snapshot replaces a long tail for the next joiner', async () => {
    const ann = await device();
    await untilAgreed(ann);
    for (let i = 0; i < 101; i++) {
      write(ann, `${i}`);
      await until(() => expect(ann.status.waiting).toBe(0));
    }
    await until(() => expect(relay.entries.at(-1)?.covers).toBe(101));
    const late = await device();
    await untilAgreed(ann, late);
    expect(words(late)).toHaveLength(101);
    write(late, 'after');
    await untilAgreed(ann, late);
  });

  it('[S13] a snapshot replaces a tail of few but big entries, written over several sessions; it is no tail itself', async () => {
    const store = createMemoryStore();
    const big = (letter: string) => letter.repeat(25 * 1024);
    const first = await device({ store });
    write(first, big('a'));
    await untilAgreed(first);
    write(first, big('b'));
    await untilAgreed(first);
    await first.close();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(relay.entries.map(({ covers }) => covers)).toEqual([undefined, undefined]);
    const second = await device({ store, snapshotsSoon: true });
    await untilAgreed(second);
    write(second, big('c'));
    await until(() => expect(relay.entries.at(-1)?.covers).toBe(3));
    const late = await device({ snapshotsSoon: true });
    await untilAgreed(second, late);
    for (const [replica, word] of [
      [second, 'd'],
      [late, 'e'],
    ] as const) {
      write(replica, word);
      await untilAgreed(second, late);
    }
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(relay.entries.filter(({ covers }) => covers !== undefined)).toHaveLength(1);
  });

  it('[S14] a viewer reads and sends no update', async () => {
    const ann = await device();
    const viewer = await device({ keys: viewKeys });
    write(ann, 'milk');
    await untilAgreed(ann, viewer);
    relay.received.length = 0;
    write(viewer, 'not allowed');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(relay.received.filter(({ type }) => type === 'append')).toEqual([]);
    expect(viewer.status.waiting).toBe(0);
  });

  it('two relays: either is enough, and each ends with everything', async () => {
    const other = new TinyRelay();
    const ann = await device({ relays: [relay, other] });
    const ben = await device({ relays: [other] });
    write(ann, 'milk');
    write(ben, 'eggs');
    await until(() => expect(words(ann).sort()).toEqual(['eggs', 'milk']));
    const onFirst = await device({ relays: [relay] });
    await until(() => expect(words(onFirst).sort()).toEqual(['eggs', 'milk']));
  });

  it('[S16] an id is taken up again when each relay has been heard: what a crash took from the disk may be at any', async () => {
    const other = new TinyRelay();
    const store = createMemoryStore();
    const first = await device({ store, relays: [relay, other] });
    write(first, 'milk');
    await untilAgreed(first);
    await until(() => expect(other.entries).toHaveLength(1));
    const id = first.doc.clientID;
    await first.close();

    other.stalled = true;
    const second = await device({ store, relays: [relay, other] });
    await untilAgreed(second);
    expect(second.doc.clientID).not.toBe(id);
    other.stalled = false;
    other.cut();
    await until(() => expect(second.doc.clientID).toBe(id));
  });

  it('[S18] a private relay that takes no token of ours says so, until it is given one and asked again', async () => {
    relay.token = 'the-token-of-it-';
    let token = 'some-other-token';
    const ann = await device({ token: () => token });
    write(ann, 'milk');
    await until(() => expect(ann.status).toMatchObject({ relay: 'off', turnedAway: 'not-admitted', waiting: 1 }));
    token = relay.token;
    ann.reconnectNow();
    await untilAgreed(ann);
    expect(ann.status).toMatchObject({ turnedAway: undefined, refusal: undefined });
  });

  it('[S18] a relay that lets us in counts, not the one that does not', async () => {
    const other = new TinyRelay();
    other.token = 'the-token-of-it-';
    const ann = await device({ relays: [relay, other] });
    await until(() => expect(ann.status).toMatchObject({ relay: 'live', turnedAway: undefined }));
    relay.stalled = true;
    await until(() => expect(ann.status.turnedAway).toBe('not-admitted'));
  });
});
