/** Bounds of one socket and of one room: what comes too fast, and what waits. A rate is held against time, its burst against the moment. */
import { CLOSE_CODES, decodeRelayFrame, encodeClientFrame, PROTOCOL_VERSION } from '@tote/wire';
import { describe, expect, it } from 'vitest';
import { TEST_ORIGIN } from '../testing/test-client.ts';
import { createTestList } from '../testing/test-list.ts';
import { createTestRelay, type SocketInMemory } from '../testing/test-relay.ts';
import type { RelayLimits } from './limits.ts';
import type { LogStore } from './log-store.ts';

const ALMOST_MS = 900;
const REST_MS = 100;

const expectAnswer = async (client: SocketInMemory, channel: number, type: 'opened' | 'refused'): Promise<void> => {
  await client.open(createTestList(), { channel });
  await client.next(type, (frame) => frame.channel === channel);
};

it('[R10] after a frame for which there was no room none is sent, though there is some again: a reader would miss one and not know', async () => {
  const { relay } = createTestRelay({ limits: { unsentBytesMax: 100 } });
  let unsentBytes = 0;
  const sent: string[] = [];
  const closed: number[] = [];
  const connection = relay.connect({
    dialledHost: TEST_ORIGIN,
    address: undefined,
    send: (frame) => {
      const decoded = decodeRelayFrame(frame);
      if (decoded.ok) sent.push(decoded.value.type);
    },
    bufferedBytes: () => unsentBytes,
    close: (code) => closed.push(code),
  });
  connection.receive(encodeClientFrame({ type: 'hello', version: PROTOCOL_VERSION, nonces: 1 }));
  const ping = encodeClientFrame({ type: 'ping', token: 1 });
  connection.receive(ping);
  unsentBytes = 101;
  connection.receive(ping);
  unsentBytes = 0;
  connection.receive(ping);
  await Promise.resolve();
  expect(sent).toEqual(['challenge', 'pong']);
  expect(closed).toEqual([CLOSE_CODES['too-slow'].number]);
});

describe('what a socket does too fast', () => {
  it('[R4] frames: their rate is held over time', async () => {
    const { connect, advance } = createTestRelay({ limits: { framesBurst: 3, framesPerSecond: 1 } });
    const client = connect();
    await client.hello();
    for (const token of [1, 2]) client.send({ type: 'ping', token });
    advance(ALMOST_MS + REST_MS);
    client.send({ type: 'ping', token: 3 });
    await client.next('pong', ({ token }) => token === 3);
    advance(ALMOST_MS);
    client.send({ type: 'ping', token: 4 });
    expect(await client.whenClosed()).toBe(4503);
  });

  it('[R3] proofs: their rate is held over time', async () => {
    const { connect, advance } = createTestRelay({ limits: { opensBurst: 1, opensPerSecond: 1, handshakeMsMax: 1e9 } });
    const client = connect();
    await expectAnswer(client, 1, 'opened');
    advance(ALMOST_MS);
    await expectAnswer(client, 2, 'refused');
    advance(REST_MS);
    await expectAnswer(client, 3, 'opened');
  });

  it('[R17] proofs of an address: their rate is held over time', async () => {
    const { connect, advance } = createTestRelay({ limits: { opensPerAddressBurst: 1, opensPerAddressPerSecond: 1 } });
    const client = connect({ address: '192.0.2.1' });
    await expectAnswer(client, 1, 'opened');
    advance(ALMOST_MS);
    await expectAnswer(client, 2, 'refused');
    advance(REST_MS);
    await expectAnswer(client, 3, 'opened');
  });

  it.each([
    ['R3', 'of a socket', { envelopesBurst: 1, envelopesPerSecond: 1 }],
    ['R18', 'of an address', { envelopesPerAddressBurst: 1, envelopesPerAddressPerSecond: 1 }],
    [
      'R18',
      'of an address, in bytes',
      { envelopeBytesPerAddressBurst: 300, envelopeBytesPerAddressPerHour: 130 * 3_600 },
    ],
    ['R16', 'of an address that make lists', { createdListsBurst: 1, createdListsPerHour: 3_600 }],
  ] satisfies [string, string, Partial<RelayLimits>][])(
    '[%s] envelopes %s: their rate is held over time',
    async (_, __, limits) => {
      const { connect, advance } = createTestRelay({ limits });
      const client = connect({ address: '192.0.2.1' });
      const lists = [createTestList(), createTestList()];
      for (const [index, list] of lists.entries()) await client.follow(list, { channel: index + 1 });
      const append = async (index: number) => client.append([(lists[index] ?? createTestList()).envelope()], index + 1);
      expect(await append(0)).toMatchObject({ type: 'ack' });
      advance(ALMOST_MS / 3);
      expect(await append(1)).toMatchObject({ type: 'refused', code: 'rate-limited' });
      advance(ALMOST_MS);
      expect(await append(1)).toMatchObject({ type: 'ack' });
    },
  );

  it('[R11] presence: its rate is held over time', async () => {
    const { connect, advance } = createTestRelay({ limits: { presenceBurst: 1, presencePerSecond: 1 } });
    const list = createTestList();
    const [ann, ben] = [connect(), connect()];
    for (const client of [ann, ben]) await client.follow(list);
    for (const pause of [0, ALMOST_MS, REST_MS]) {
      advance(pause);
      ben.send({ type: 'presence', channel: 1, envelope: list.presence() });
    }
    await ben.append([list.envelope()]);
    await ann.next('entries');
    expect(ann.received.filter(({ type }) => type === 'presence')).toHaveLength(2);
  });

  it('[R11] presence is dropped for a socket that holds so much unsent, and comes again when that has drained', async () => {
    const list = createTestList();
    const { connect } = createTestRelay({ limits: { presenceDropBytes: list.envelope().length } });
    const [ann, ben] = [connect(), connect()];
    for (const client of [ann, ben]) await client.follow(list);
    const show = (): void => ben.send({ type: 'presence', channel: 1, envelope: list.presence() });
    ann.stall();
    for (let i = 0; i < 2; i++) await ben.append([list.envelope()]);
    const held = ann.bufferedBytes();
    show();
    expect(ann.bufferedBytes()).toBe(held);
    ann.drain();
    show();
    await ann.next('presence');
    expect(ann.received.filter(({ type }) => type === 'presence')).toHaveLength(1);
  });

  it('[R2] nonces: the oldest is forgotten when there are too many', async () => {
    const { connect } = createTestRelay({ limits: { noncesMax: 3 } });
    const client = connect();
    const [first, second] = await client.hello(3);
    await client.hello(1);
    if (!first || !second) throw new Error('no nonces');
    client.send(createTestList().open({ channel: 1, relayNonce: first, origin: TEST_ORIGIN }));
    expect((await client.next('refused')).code).toBe('nonce-unknown');
    client.send(createTestList().open({ channel: 2, relayNonce: second, origin: TEST_ORIGIN }));
    expect((await client.next('opened')).channel).toBe(2);
  });
});

