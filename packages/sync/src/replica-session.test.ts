import { describe, expect, it } from 'vitest';
import { createMemoryStore } from './memory-store.ts';
import { openReplica } from './replica.ts';
import { setUpRelay, until, untilAgreed, write } from './testing/devices.ts';
import { TinyRelay } from './testing/tiny-relay.ts';

const world = setUpRelay();
const { device } = world;

describe('a session of a replica', () => {
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

  it('[S12] what nobody has seen yet is not said to be seen for the connection having been lost since', async () => {
    const [ann] = [await device(), await device()];
    write(ann, 'milk');
    await until(() => expect(ann.status.seenByOthers).toBe(true));
    world.relay.withholds = true;
    write(ann, 'bread');
    await untilAgreed(ann);
    const seen = () => ann.presence.others.map((other) => other.seen?.sequence);
    world.relay.cutFirst(); // Ann's
    await until(() => expect(seen()).toEqual([]));
    await until(() => expect(seen()).toEqual([1]));
    expect(ann.status.seenByOthers).toBe(false);
    world.relay.cut();
    await until(() => expect(ann.status.seenByOthers).toBe(true));
    expect(seen()).toEqual([2]);
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

  it('[S12] faces are there again as soon as a lost connection is', async () => {
    const [ann, ben] = [await device(), await device()];
    ben.presence.setState({ name: 'Ben' });
    await until(() => expect(ann.presence.others.map(({ state }) => state)).toEqual([{ name: 'Ben' }]));
    world.relay.cutFirst(); // Ann's, and Ben has nothing new to say
    await until(() => expect(ann.presence.others).toEqual([]));
    await until(() => expect(ann.presence.others.map(({ state }) => state)).toEqual([{ name: 'Ben' }]));
  });

  it('[S12] whose lost socket the relay gives up later than the next one came stays, with what it says there', async () => {
    const ben = await device();
    ben.presence.setState({ name: 'Ben' });
    const ann = await device();
    const faces = () => ann.presence.others.map(({ state }) => state);
    await until(() => expect(faces()).toEqual([{ name: 'Ben' }]));
    const shown: number[] = [];
    ann.presence.onChange(() => shown.push(faces().length));
    const giveUp = world.relay.loseFirst(); // Ben's
    await until(() => expect(ben.presence.others).toEqual([]));
    await until(() => expect(ben.presence.others).toHaveLength(1));
    const said = () => world.relay.received.filter(({ type }) => type === 'presence').length;
    const before = said();
    ben.presence.setState({ name: 'Ben in the shop' });
    await until(() => expect(said()).toBeGreaterThan(before));
    giveUp();
    await until(() => expect(faces()).toEqual([{ name: 'Ben in the shop' }]));
    expect(shown).not.toContain(0);
  });

  it('[S12] while one of two relays is lost, everybody at the other is here', async () => {
    const lost = new TinyRelay();
    lost.stalled = true;
    const relays = [lost, world.relay];
    const [ann] = [await device({ relays }), await device({ relays })];
    await until(() => expect(ann.presence.others).toHaveLength(1));
    lost.stalled = false;
    lost.cut();
    const saidTo = ({ received }: TinyRelay) => received.filter(({ type }) => type === 'presence').length;
    await until(() => expect(saidTo(lost)).toBeGreaterThanOrEqual(2));
    lost.stalled = true;
    lost.cut();
    expect(ann.presence.others).toHaveLength(1);
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
    const [first, second] = [await open(), await open()];
    expect(first.doc.clientID).not.toBe(second.doc.clientID);
    await Promise.all([first.close(), second.close()]);
  });

  it('[S16] an id is taken up again when each relay has been heard: what a crash took from the disk may be at any', async () => {
    const other = new TinyRelay();
    const store = createMemoryStore();
    const first = await device({ store, relays: [world.relay, other] });
    write(first, 'milk');
    await untilAgreed(first);
    await until(() => expect(other.entries).toHaveLength(1));
    const id = first.doc.clientID;
    await first.close();

    other.stalled = true;
    const second = await device({ store, relays: [world.relay, other] });
    await untilAgreed(second);
    expect(second.doc.clientID).not.toBe(id);
    other.stalled = false;
    other.cut();
    await until(() => expect(second.doc.clientID).toBe(id));
  });

  it('[S18] a private relay that takes no token of ours says so, until it is given one and asked again', async () => {
    world.relay.token = 'the-token-of-it-';
    let token = 'some-other-token';
    const ann = await device({ token: () => token });
    write(ann, 'milk');
    await until(() => expect(ann.status).toMatchObject({ relay: 'off', turnedAway: 'not-admitted', waiting: 1 }));
    token = world.relay.token;
    ann.reconnectNow();
    await untilAgreed(ann);
    expect(ann.status).toMatchObject({ turnedAway: undefined, refusal: undefined });
  });

  it('[S18] a relay that lets us in counts, not the one that does not', async () => {
    const other = new TinyRelay();
    other.token = 'the-token-of-it-';
    const ann = await device({ relays: [world.relay, other] });
    await until(() => expect(ann.status).toMatchObject({ relay: 'live', turnedAway: undefined }));
    world.relay.stalled = true;
    await until(() => expect(ann.status.turnedAway).toBe('not-admitted'));
  });
});
