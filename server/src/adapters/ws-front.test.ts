import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import { connect as connectTcp, type AddressInfo, type Socket } from 'node:net';
import { encodeClientFrame, LIMITS, PROTOCOL_VERSION, readRetryAfterMs } from '@tote/wire';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';
import { createRelay, type Relay, type RelayLimits } from '../core/index.ts';
import { createTestClient, type TestClient } from '../testing/test-client.ts';
import { createTestList } from '../testing/test-list.ts';
import { random } from '../testing/test-relay.ts';
import { createAccessCheck } from './access-tokens.ts';
import { NO_PROXY, readTrustedProxies } from './client-address.ts';
import { createMemoryStore } from './memory-store.ts';
import { verifyOnThreads } from './node-verify.ts';
import { createOriginPolicy } from './origin-policy.ts';
import { createUpgradeGate } from './upgrade-gate.ts';
import { createWsFront, type WsFront } from './ws-front.ts';

let server: Server;
let relay: Relay;
let front: WsFront;
let host: string;
const opened: WebSocket[] = [];

/** Bytes of messages without an end that sockets were cut for. */
let cuts: number[] = [];

const start = async (
  how: {
    limits?: Partial<RelayLimits>;
    origins?: string[];
    socketsMax?: number;
    socketsPerAddressMax?: number;
    trustProxy?: string;
    tokens?: string[];
    heartbeatMs?: number;
    unfinishedBytesMax?: number;
    sync?: () => Promise<void>;
  } = {},
): Promise<void> => {
  const origins = createOriginPolicy(how.origins ?? []);
  relay = createRelay({
    store: createMemoryStore({ random, ...(how.sync && { sync: how.sync }) }),
    verify: verifyOnThreads,
    random,
    nowMs: () => performance.now(),
    schedule: (run, delayMs) => {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
    acceptsOrigin: (origin) => origins.acceptsProofFor(origin),
    limits: how.limits ?? {},
  });
  cuts = [];
  server = createServer();
  front = createWsFront({
    server,
    relay,
    origins,
    gate: createUpgradeGate({
      origins,
      trustedProxies: readTrustedProxies(how.trustProxy ?? '0') ?? NO_PROXY,
      socketsMax: how.socketsMax ?? 100,
      socketsPerAddressMax: how.socketsPerAddressMax ?? 100,
    }),
    isAdmitted: createAccessCheck(how.tokens ?? []),
    heartbeatMs: how.heartbeatMs ?? 30_000,
    unfinishedBytesMax: how.unfinishedBytesMax ?? 1e9,
    onUnfinishedCut: (bytes) => cuts.push(bytes),
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
};

type SocketClient = TestClient & { readonly webSocket: WebSocket };

const connect = async (options: ClientOptions = {}, protocols: string[] = []): Promise<SocketClient> => {
  const webSocket = new WebSocket(`ws://${host}/relay`, protocols, options);
  opened.push(webSocket);
  const client = createTestClient({ send: (bytes) => webSocket.send(bytes) }, host);
  webSocket.on('message', (message: Buffer) => client.take(message));
  webSocket.on('close', (code) => client.takeClose(code));
  webSocket.on('error', () => undefined);
  await once(webSocket, 'open');
  return Object.assign(client, { webSocket });
};

/** Status with which the server refuses an upgrade. */
const refusalOf = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<number> =>
  new Promise((resolve, reject) => {
    const asking = request(`http://${host}${path}`, {
      headers: {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': Buffer.alloc(16).toString('base64'),
        ...headers,
      },
    });
    asking.on('response', (response) => resolve(response.resume().statusCode ?? 0));
    asking.on('upgrade', (_, socket) => resolve((socket.destroy(), 101)));
    asking.on('error', reject);
    asking.end();
  });

beforeEach(() => start());
afterEach(async () => {
  for (const webSocket of opened.splice(0)) webSocket.terminate();
  front.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
/** Of any kind. */
/**
 * Two follow a list; one takes nothing in while the other writes. 60 such entries are more than the kernel's buffers take, so
 * that the rest waits in this process.
 */
const writeToDeaf = async (entries: number): Promise<{ readonly ann: SocketClient; readonly deaf: SocketClient }> => {
  const list = createTestList();
  const [ann, deaf] = [await connect(), await connect()];
  await ann.follow(list);
  await deaf.follow(list);
  deaf.webSocket.pause();
  for (let i = 0; i < entries; i++) await ann.append([list.envelope('update', 245_760)]);
  return { ann, deaf };
};

const connections = (): Promise<number> =>
  new Promise((resolve, reject) => server.getConnections((error, count) => (error ? reject(error) : resolve(count))));
const restart = async (how: Parameters<typeof start>[0]): Promise<void> => {
  front.close();
  server.close();
  await start(how);
};

describe('WebSockets', () => {
  it('carry a list between two devices', async () => {
    const list = createTestList();
    const [ann, ben] = [await connect(), await connect()];
    await ann.follow(list);
    await ben.follow(list);
    const envelope = list.envelope('update', 1024);
    expect(await ann.append([envelope])).toMatchObject({ sequences: [1] });
    expect((await ben.next('entries')).entries).toEqual([{ sequence: 1, envelope }]);
  });

  it('carry the largest envelope there is, and a long log in many frames', async () => {
    const list = createTestList();
    const ann = await connect();
    await ann.follow(list);
    for (let i = 0; i < 8; i++)
      expect(await ann.append([list.envelope('update', 245_760)])).toMatchObject({ type: 'ack' });
    const ben = await connect();
    await ben.follow(list);
    const sequences = ben.received.flatMap((frame) => (frame.type === 'entries' ? frame.entries : []));
    expect(sequences.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('[T1] close for a message that is too large, and only that one', async () => {
    const list = createTestList();
    const [ann, ben] = [await connect(), await connect()];
    await ann.follow(list);
    await ben.follow(list);
    ann.sendBytes(new Uint8Array(LIMITS.frameBytesMax + 1));
    expect(await ann.whenClosed()).toBe(1009);
    expect(await ben.append([list.envelope()])).toMatchObject({ type: 'ack' });
    expect(await ben.next('peer-left')).toMatchObject({ peer: 1 });
  });

  it('[T1] [W1] close for text, and for bytes that are no WebSocket frames', async () => {
    const text = await connect();
    text.webSocket.send('hello');
    expect(await text.whenClosed()).toBe(4400);
    const raw = connectTcp(Number(host.split(':')[1]), '127.0.0.1');
    raw.on('error', () => undefined);
    raw.write(
      `GET /relay HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}\r\n\r\n`,
    );
    await once(raw, 'data');
    raw.write(Buffer.alloc(100, 0xff));
    await once(raw.resume(), 'close');
    await connect();
    await expect.poll(() => relay.connections).toBe(1);
  });

  it('[T1] close for a message in too many pieces, and take one in some', async () => {
    const [many, some] = [await connect(), await connect()];
    const hello = encodeClientFrame({ type: 'hello', version: PROTOCOL_VERSION, nonces: 1 });
    for (const [index, byte] of hello.entries())
      some.webSocket.send(Uint8Array.of(byte), { fin: index === hello.length - 1 });
    expect((await some.next('challenge')).nonces).toHaveLength(1);
    for (let i = 0; i < 200; i += 1) many.webSocket.send(new Uint8Array(), { fin: false });
    expect(await many.whenClosed()).toBe(1008);
  });

  it('[T1] are not compressed', async () => {
    const client = await connect({ perMessageDeflate: true });
    expect(client.webSocket.extensions).toBe('');
  });

  it('[T1] are served at /relay only', async () => {
    expect(await refusalOf('/')).toBe(404);
    expect(await refusalOf('/relay/x')).toBe(404);
    expect(await refusalOf('/relay?secret=1')).toBe(101);
  });

  it('[T2] are refused to pages of other hosts', async () => {
    expect(await refusalOf('/relay', { Origin: 'http://evil.example' })).toBe(403);
    expect(await refusalOf('/relay', { Origin: `http://${host}` })).toBe(101);
    await restart({ origins: ['https://tote.example'] });
    expect(await refusalOf('/relay', { Origin: `http://${host}` })).toBe(403);
    expect(await refusalOf('/relay', { Origin: 'https://tote.example' })).toBe(101);
  });

  it('[T4] are refused when there are too many', async () => {
    await restart({ socketsMax: 2 });
    const first = await connect();
    await connect();
    expect(await refusalOf('/relay')).toBe(503);
    first.webSocket.close();
    await first.whenClosed();
    expect(await refusalOf('/relay')).toBe(101);
  });

  it('[T6] are counted by address, a proxy telling it, and an IPv6 address by its /64', async () => {
    await restart({ socketsPerAddressMax: 2, trustProxy: '127.0.0.1' });
    const from = (address: string) => ({ headers: { 'X-Forwarded-For': address } });
    const first = await connect(from('192.0.2.1'));
    await connect(from('198.51.100.1, 192.0.2.1'));
    expect(await refusalOf('/relay', from('192.0.2.1').headers)).toBe(429);
    await connect(from('2001:db8::1'));
    await connect(from('2001:db8:0:0:ffff::2'));
    expect(await refusalOf('/relay', from('2001:db8::3').headers)).toBe(429);
    expect(await refusalOf('/relay', from('2001:db8:0:1::3').headers)).toBe(101);
    first.webSocket.close();
    await first.whenClosed();
    expect(await refusalOf('/relay', from('192.0.2.1').headers)).toBe(101);
  });

  it('[T6] are not counted by what a client says of itself, nor from this machine', async () => {
    await restart({ socketsPerAddressMax: 1 });
    for (let i = 0; i < 3; i++) await connect({ headers: { 'X-Forwarded-For': '192.0.2.1' } });
    expect(front.sockets).toBe(3);
  });

  it('[T6] that are no handshake in the end leave no count behind', async () => {
    await restart({ socketsPerAddressMax: 1, trustProxy: '1' });
    const headers = { 'X-Forwarded-For': '192.0.2.1' };
    for (let i = 0; i < 3; i++)
      expect(await refusalOf('/relay', { ...headers, 'Sec-WebSocket-Version': '1' })).toBe(400);
    expect(await refusalOf('/relay', headers)).toBe(101);
  });

  it('[H5] that are refused are let go of, though the client keeps its half open', async () => {
    const [name = '', port] = host.split(':');
    const half = connectTcp({ host: name, port: Number(port), allowHalfOpen: true });
    half.write(`GET /other HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
    half.resume();
    await once(half, 'end');
    await expect.poll(connections).toBe(0);
    half.destroy();
  });

  it('[H5] that are refused behind an answer that nobody reads are cut in the end; those that are taken have no such time', async () => {
    const answer = Buffer.alloc(16 * 1024 * 1024);
    server.on('request', (_request, response) => void response.end(answer));
    server.timeout = 200;
    const client = await connect();
    const ask = (lines: readonly string[]): string => `${lines.join('\r\n')}\r\n\r\n`;
    const upgrade = [`Host: ${host}`, 'Connection: Upgrade', 'Upgrade: websocket'];
    const deaf = ['GET /other HTTP/1.1', 'GET /relay HTTP/1.1'].map((line) => {
      const socket = connectTcp(Number(host.split(':')[1]), '127.0.0.1').pause();
      socket.on('error', () => undefined);
      socket.write(ask(['GET /file HTTP/1.1', `Host: ${host}`]) + ask([line, ...upgrade]));
      return socket;
    });
    await expect.poll(connections).toBe(3);
    await expect.poll(connections, { timeout: 5_000 }).toBe(1);
    await client.follow(createTestList());
    for (const socket of deaf) socket.destroy();
  });

  it('[T7] to a private relay need a token, which is never sent back', async () => {
    const [token, other] = ['0123456789abcdef', 'fedcba9876543210'];
    await restart({ tokens: [token, other] });
    for (const protocols of [[], ['tote'], ['tote', 'tote.token.0123456789abcdeF']])
      expect(await (await connect({}, protocols)).whenClosed()).toBe(4403);
    for (const good of [token, other]) {
      const client = await connect({}, ['tote', `tote.token.${good}`]);
      expect(client.webSocket.protocol).toBe('tote');
      await client.follow(createTestList());
    }
    expect(relay.connections).toBe(2);
  });

  it('[T6] [T7] that were turned away are counted no more', async () => {
    await restart({ tokens: ['0123456789abcdef'], socketsMax: 1 });
    for (let i = 0; i < 3; i++) {
      expect(await (await connect()).whenClosed()).toBe(4403);
      await expect.poll(connections).toBe(0);
    }
    await connect({}, ['tote', 'tote.token.0123456789abcdef']);
  });

  it('[T9] that go in the middle of a message give its bytes back', async () => {
    await restart({ unfinishedBytesMax: 300_000 });
    for (let i = 0; i < 3; i++) {
      const client = await connect();
      client.webSocket.send(Buffer.alloc(200_000), { fin: false });
      client.webSocket.send(Buffer.alloc(1), { fin: false });
      client.webSocket.close();
      await client.whenClosed();
      await expect.poll(() => front.sockets).toBe(0);
    }
    expect(cuts).toEqual([]);
  });

  it('[T9] that are turned away leave no message without an end behind', async () => {
    await restart({ tokens: ['0123456789abcdef'] });
    const whenConnected = once(server, 'connection') as Promise<[Socket]>;
    // Its goodbye is not answered, so that the relay would go on to listen for a while.
    const raw = connectTcp(Number(host.split(':')[1]), '127.0.0.1');
    raw.on('error', () => undefined);
    raw.write(
      `GET /relay HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}\r\n\r\n`,
    );
    const [socket] = await whenConnected;
    await once(raw, 'data');
    raw.write(Buffer.of(0x82, 0xff, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0));
    raw.write(Buffer.alloc(150_000));
    await expect.poll(() => socket.bytesRead).toBeGreaterThan(150_000);
    // ws has let go of it: what comes flows by.
    expect(socket.listenerCount('data')).toBe(0);
    raw.destroy();
  });

  it('[T4] [W16] are cut when they do not answer the heartbeat, sooner those whose face others see', async () => {
    await restart({ heartbeatMs: 200 });
    const list = createTestList();
    const [alone, deaf, well] = [
      await connect({ autoPong: false }),
      await connect({ autoPong: false }),
      await connect(),
    ];
    await deaf.follow(list);
    await well.follow(list);
    expect(await deaf.whenClosed()).toBe(1006);
    expect(alone.closeCode).toBeUndefined();
    expect(await alone.whenClosed()).toBe(1006);
    expect(well.closeCode).toBeUndefined();
    await expect.poll(() => front.sockets).toBe(1);
  });

  it('[T4] that send a long message slowly are not cut', async () => {
    await restart({ heartbeatMs: 200 });
    const list = createTestList();
    const slow = await connect({ autoPong: false });
    await slow.follow(list);
    const sending = setInterval(() => slow.webSocket.send(Buffer.alloc(100), { fin: false }), 20);
    for (let i = 0; i < 2; i++) {
      const deaf = await connect({ autoPong: false });
      await deaf.follow(list);
      expect(await deaf.whenClosed()).toBe(1006);
    }
    clearInterval(sending);
    expect(slow.closeCode).toBeUndefined();
  });

  it('[T4] are asked at once by way of a proxy, else by the kernel first, which asks after a heartbeat', async () => {
    await restart({ heartbeatMs: 60_000 });
    const whenConnected = once(server, 'connection') as Promise<[Socket]>;
    const asking = connect();
    const [socket] = await whenConnected;
    const keepAlive = vi.spyOn(socket, 'setKeepAlive');
    await asking;
    expect(keepAlive).toHaveBeenCalledWith(true, 60_000);
    await restart({ heartbeatMs: 200 });
    let pings = 0;
    (await connect()).webSocket.on('ping', () => (pings += 1));
    const proxied = await connect({ headers: { 'X-Forwarded-For': '192.0.2.1' } });
    await once(proxied.webSocket, 'ping');
    await once(proxied.webSocket, 'ping');
    expect(pings).toBe(0);
  });

  it('[R1] are closed when nothing is said on them', async () => {
    await restart({ limits: { handshakeMsMax: 50 } });
    const idle = await connect();
    expect(await idle.whenClosed()).toBe(4500);
    await expect.poll(() => relay.connections).toBe(0);
  });

  it('[R10] that nobody reads from hold a bounded amount, and are closed in the end', async () => {
    await restart({ limits: { stalledMsMax: 300, behindPollMs: 50 } });
    const { ann } = await writeToDeaf(60);
    await ann.next('peer-left', ({ peer }) => peer === 2);
    expect(relay.connections).toBe(1);
  });

  it('[R10] that pause catch up from the log', async () => {
    const { deaf } = await writeToDeaf(60);
    deaf.webSocket.resume();
    await deaf.next('caught-up', ({ sequence }) => sequence === 60);
    const sequences = deaf.received.flatMap((frame) => (frame.type === 'entries' ? frame.entries : []));
    expect(sequences.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
  });

  it('[R15] that take nothing in are cut, fattest first, when all together have too much unsent', async () => {
    // As much as the kernel's buffers take is not unsent any more, so the lists must be longer than those.
    await restart({ limits: { unsentBytesTotalMax: 1_500_000, behindBytes: 1_000_000, readBytes: 1_000_000 } });
    const list = createTestList();
    const ann = await connect();
    await ann.follow(list);
    for (let i = 0; i < 40; i++) await ann.append([list.envelope('update', 245_760)]);
    const deaf = await Promise.all([connect(), connect(), connect()]);
    for (const client of deaf) {
      await client.open(list);
      client.webSocket.pause();
    }
    await expect.poll(() => relay.connections, { timeout: 20_000 }).toBeLessThan(4);
    expect(relay.unsentBytes).toBeLessThanOrEqual(1_500_000);
    expect(await ann.append([list.envelope()])).toMatchObject({ type: 'ack' });
  });

  it('[T9] that never end a message are cut, longest first, when all together hold too much; others go on', async () => {
    await restart({ unfinishedBytesMax: 300_000 });
    const list = createTestList();
    const [honest, short, long] = [await connect(), await connect(), await connect()];
    await honest.follow(list);
    const begin = ({ webSocket }: { readonly webSocket: WebSocket }, bytes: number): void =>
      webSocket.send(Buffer.alloc(bytes), { fin: false });
    begin(short, 100_000);
    for (let i = 0; i < 20; i += 1)
      expect(await honest.append([list.envelope('update', 65_536)])).toMatchObject({ type: 'ack' });
    begin(long, 220_000);
    expect(await long.whenClosed()).toBe(1006);
    expect(short.closeCode).toBeUndefined();
    expect(cuts).toEqual([expect.any(Number)]);
    expect(cuts[0]).toBeGreaterThan(200_000);
    expect(await honest.append([list.envelope()])).toMatchObject({ type: 'ack' });
  });

  it('[T8] are cut without a goodbye when much is unsent, and hear one otherwise', async () => {
    const { ann, deaf } = await writeToDeaf(60);
    await expect.poll(() => relay.unsentBytes).toBeGreaterThan(64 * 1024);
    await relay.drain();
    expect(await ann.whenClosed()).toBe(1012);
    deaf.webSocket.resume();
    expect(await deaf.whenClosed()).toBe(1006);
  });

  it('[R14] are closed with 1012 on a drain', async () => {
    const client = await connect();
    const reason = once(client.webSocket, 'close').then(([, text]) => String(text));
    await client.follow(createTestList());
    await relay.drain();
    expect(await client.whenClosed()).toBe(1012);
    expect(readRetryAfterMs(await reason)).toBeGreaterThanOrEqual(1_000);
  });

  it('[T8] hear before the goodbye what was said in the same turn: the last acknowledgement of a drain', async () => {
    let synced = (): void => undefined;
    await restart({ sync: () => new Promise((resolve) => (synced = resolve)) });
    const list = createTestList();
    const client = await connect();
    await client.follow(list);
    const answer = client.append([list.envelope()]);
    await expect.poll(() => relay.waitingBytes).toBeGreaterThan(0);
    const drained = relay.drain();
    synced();
    expect(await answer).toMatchObject({ type: 'ack', sequences: [1] });
    await drained;
    expect(await client.whenClosed()).toBe(1012);
  });
});
