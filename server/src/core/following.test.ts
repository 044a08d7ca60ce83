import type { RelayFrame } from '@tote/wire';
import { describe, expect, it } from 'vitest';
import { random } from '../testing/random.ts';
import { createTestList, type TestList } from '../testing/test-list.ts';
import { createTestRelay, type SocketInMemory, type TestRelay } from '../testing/test-relay.ts';
import { RELAY_LIMITS, type RelayLimits } from './limits.ts';
import { GRACE_MS } from './retention.ts';

/** What a channel heard of the log, in order: `3`, `S3/2` for a snapshot's body, `n3/2` for a note of one, `live`. */
const heardOf = (frames: readonly RelayFrame[]): string =>
  frames
    .flatMap((frame): string[] => {
      if (frame.type === 'entries')
        return frame.entries.map(({ sequence, covers }) =>
          covers === undefined ? `${sequence}` : `S${sequence}/${covers}`,
        );
      if (frame.type === 'snapshot-noted') return [`n${frame.sequence}/${frame.covers}`];
      if (frame.type === 'ack') return frame.sequences.map((sequence) => `a${sequence}`);
      return frame.type === 'caught-up' ? ['live'] : [];
    })
    .join(' ');

const fill = async (client: SocketInMemory, list: TestList, count: number): Promise<void> => {
  for (let i = 0; i < count; i++) await client.append([list.envelope()]);
};

const snapshot = async (client: SocketInMemory, list: TestList, covers: number, generation: Uint8Array) => {
  const request = 1000 + covers;
  client.send({ type: 'snapshot', channel: 1, request, generation, covers, envelope: list.envelope('snapshot') });
  return client.next('ack', (ack) => ack.request === request);
};

/** A relay with a list of `entries` entries, and somebody who follows it. */
const prepared = async (entries: number, relay: TestRelay = createTestRelay()) => {
  const list = createTestList();
  const ann = relay.connect();
  const { generation } = await ann.follow(list);
  await fill(ann, list, entries);
  return { ...relay, list, ann, generation };
};

