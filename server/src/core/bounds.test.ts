/** Bounds over all sockets, all rooms and all addresses together. */
import { describe, expect, it } from 'vitest';
import { random } from '../testing/random.ts';
import { TEST_ORIGIN } from '../testing/test-client.ts';
import { createTestList } from '../testing/test-list.ts';
import { createTestRelay } from '../testing/test-relay.ts';

describe('unsent bytes of all sockets', () => {
  it('[R15] are bounded: the fattest sockets are closed, the others go on', async () => {
    const list = createTestList();
    const { connect, relay, events } = createTestRelay({
      limits: { unsentBytesTotalMax: 100_000, behindBytes: 90_000, presenceDropBytes: 100 },
    });
    const [ann, fat, thin] = [connect(), connect(), connect()];
    for (const client of [ann, fat]) await client.follow(list);
    fat.stall();
    for (let i = 0; i < 8; i++) await ann.append([list.envelope('update', 10_240)]);
    await thin.follow(list);
    thin.stall();
    await ann.append([list.envelope('update', 10_240)]);
    expect(fat.closeCode).toBeUndefined();
    await ann.append([list.envelope('update', 10_240)]);
    expect(await fat.whenClosed()).toBe(4502);
    expect(thin.closeCode).toBeUndefined();
    expect(events.filter(({ type }) => type === 'evicted')).toHaveLength(1);
    expect(relay.unsentBytes).toBeLessThan(87_500);
    expect(await ann.append([list.envelope()])).toMatchObject({ type: 'ack' });
  });

  it('[R15] are measured again before anybody is closed: a socket need not say that it drained', async () => {
    const list = createTestList();
    const { connect, events } = createTestRelay({ limits: { unsentBytesTotalMax: 30_000, behindBytes: 25_000 } });
    const [ann, ben] = [connect(), connect()];
    for (const client of [ann, ben]) await client.follow(list);
    for (let i = 0; i < 8; i++) {
      ben.stall();
      await ann.append([list.envelope('update', 10_240)]);
      ben.drain({ silently: true });
    }
    expect(events.filter(({ type }) => type === 'evicted')).toEqual([]);
  });
});

describe('appends that wait for the store', () => {
  it('[R3] are bounded over all rooms', async () => {
    let go = (): void => undefined;
    const told = new Promise<void>((resolve) => (go = resolve));
    const { connect, relay } = createTestRelay({
      limits: { waitingBytesTotalMax: 40_000 },
      wrapStore: (inner) => ({
        ...inner,
        append: async (...args) => {
          await told;
          return inner.append(...args);
        },
      }),
    });
    const lists = [createTestList(), createTestList(), createTestList()];
    const clients = lists.map(() => connect());
    for (const [index, list] of lists.entries()) await clients[index]?.follow(list);
    const answers = lists.map((list, index) => clients[index]?.append([list.envelope('update', 15_360)]));
    const [first, second, third] = answers;
    expect(await third).toMatchObject({ type: 'refused', code: 'rate-limited' });
    expect(relay.waitingBytes).toBeGreaterThan(30_000);
    go();
    expect([await first, await second]).toMatchObject([{ type: 'ack' }, { type: 'ack' }]);
    await expect.poll(() => relay.waitingBytes).toBe(0);
  });
});