describe('what a room takes', () => {
  /** A relay whose store answers when it is told to, and a client that has sent so many appends meanwhile. */
  const withAppendsWaiting = async (limits: Partial<RelayLimits>, appends: number) => {
    const sizes: number[] = [];
    let goOn = (): void => undefined;
    const released = new Promise<void>((resolve) => (goOn = resolve));
    const { connect } = createTestRelay({
      limits,
      wrapStore: (inner): LogStore => ({
        ...inner,
        append: async (list, entries, generation) => {
          sizes.push(entries.length);
          await released;
          return inner.append(list, entries, generation);
        },
      }),
    });
    const [client, list] = [connect(), createTestList()];
    await client.follow(list);
    const answers = Array.from({ length: appends }, () => client.append([list.envelope()]));
    goOn();
    return { sizes, outcomes: (await Promise.all(answers)).map(({ type }) => type) };
  };

  it('[R15] hands so many entries to the store at once', async () => {
    const { sizes, outcomes } = await withAppendsWaiting({ batchEntriesMax: 2 }, 6);
    expect(sizes).toEqual([1, 2, 2, 1]);
    expect(outcomes).toEqual(new Array(6).fill('ack'));
  });

  it('[R15] hands so many bytes to the store at once', async () => {
    const { sizes } = await withAppendsWaiting({ batchBytesMax: 2.5 * createTestList().envelope().length }, 6);
    expect(sizes).toEqual([1, 2, 2, 1]);
  });

  it('[R15] lets so many bytes wait, and refuses more until there is room', async () => {
    const { outcomes } = await withAppendsWaiting({ waitingBytesMax: 2.5 * createTestList().envelope().length }, 4);
    expect(outcomes).toEqual(['ack', 'ack', 'refused', 'refused']);
  });

  it('[R3] refuses a tail of too many bytes until a snapshot makes room', async () => {
    const list = createTestList();
    const { connect } = createTestRelay({ limits: { tailBytesMax: 2.5 * list.envelope().length } });
    const client = connect();
    const { generation } = await client.follow(list);
    for (let i = 0; i < 2; i++) expect(await client.append([list.envelope()])).toMatchObject({ type: 'ack' });
    expect(await client.append([list.envelope()])).toMatchObject({ type: 'refused', code: 'list-full' });
    client.send({
      type: 'snapshot',
      channel: 1,
      request: 99,
      generation,
      covers: 2,
      envelope: list.envelope('snapshot'),
    });
    await client.next('ack', ({ request }) => request === 99);
    expect(await client.append([list.envelope()])).toMatchObject({ type: 'ack' });
  });
});