describe('reading a log', () => {
  it('[R9] sends all of it to a newcomer, then what is new', async () => {
    const { connect, list, ann } = await prepared(3);
    const ben = connect();
    expect(await ben.follow(list)).toMatchObject({ head: 3, peer: 2 });
    await fill(ann, list, 1);
    await ben.next('entries', ({ entries }) => entries[0]?.sequence === 4);
    expect(heardOf(ben.received)).toBe('1 2 3 live 4');
  });

  it('[R9] [W9] sends what came after the resume point', async () => {
    const { connect, list, generation } = await prepared(5);
    const [ben, eve] = [connect(), connect()];
    await ben.follow(list, { resume: { generation, sequence: 3 } });
    await eve.follow(list, { resume: { generation, sequence: 5 } });
    expect(heardOf(ben.received)).toBe('4 5 live');
    expect(heardOf(eve.received)).toBe('live');
  });

  it('[R9] [W9] sends all of it to a resume point of another log, or beyond the end of this one', async () => {
    const { connect, list, generation } = await prepared(2);
    const [ben, eve] = [connect(), connect()];
    await ben.follow(list, { resume: { generation: random(16), sequence: 1 } });
    await eve.follow(list, { resume: { generation, sequence: 3 } });
    expect(heardOf(ben.received)).toBe('1 2 live');
    expect(heardOf(eve.received)).toBe('1 2 live');
  });

  it('[R9] [W9] starts a newcomer with the newest snapshot, and tells the others of it without the body', async () => {
    const { connect, list, ann, generation } = await prepared(4);
    const [ben, eve] = [connect(), connect()];
    await ben.follow(list);
    await snapshot(ann, list, 2, generation);
    await snapshot(ann, list, 4, generation);
    await fill(ann, list, 2);
    await ben.next('entries', ({ entries }) => entries[0]?.sequence === 8);
    await eve.follow(list);
    expect(heardOf(ben.received)).toBe('1 2 3 4 live n5/2 n6/4 7 8');
    expect(heardOf(eve.received)).toBe('S6/4 n5/2 7 8 live');
    expect(heardOf(ann.received)).toBe('live a1 a2 a3 a4 a5 a6 a7 a8');
  });

  it('[R9] gives a device that returns the entries it lacks, without the snapshot', async () => {
    const { connect, list, ann, generation } = await prepared(4);
    await snapshot(ann, list, 4, generation);
    await fill(ann, list, 1);
    const ben = connect();
    await ben.follow(list, { resume: { generation, sequence: 2 } });
    expect(heardOf(ben.received)).toBe('3 4 n5/4 6 live');
  });

  it('[R9] gives a device that was away for long the snapshot', async () => {
    const { connect, list, ann, generation } = await prepared(6, createTestRelay({ limits: { resumeEntriesMax: 3 } }));
    await snapshot(ann, list, 6, generation);
    const [ben, eve] = [connect(), connect()];
    await ben.follow(list, { resume: { generation, sequence: 2 } });
    await eve.follow(list, { resume: { generation, sequence: 3 } });
    expect(heardOf(ben.received)).toBe('S7/6 live');
    expect(heardOf(eve.received)).toBe('4 5 6 n7/6 live');
  });

  it('[R9] gives the snapshot when the entries after the resume point were dropped', async () => {
    const { connect, list, ann, generation, advance } = await prepared(3);
    await snapshot(ann, list, 2, generation);
    advance(GRACE_MS);
    await snapshot(ann, list, 3, generation);
    const [ben, eve] = [connect(), connect()];
    await ben.follow(list, { resume: { generation, sequence: 1 } });
    await eve.follow(list, { resume: { generation, sequence: 2 } });
    expect(heardOf(ben.received)).toBe('S5/3 n4/2 live');
    expect(heardOf(eve.received)).toBe('3 n4/2 n5/3 live');
  });

  it('[R9] reads the log from its start when the snapshot is damaged', async () => {
    const relay = createTestRelay({
      wrapStore: (store) => ({
        ...store,
        read: async (...args) => (await store.read(...args)).filter(({ covers }) => covers === undefined),
      }),
    });
    const { connect, list, ann, generation } = await prepared(2, relay);
    await snapshot(ann, list, 2, generation);
    const ben = connect();
    await ben.follow(list);
    expect(heardOf(ben.received)).toBe('1 2 live');
  });

  it('[R9] sends an older snapshot in full when the newest is damaged and what it stood for was dropped', async () => {
    let damaged = Infinity;
    const relay = createTestRelay({
      wrapStore: (store) => ({
        ...store,
        read: async (...args) => (await store.read(...args)).filter(({ sequence }) => sequence !== damaged),
      }),
    });
    const { connect, list, ann, generation, advance } = await prepared(3, relay);
    await snapshot(ann, list, 2, generation);
    advance(GRACE_MS);
    await snapshot(ann, list, 4, generation);
    damaged = 5;
    const ben = connect();
    await ben.follow(list);
    expect(heardOf(ben.received)).toBe('3 S4/2 live');
  });

  it('[R9] starts from the later snapshot when the one it would start from was dropped meanwhile', async () => {
    let dropped = false;
    const relay = createTestRelay({
      wrapStore: (store) => ({
        ...store,
        head: async (name) => {
          const head = await store.head(name);
          if (!head || dropped) return head;
          dropped = true;
          return { ...head, snapshot: { sequence: 2, covers: 1 } };
        },
      }),
    });
    const list = createTestList();
    const generation = random(16);
    const entry = (envelope: Uint8Array, covers?: number) => ({
      id: random(32),
      envelope,
      ...(covers !== undefined && { covers }),
    });
    await relay.store.append(list.name, [entry(list.envelope()), entry(list.envelope())], generation);
    await relay.store.append(list.name, [entry(list.envelope('snapshot'), 2), entry(list.envelope())], generation);
    const ben = relay.connect();
    await ben.follow(list);
    expect(heardOf(ben.received)).toBe('S3/2 4 live');
  });

  it('[R12] refuses a snapshot of another log, or of more than there is', async () => {
    const { list, ann, generation } = await prepared(2);
    const envelope = list.envelope('snapshot');
    ann.send({ type: 'snapshot', channel: 1, request: 50, generation: random(16), covers: 2, envelope });
    ann.send({ type: 'snapshot', channel: 1, request: 51, generation, covers: 3, envelope });
    ann.send({ type: 'snapshot', channel: 1, request: 52, generation, covers: 2, envelope: list.envelope() });
    expect(await ann.next('refused', ({ request }) => request === 50)).toMatchObject({ code: 'generation-mismatch' });
    expect(await ann.next('refused', ({ request }) => request === 51)).toMatchObject({ code: 'covers-too-much' });
    expect(await ann.next('refused', ({ request }) => request === 52)).toMatchObject({ code: 'envelope-malformed' });
  });

  it('[R6] lets a channel append while it reads, and tells it of each sequence once and in order', async () => {
    const relay = createTestRelay({ limits: { readBytes: 1 } });
    const { connect, list, ann } = await prepared(20, relay);
    const ben = connect();
    await ben.open(list);
    await ben.next('opened');
    const answers = [ben.append([list.envelope(), list.envelope()]), ann.append([list.envelope()])];
    answers.push(ben.append([list.envelope()]));
    await Promise.all([...answers, ben.next('caught-up')]);
    expect(heardOf(ben.received).replace(' live', '')).toBe(
      `${Array.from({ length: 20 }, (_, index) => index + 1).join(' ')} a21 a22 23 a24`,
    );
  });

  it('[R6] passes over a damaged end of the log without passing over what comes meanwhile', async () => {
    const whenRead: (() => void)[] = [];
    const relay = createTestRelay({
      wrapStore: (store) => ({
        ...store,
        read: async (...args) => {
          const found = (await store.read(...args)).filter(({ sequence }) => sequence !== 2);
          await new Promise<void>((resolve) => whenRead.push(resolve));
          return found;
        },
      }),
    });
    const { connect, list, ann } = await prepared(2, relay);
    const ben = connect();
    await ben.open(list);
    await ben.next('opened');
    whenRead.shift()?.();
    await ben.next('entries');
    await fill(ann, list, 1); // while the damaged end is being read
    for (const go of [...whenRead]) go();
    await new Promise((resolve) => setTimeout(resolve, 0));
    for (const go of whenRead) go();
    await ben.next('caught-up');
    expect(heardOf(ben.received)).toBe('1 3 live');
  });

  it('ends the channel, not the socket, when the log cannot be read', async () => {
    const relay = createTestRelay({
      wrapStore: (store) => ({ ...store, read: () => Promise.reject(new Error('disk')) }),
    });
    const { connect, list } = await prepared(1, relay);
    const ben = connect();
    void ben.follow(list).catch(() => undefined);
    expect(await ben.next('closed')).toMatchObject({ channel: 1, code: 'storage-failed' });
    expect(ben.closeCode).toBeUndefined();
  });

  it('serves several lists on one socket, and one list on several channels', async () => {
    const { list, ann } = await prepared(1);
    const other = createTestList();
    await ann.follow(other, { channel: 2 });
    await ann.follow(list, { channel: 3 });
    await ann.append([list.envelope()], 1);
    expect(await ann.append([other.envelope()], 2)).toMatchObject({ sequences: [1] });
    expect(heardOf(ann.received.filter((frame) => 'channel' in frame && frame.channel === 3))).toBe('1 live 2');
    expect(heardOf(ann.received.filter((frame) => 'channel' in frame && frame.channel === 2))).toBe('live a1');
  });
});