describe('new lists', () => {
  it('[R16] are bounded per address, old ones are not', async () => {
    const { connect, advance } = createTestRelay({ limits: { createdListsBurst: 2, createdListsPerHour: 1 } });
    const make = async (address: string | undefined) => {
      const list = createTestList();
      const client = connect({ address });
      await client.follow(list);
      const answer = await client.append([list.envelope()]);
      return { list, client, outcome: answer.type === 'ack' ? 'made' : answer.code };
    };
    const first = await make('192.0.2.1');
    expect(first.outcome).toBe('made');
    expect((await make('192.0.2.1')).outcome).toBe('made');
    const refused = await make('192.0.2.1');
    expect(refused.outcome).toBe('rate-limited');
    expect(await first.client.append([first.list.envelope()])).toMatchObject({ type: 'ack' });
    expect((await make('192.0.2.2')).outcome).toBe('made');
    expect((await make(undefined)).outcome).toBe('made');
    advance(3_600_000);
    expect(await refused.client.append([refused.list.envelope()])).toMatchObject({ type: 'ack' });
  });

  it('[R16] a signature that turns out bad costs its sender the allowance, and the list nothing', async () => {
    const list = createTestList();
    const { connect, relay, store } = createTestRelay({
      limits: { createdListsBurst: 1, createdListsPerHour: 1, tailEntriesMax: 1 },
      verify:
        (inner) =>
        async (...args) =>
          inner(...args),
    });
    const [forger, honest] = [connect({ address: '192.0.2.1' }), connect({ address: '192.0.2.2' })];
    for (const client of [forger, honest]) await client.follow(list);
    const forged = list.envelope();
    forged[100] = (forged[100] ?? 0) ^ 1;
    expect(await forger.append([forged])).toMatchObject({ type: 'refused', code: 'bad-signature' });
    expect([relay.waitingBytes, await store.head(list.name)]).toEqual([0, undefined]);
    expect(await forger.append([list.envelope()])).toMatchObject({ type: 'refused', code: 'rate-limited' });
    expect(await honest.append([list.envelope()])).toMatchObject({ type: 'ack', sequences: [1] });
  });

  it('[R16] that are only opened cost nothing', async () => {
    const { connect } = createTestRelay({ limits: { createdListsBurst: 1, createdListsPerHour: 1 } });
    const client = connect({ address: '192.0.2.1' });
    for (let channel = 1; channel <= 5; channel++) await client.follow(createTestList(), { channel });
    const list = createTestList();
    await client.follow(list, { channel: 6 });
    expect(await client.append([list.envelope()], 6)).toMatchObject({ type: 'ack' });
  });
});

describe('proofs', () => {
  it('[R17] are bounded over all sockets of an address, before their signatures are checked', async () => {
    let checks = 0;
    const { connect, advance, events } = createTestRelay({
      limits: { opensPerAddressBurst: 2, opensPerAddressPerSecond: 1 },
      verify:
        (inner) =>
        (...args) => {
          checks += 1;
          return inner(...args);
        },
    });
    for (let i = 0; i < 2; i++) await connect({ address: '192.0.2.1' }).follow(createTestList());
    const [late, list] = [connect({ address: '192.0.2.1' }), createTestList()];
    await late.open(list);
    expect(await late.next('refused')).toMatchObject({ channel: 1, request: 0, code: 'rate-limited' });
    expect(events).toContainEqual({
      type: 'refused',
      code: 'rate-limited',
      detail: 'open',
      bound: 'opensPerAddressPerSecond',
    });
    expect(checks).toBe(2);
    for (const address of ['192.0.2.2', undefined, undefined, undefined])
      await connect({ address }).follow(createTestList());
    advance(1_000);
    await late.follow(list, { channel: 2 });
    expect(checks).toBe(7);
  });

  it('[R17] that need no check cost nothing', async () => {
    const { connect } = createTestRelay({ limits: { opensPerAddressBurst: 1, opensPerAddressPerSecond: 1 } });
    const [client, list] = [connect({ address: '192.0.2.1' }), createTestList()];
    await client.hello();
    for (let channel = 1; channel <= 5; channel++) {
      client.send(list.open({ channel, relayNonce: random(32), origin: TEST_ORIGIN }));
      expect((await client.next('refused')).code).toBe('nonce-unknown');
    }
    await client.follow(list, { channel: 6 });
  });

  it('[R17] cost something from where their keys are looked at', async () => {
    const { connect } = createTestRelay({ limits: { opensPerAddressBurst: 1, opensPerAddressPerSecond: 1 } });
    const [client, list] = [connect({ address: '192.0.2.1' }), createTestList()];
    const nonces = await client.hello(2);
    for (const [index, code] of (['bad-key', 'rate-limited'] as const).entries()) {
      const at = { channel: index + 1, relayNonce: nonces[index] ?? random(32), origin: TEST_ORIGIN };
      client.send({ ...list.open(at), writePublicKey: new Uint8Array(32) });
      expect(await client.next('refused', ({ channel }) => channel === index + 1)).toMatchObject({ code });
    }
  });
});

