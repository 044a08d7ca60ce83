import { LIMITS, PROTOCOL_VERSION } from '@tote/wire';
import { describe, expect, it } from 'vitest';
import { random } from '../testing/random.ts';
import { TEST_ORIGIN } from '../testing/test-client.ts';
import { createTestList } from '../testing/test-list.ts';
import { createTestRelay, type SocketInMemory } from '../testing/test-relay.ts';
import { RELAY_LIMITS } from './limits.ts';

const nonceFor = async (client: SocketInMemory): Promise<Uint8Array> => {
  const [nonce] = await client.hello();
  if (!nonce) throw new Error('no nonce');
  return nonce;
};

describe('saying hello', () => {
  it('[R1] [W5] answers hello with as many fresh nonces as asked for, again and again', async () => {
    const client = createTestRelay().connect();
    const nonces = [...(await client.hello(64)), ...(await client.hello(2))];
    expect(nonces).toHaveLength(66);
    expect(new Set(nonces.map((nonce) => nonce.join())).size).toBe(66);
  });

  it('[R1] closes a socket that says anything else first', async () => {
    const client = createTestRelay().connect();
    client.send({ type: 'ping', token: 1 });
    expect(await client.whenClosed()).toBe(4400);
  });

  it('[R1] [W5] closes a socket of another version for good', async () => {
    const client = createTestRelay().connect();
    client.send({ type: 'hello', version: PROTOCOL_VERSION + 1, nonces: 1 });
    expect(await client.whenClosed()).toBe(4401);
  });

  it('[W16] answers every ping with its token, before a list is open and after', async () => {
    const client = createTestRelay().connect();
    await client.hello();
    for (const token of [0, 7, LIMITS.tokenMax]) {
      client.send({ type: 'ping', token });
      expect(await client.next('pong')).toEqual({ type: 'pong', token });
    }
    await client.follow(createTestList());
    client.send({ type: 'ping', token: 8 });
    expect(await client.next('pong', ({ token }) => token === 8)).toEqual({ type: 'pong', token: 8 });
  });

  it('[R1] closes a socket that opens no list in time, whatever else it says', async () => {
    const { connect, advance } = createTestRelay();
    const client = connect();
    await client.hello();
    advance(RELAY_LIMITS.handshakeMsMax - 1);
    client.send({ type: 'ping', token: 7 });
    expect(await client.next('pong')).toMatchObject({ token: 7 });
    advance(1);
    expect(await client.whenClosed()).toBe(4500);
  });

  it('[R1] [W15] leaves a socket alone that follows a list, and closes it some time after its last one', async () => {
    const { connect, advance } = createTestRelay();
    const client = connect();
    await client.follow(createTestList());
    advance(24 * 3600 * 1000);
    expect(client.closeCode).toBeUndefined();
    client.send({ type: 'close', channel: 1 });
    expect(await client.next('closed')).toMatchObject({ channel: 1, code: 'closed-as-asked' });
    advance(RELAY_LIMITS.idleMsMax);
    expect(await client.whenClosed()).toBe(4500);
  });

  it('[R1] closes it also when its last list was closed while another was being opened, which failed', async () => {
    let failLater = (): void => undefined;
    const { connect, advance } = createTestRelay({
      wrapStore: (store) => ({
        ...store,
        head: (list) =>
          list === first.name
            ? store.head(list)
            : new Promise((_, reject) => (failLater = () => reject(new Error('a bad sector')))),
      }),
    });
    const [first, second] = [createTestList(), createTestList()];
    const client = connect();
    await client.follow(first);
    await client.open(second, { channel: 2 });
    client.send({ type: 'close', channel: 1 });
    failLater();
    expect(await client.next('refused')).toMatchObject({ channel: 2, code: 'storage-failed' });
    advance(RELAY_LIMITS.idleMsMax);
    expect(await client.whenClosed()).toBe(4500);
  });

  it('[R1] is not put off by opening a list and closing it before it is open', async () => {
    const { connect, advance } = createTestRelay();
    const client = connect();
    await client.follow(createTestList());
    client.send({ type: 'close', channel: 1 });
    for (const channel of [2, 3]) {
      advance(RELAY_LIMITS.idleMsMax / 2 - 1);
      await client.open(createTestList(), { channel });
      client.send({ type: 'close', channel });
    }
    advance(2);
    expect(await client.whenClosed()).toBe(4500);
  });

  it('[R1] takes no long frame before a list was opened', async () => {
    const client = createTestRelay().connect();
    await client.hello();
    client.sendBytes(new Uint8Array(LIMITS.frameBytesMaxBeforeOpen + 1));
    expect(await client.whenClosed()).toBe(4402);
  });
});