describe('presence', () => {
  it('[R11] [W13] tells the others who joined and left, and passes presence on, from viewers too', async () => {
    const list = createTestList();
    const { connect, store } = createTestRelay();
    const [ann, ben] = [connect(), connect()];
    await ann.follow(list);
    expect(await ben.follow(list, { channel: 7, role: 'view' })).toMatchObject({ peer: 2 });
    expect(await ann.next('peer-joined')).toMatchObject({ channel: 1, peer: 2 });
    const envelope = list.presence();
    ben.send({ type: 'presence', channel: 7, envelope });
    expect(await ann.next('presence')).toEqual({ type: 'presence', channel: 1, peer: 2, envelope });
    ben.cut();
    expect(await ann.next('peer-left')).toMatchObject({ channel: 1, peer: 2 });
    expect(ben.received.filter(({ type }) => type === 'presence')).toEqual([]);
    expect(store.lists()).toEqual([]);
  });

  it('[R11] drops presence that is none, or comes too fast', async () => {
    const list = createTestList();
    const { connect } = createTestRelay({ limits: { presenceBurst: 2 } });
    const [ann, ben] = [connect(), connect()];
    await ann.follow(list);
    await ben.follow(list);
    ben.send({ type: 'presence', channel: 1, envelope: list.envelope() });
    ben.send({ type: 'presence', channel: 1, envelope: random(120) });
    ben.send({ type: 'presence', channel: 1, envelope: list.presence() });
    ann.send({ type: 'presence', channel: 1, envelope: list.presence() });
    ben.send({ type: 'presence', channel: 9, envelope: list.presence() });
    await ben.next('presence');
    expect(ann.received.filter(({ type }) => type === 'presence')).toHaveLength(0);
    expect(ben.closeCode).toBeUndefined();
  });

  it.each<Partial<RelayLimits>>([
    { presenceDropBytes: 100 },
    { behindBytes: 400 }, // beyond a quarter of it a socket that is behind would not count as drained
  ])('[R11] drops presence that meets a busy socket (%o)', async (limits) => {
    const list = createTestList();
    const { connect } = createTestRelay({ limits });
    const [ann, ben] = [connect(), connect()];
    await ann.follow(list);
    await ben.follow(list);
    ann.stall();
    await ben.append([list.envelope()]);
    expect(ann.bufferedBytes()).toBeGreaterThan(100);
    ben.send({ type: 'presence', channel: 1, envelope: list.presence() });
    await ben.append([list.envelope()]);
    ann.drain();
    await ann.next('entries', ({ entries }) => entries[0]?.sequence === 2);
    expect(ann.received.filter(({ type }) => type === 'presence')).toHaveLength(0);
  });
});