describe('envelopes', () => {
  const address = '192.0.2.1';

  it('[R18] are bounded over all sockets and lists of an address, before their signatures are checked', async () => {
    let checks = 0;
    const { connect, advance } = createTestRelay({
      limits: { envelopesPerAddressBurst: 3, envelopesPerAddressPerSecond: 1 },
      verify:
        (inner) =>
        (...args) => {
          checks += 1;
          return inner(...args);
        },
    });
    const lists = [createTestList(), createTestList(), createTestList()];
    const clients = [connect({ address }), connect({ address }), connect({ address: '192.0.2.2' })];
    for (const [index, client] of clients.entries()) await client.follow(lists[index] ?? createTestList());
    const append = (index: number, envelopes: number) =>
      clients[index]?.append(Array.from({ length: envelopes }, () => (lists[index] ?? createTestList()).envelope()));
    expect(await append(0, 2)).toMatchObject({ type: 'ack' });
    const before = checks;
    expect(await append(1, 2)).toMatchObject({ type: 'refused', code: 'rate-limited' });
    expect(checks).toBe(before);
    expect(await append(1, 1)).toMatchObject({ type: 'ack' });
    expect(await append(0, 1)).toMatchObject({ type: 'refused', code: 'rate-limited' });
    expect(await append(2, 3)).toMatchObject({ type: 'ack' });
    advance(1_000);
    expect(await append(0, 1)).toMatchObject({ type: 'ack' });
  });

  it('[R18] are bounded in bytes, too', async () => {
    const { connect, advance } = createTestRelay({
      limits: { envelopeBytesPerAddressBurst: 20_000, envelopeBytesPerAddressPerHour: 36_000 },
    });
    const lists = [createTestList(), createTestList()];
    const clients = [connect({ address }), connect({ address })];
    for (const [index, client] of clients.entries()) await client.follow(lists[index] ?? createTestList());
    const append = (index: number) =>
      clients[index]?.append([(lists[index] ?? createTestList()).envelope('update', 10_240)]);
    expect(await append(0)).toMatchObject({ type: 'ack' });
    expect(await append(1)).toMatchObject({ type: 'refused', code: 'rate-limited' });
    advance(1_100_000);
    expect(await append(1)).toMatchObject({ type: 'ack' });
  });

  it('[R18] that are too many cost none of the bytes, however often they are tried', async () => {
    const { connect, advance } = createTestRelay({
      limits: {
        envelopesPerAddressBurst: 1,
        envelopesPerAddressPerSecond: 1,
        envelopeBytesPerAddressBurst: 25_000,
        envelopeBytesPerAddressPerHour: 1,
      },
    });
    const [client, list] = [connect({ address }), createTestList()];
    await client.follow(list);
    const append = () => client.append([list.envelope('update', 10_240)]);
    expect(await append()).toMatchObject({ type: 'ack' });
    for (let i = 0; i < 5; i++) expect(await append()).toMatchObject({ type: 'refused', code: 'rate-limited' });
    advance(1_000);
    expect(await append()).toMatchObject({ type: 'ack' });
  });

  it('[R18] that the log has already cost nothing', async () => {
    const { connect } = createTestRelay({ limits: { envelopesPerAddressBurst: 1, envelopesPerAddressPerSecond: 1 } });
    const [client, list] = [connect({ address }), createTestList()];
    await client.follow(list);
    const envelope = list.envelope();
    for (let i = 0; i < 4; i++) expect(await client.append([envelope])).toMatchObject({ type: 'ack', sequences: [1] });
  });
});

describe('a drain', () => {
  it('[R14] tells each client another time to come back, no more per second than the relay wants', async () => {
    const { connect, relay } = createTestRelay({ limits: { returnsPerSecond: 10 } });
    const clients = Array.from({ length: 50 }, () => connect());
    await relay.drain();
    const delays = clients.map(({ retryAfterMs }) => retryAfterMs() ?? 0);
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(1_000);
    expect(Math.max(...delays)).toBeLessThanOrEqual(6_000);
    expect(new Set(delays).size).toBeGreaterThan(25);
  });
});