describe('proving the right to a list', () => {
  it.each(['edit', 'view'] as const)('[R2] opens a list for a good proof of the %s role', async (role) => {
    const client = createTestRelay().connect();
    expect(await client.follow(createTestList(), { role })).toMatchObject({ channel: 1, head: 0, peer: 1 });
  });

  const refusalOf = async (
    prepare: (client: SocketInMemory, nonce: Uint8Array) => Parameters<SocketInMemory['send']>[0],
    relay = createTestRelay(),
  ): Promise<string> => {
    const client = relay.connect();
    client.send(prepare(client, await nonceFor(client)));
    const refused = await client.next('refused');
    expect(refused.request).toBe(0);
    expect(relay.relay.rooms).toBe(0);
    return refused.code;
  };
  const at = (relayNonce: Uint8Array, origin = TEST_ORIGIN) => ({ channel: 1, relayNonce, origin });

  it('[R2] refuses a proof by the key of the other role', async () => {
    const list = createTestList();
    expect(await refusalOf((_, nonce) => list.open(at(nonce), { role: 'edit', signAs: 'view' }))).toBe('bad-signature');
    expect(await refusalOf((_, nonce) => list.open(at(nonce), { role: 'view', signAs: 'edit' }))).toBe('bad-signature');
  });

  it('[R2] refuses a proof that was made for another relay', async () => {
    const list = createTestList();
    expect(await refusalOf((_, nonce) => list.open(at(nonce, 'evil.test')))).toBe('bad-signature');
  });

  it('[T3] refuses proofs for a host that is none of its own', async () => {
    const list = createTestList();
    const relay = createTestRelay({ acceptsOrigin: (origin) => origin === 'tote.example' });
    expect(await refusalOf((_, nonce) => list.open(at(nonce)), relay)).toBe('origin-mismatch');
  });

  it('[R2] refuses a nonce that it did not give to this socket', async () => {
    const list = createTestList();
    const relay = createTestRelay();
    expect(await refusalOf(() => list.open(at(random(32))), relay)).toBe('nonce-unknown');
    const foreign = await nonceFor(relay.connect());
    expect(await refusalOf(() => list.open(at(foreign)), relay)).toBe('nonce-unknown');
  });

  it('[R2] [W6] takes a nonce once, also when the proof was bad', async () => {
    const list = createTestList();
    const client = createTestRelay().connect();
    const relayNonce = await nonceFor(client);
    client.send(list.open({ ...at(relayNonce, 'evil.test'), channel: 1 }));
    expect((await client.next('refused')).code).toBe('bad-signature');
    client.send(list.open({ ...at(relayNonce), channel: 2 }));
    expect((await client.next('refused')).code).toBe('nonce-unknown');
  });

  it('[R2] [W6] refuses a nonce that has become too old', async () => {
    const list = createTestList();
    const relay = createTestRelay({ limits: { handshakeMsMax: 1e9 } });
    const client = relay.connect();
    const relayNonce = await nonceFor(client);
    relay.advance(RELAY_LIMITS.nonceMsMax);
    client.send(list.open(at(relayNonce)));
    expect((await client.next('refused')).code).toBe('nonce-unknown');
  });

  it('[R2] answers a close that comes while the proof is being checked, and nothing after it', async () => {
    const list = createTestList();
    let answer = (): void => undefined;
    const { connect, relay } = createTestRelay({
      verify: () => () => new Promise<boolean>((resolve) => (answer = () => resolve(true))),
    });
    const ann = connect();
    await ann.open(list);
    ann.send({ type: 'close', channel: 1 });
    expect(await ann.next('closed')).toMatchObject({ channel: 1, code: 'closed-as-asked' });
    answer();
    ann.send({ type: 'ping', token: 1 });
    await ann.next('pong');
    expect(ann.received.map(({ type }) => type)).toEqual(['challenge', 'closed', 'pong']);
    expect(relay.rooms).toBe(0);
  });

  it('[R19] serves no list that its operator refuses, says so to whoever proves the right to it, and touches nothing of it', async () => {
    const [refused, other] = [createTestList(), createTestList()];
    const { connect, store, relay } = createTestRelay({ refusedLists: new Set([refused.name]) });
    await store.append(refused.name, [{ id: random(32), envelope: random(100) }], random(16));
    const ann = connect();
    for (const role of ['edit', 'view'] as const) {
      const channel = role === 'edit' ? 1 : 2;
      await ann.open(refused, { channel, role });
      expect(await ann.next('refused', (frame) => frame.channel === channel)).toMatchObject({ code: 'not-authorised' });
    }
    ann.send(refused.open({ ...at(await nonceFor(ann)), channel: 3 }, { signAs: 'view' }));
    expect(await ann.next('refused', ({ channel }) => channel === 3)).toMatchObject({ code: 'bad-signature' });
    expect(relay.rooms).toBe(0);
    await ann.follow(other, { channel: 4 });
    expect(ann.closeCode).toBeUndefined();
  });

  it('[R2] refuses public keys that verify anything', async () => {
    const list = createTestList();
    const identity = new Uint8Array(32).fill(1, 0, 1);
    expect(await refusalOf((_, nonce) => ({ ...list.open(at(nonce)), writePublicKey: identity }))).toBe('bad-key');
    expect(await refusalOf((_, nonce) => ({ ...list.open(at(nonce)), readPublicKey: identity }))).toBe('bad-key');
  });

  it('[R2] opens another list, not this one, when any public part is another', async () => {
    const list = createTestList();
    expect(await refusalOf((_, nonce) => ({ ...list.open(at(nonce)), contentCommitment: random(32) }))).toBe(
      'bad-signature',
    );
  });

  it('[R2] [W7] asks nothing of the store before a proof held', async () => {
    const asked: string[] = [];
    const relay = createTestRelay({
      wrapStore: (store) => ({ ...store, head: (list) => (asked.push(list), store.head(list)) }),
    });
    const list = createTestList();
    await refusalOf((_, nonce) => list.open(at(nonce, 'evil.test')), relay);
    expect(asked).toEqual([]);
    await relay.connect().follow(list);
    expect(asked).toEqual([list.name]);
  });

  it('[W8] never lets a channel number be used again', async () => {
    const list = createTestList();
    const client = createTestRelay().connect();
    await client.follow(list);
    client.send(list.open(at(await nonceFor(client))));
    expect((await client.next('refused')).code).toBe('channel-in-use');
    client.send({ type: 'close', channel: 1 });
    await client.next('closed');
    client.send(list.open(at(await nonceFor(client))));
    expect((await client.next('refused')).code).toBe('channel-in-use');
  });

  it('refuses more lists on a socket than it may follow', async () => {
    const client = createTestRelay({ limits: { listsPerSocketMax: 2 } }).connect();
    await client.follow(createTestList(), { channel: 1 });
    await client.follow(createTestList(), { channel: 2 });
    client.send(createTestList().open({ ...at(await nonceFor(client)), channel: 3 }));
    expect(await client.next('refused')).toMatchObject({ channel: 3, code: 'too-many-lists' });
  });

  it('refuses opens that come too fast', async () => {
    const { connect, advance } = createTestRelay({ limits: { opensBurst: 1, opensPerSecond: 1, handshakeMsMax: 1e9 } });
    const client = connect();
    await client.follow(createTestList(), { channel: 1 });
    client.send(createTestList().open({ ...at(await nonceFor(client)), channel: 2 }));
    expect((await client.next('refused')).code).toBe('rate-limited');
    advance(1000);
    await client.follow(createTestList(), { channel: 2 });
  });

  it('[R8] refuses to open when the store cannot be asked, and works again after that', async () => {
    let broken = true;
    const relay = createTestRelay({
      wrapStore: (store) => ({
        ...store,
        head: (list) => (broken ? Promise.reject(new Error('disk')) : store.head(list)),
      }),
    });
    const list = createTestList();
    const client = relay.connect();
    client.send(list.open(at(await nonceFor(client))));
    expect((await client.next('refused')).code).toBe('storage-failed');
    expect(relay.relay.rooms).toBe(0);
    broken = false;
    await client.follow(list, { channel: 2 });
  });

  it('leaves no room behind when a client goes while its list is being opened', async () => {
    let answer = (): void => undefined;
    const { connect, relay } = createTestRelay({
      wrapStore: (store) => ({
        ...store,
        head: (list) => new Promise((resolve) => (answer = () => resolve(store.head(list)))),
      }),
    });
    const list = createTestList();
    for (const go of [(c: SocketInMemory) => c.cut(), (c: SocketInMemory) => c.send({ type: 'close', channel: 1 })]) {
      const client = connect();
      client.send(list.open(at(await nonceFor(client))));
      go(client);
      answer();
      await new Promise((resolve) => setTimeout(resolve, 0));
      expect(relay.rooms).toBe(0);
      expect(client.received.map(({ type }) => type)).not.toContain('opened');
    }
  });
});