describe('slow consumers', () => {
  const limits = { behindBytes: 1000, readBytes: 400, unsentBytesMax: 10_000 };

  it('[R10] reads on from the log by its cursor once it has drained', async () => {
    const { connect, list, ann, events } = await prepared(0, createTestRelay({ limits }));
    const ben = connect();
    await ben.follow(list);
    ben.stall();
    await fill(ann, list, 60);
    expect(events).toContainEqual({ type: 'behind' });
    for (let i = 0; i < 20; i++) {
      ben.drain();
      ben.stall();
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    ben.drain();
    await ben.next('caught-up', ({ sequence }) => sequence === 60);
    const heard = heardOf(ben.received)
      .split(' ')
      .filter((word) => word !== 'live');
    expect(heard).toEqual(Array.from({ length: 60 }, (_, index) => `${index + 1}`));
  });

  it('[R10] never has much more than its bound waiting for one socket', async () => {
    const { connect, list, ann } = await prepared(200, createTestRelay({ limits }));
    const ben = connect();
    const following = ben.follow(list);
    ben.stall();
    await fill(ann, list, 100);
    expect(ben.bufferedBytes()).toBeLessThan(limits.behindBytes + 2 * limits.readBytes);
    for (let i = 0; i < 100; i++) {
      ben.drain();
      ben.stall();
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    ben.drain();
    await following;
  });

  it('[R10] is told by the clock too, for transports that do not say when they drained', async () => {
    const { connect, list, ann, advance } = await prepared(0, createTestRelay({ limits }));
    const ben = connect();
    await ben.follow(list);
    ben.stall();
    await fill(ann, list, 30);
    ben.drain({ silently: true });
    advance(RELAY_LIMITS.behindPollMs);
    await ben.next('caught-up', ({ sequence }) => sequence === 30);
  });

  it('[R10] closes a socket that takes in nothing for too long, and nobody else', async () => {
    const { connect, list, ann, advance } = await prepared(0, createTestRelay({ limits }));
    const ben = connect();
    await ben.follow(list);
    ben.stall();
    await fill(ann, list, 30);
    advance(RELAY_LIMITS.stalledMsMax);
    expect(ben.closeCode).toBeUndefined();
    advance(2 * RELAY_LIMITS.behindPollMs);
    expect(await ben.whenClosed()).toBe(4502);
    expect(await ann.append([list.envelope()])).toMatchObject({ type: 'ack' });
    expect(await ann.next('peer-left')).toMatchObject({ peer: 2 });
  });

  it('[R10] closes a socket for which too much waits', async () => {
    const { connect } = createTestRelay({ limits: { ...limits, unsentBytesMax: 2_000 } });
    const ben = connect();
    await ben.follow(createTestList());
    ben.stall();
    for (let i = 0; i < 1000; i++) ben.send({ type: 'ping', token: i });
    expect(await ben.whenClosed()).toBe(4502);
  });
});
