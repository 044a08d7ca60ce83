/** Several relays on one Redis, as processes: killed, cut off, beside each other. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { until } from './testing/listen-to.ts';
import type { TestClient } from './testing/test-client.ts';
import { createTestList, type TestList } from './testing/test-list.ts';
import { bundleRelay, connectTo, removeBundle, startTestProcess, type TestProcess } from './testing/test-process.ts';
import { freePort, HAS_TLS, REDIS_SERVER, startTestRedis, type TestRedis } from './testing/test-redis.ts';

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

describe.skipIf(REDIS_SERVER === undefined)('relays that share a store', () => {
  let redis: TestRedis;
  let folder: string;
  let relays: TestProcess[];
  let list: TestList;
  beforeAll(async () => {
    await bundleRelay();
    redis = await startTestRedis();
  }, 60_000);
  afterAll(async () => {
    removeBundle();
    await redis.dispose();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tote-shared-'));
    relays = [];
    list = createTestList();
  });
  afterEach(async () => {
    for (const relay of relays) await relay.end('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  const start = async (env: Readonly<Record<string, string>> = {}): Promise<TestProcess> => {
    const relay = await startTestProcess(folder, { TOTE_STORE: redis.url, ...env });
    relays.push(relay);
    return relay;
  };
  const startTwo = async (): Promise<readonly [TestProcess, TestProcess]> => [await start(), await start()];

  /** What a channel was told, as sequences in the order in which it heard of them: entries, and own acknowledgements (W10). */
  const heardBy = (client: TestClient): readonly number[] =>
    client.received.flatMap((frame) => {
      if (frame.type === 'entries') return frame.entries.map(({ sequence }) => sequence);
      return frame.type === 'ack' ? frame.sequences : [];
    });

  it('[R20] what is appended at one is heard at the other, and is there for who comes later', async () => {
    const [first, second] = await startTwo();
    const [writer, reader] = [await connectTo(first.port), await connectTo(second.port)];
    await writer.follow(list);
    await writer.append([list.envelope()]);
    await reader.follow(list);
    const envelopes = [list.envelope(), list.envelope('update', 8192), list.envelope('update', 65_536)];
    for (const envelope of envelopes) expect(await writer.append([envelope])).toMatchObject({ type: 'ack' });
    await reader.next('entries', ({ entries }) => entries.at(-1)?.sequence === 4);
    expect(heardBy(reader)).toEqual([1, 2, 3, 4]);
    const late = await connectTo((await start()).port);
    expect((await late.follow(list)).head).toBe(4);
    expect(heardBy(late)).toEqual([1, 2, 3, 4]);
  });

  it('[R20] [L10] many write at once, each at another relay: one order, and everybody hears all of it once', async () => {
    const ports = [...(await startTwo()), await start()].map(({ port }) => port);
    const clients = await Promise.all([...ports, ...ports].map((port) => connectTo(port)));
    // One makes the log: whoever opens an empty one at another relay is asked to open it again (R13).
    await clients[0]?.follow(list);
    await clients[0]?.append([list.envelope()]);
    for (const client of clients.slice(1)) await client.follow(list);
    const rounds = Array.from({ length: 25 });
    await Promise.all(
      clients.map(async (client) => {
        for (const _ of rounds)
          expect(await client.append([list.envelope(), list.envelope()])).toMatchObject({ type: 'ack' });
      }),
    );
    const last = 1 + clients.length * rounds.length * 2;
    await until(() => clients.every((client) => heardBy(client).at(-1) === last));
    for (const client of clients)
      expect(heardBy(client)).toEqual(Array.from({ length: last }, (_, index) => index + 1));
  });

  it('[R22] those at other relays are there like those at the own one, and leave with their relay', async () => {
    const [first, second] = await startTwo();
    const [own, other] = [await connectTo(first.port), await connectTo(second.port)];
    const { peer: ownPeer } = await own.follow(list);
    const { peer: otherPeer } = await other.follow(list);
    expect(await own.next('peer-joined')).toMatchObject({ peer: otherPeer });
    const envelope = list.presence();
    own.send({ type: 'presence', channel: 1, envelope });
    expect(await other.next('presence')).toMatchObject({ peer: ownPeer, envelope });
    other.cut();
    expect(await own.next('peer-left')).toMatchObject({ peer: otherPeer });
    const next = await connectTo(second.port);
    const { peer: nextPeer } = await next.follow(list);
    await own.next('peer-joined', ({ peer }) => peer === nextPeer);
    await second.end('SIGTERM');
    await own.next('peer-left', ({ peer }) => peer === nextPeer);
  });

  it('[R21] what was appended while a relay heard nothing is told once it hears again', async () => {
    const [first, second] = await startTwo();
    const [writer, reader] = [await connectTo(first.port), await connectTo(second.port)];
    await writer.follow(list);
    await writer.append([list.envelope()]);
    await reader.follow(list);
    second.pause();
    await redis.ask('CLIENT', 'KILL', 'TYPE', 'pubsub');
    const acked = await writer.append([list.envelope()]);
    expect(acked).toMatchObject({ type: 'ack', sequences: [2] });
    second.goOn();
    await reader.next('entries', ({ entries }) => entries.at(-1)?.sequence === 2);
    expect(heardBy(reader)).toEqual([1, 2]);
    await until(() => second.output().includes('the store cannot be reached')); // it did lose its ears
  });

  it('[R5] a relay that is killed takes nothing with it that was acknowledged', async () => {
    const [first, second] = await startTwo();
    const writer = await connectTo(first.port);
    await writer.follow(list);
    const acknowledged: string[] = [];
    const writing = (async () => {
      for (;;) {
        const envelope = list.envelope();
        const answer = await Promise.race([writer.append([envelope]), writer.whenClosed()]);
        if (typeof answer === 'number') return;
        acknowledged.push(base64(envelope));
        if (acknowledged.length === 40) void first.end('SIGKILL');
      }
    })();
    await writing;
    const reader = await connectTo(second.port);
    await reader.follow(list, { role: 'view' });
    const stored = reader.received.flatMap((frame) => (frame.type === 'entries' ? frame.entries : []));
    expect(stored.map(({ envelope }) => base64(envelope))).toEqual(expect.arrayContaining(acknowledged));
  });

  it.skipIf(!HAS_TLS)('goes over TLS as a user of its own, and to no server that nobody vouches for', async () => {
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
    const made = ['-nodes', '-keyout', key, '-out', certificate, '-subj', '/CN=tote', '-days', '2'];
    const ofAddress = [
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-addext',
      'subjectAltName=IP:127.0.0.1',
    ];
    expect(spawnSync('openssl', ['req', '-x509', ...ofAddress, ...made], { stdio: 'ignore' }).status).toBe(0);
    const port = String(await freePort());
    const files = ['--tls-cert-file', certificate, '--tls-key-file', key, '--tls-ca-cert-file', certificate];
    const server = await startTestRedis('--tls-port', port, '--tls-auth-clients', 'no', ...files);
    try {
      // The line of OPERATIONS.md.
      const mayDo = ['~tote:*', '&tote:*', '+@all', '-@dangerous', '+info', '+config|get'];
      await server.ask('ACL', 'SETUSER', 'tote', 'on', '>a secret', ...mayDo);
      const env = { TOTE_STORE: `rediss://tote:a%20secret@127.0.0.1:${port}` };
      const relay = await start({ ...env, NODE_EXTRA_CA_CERTS: certificate });
      const writer = await connectTo(relay.port);
      await writer.follow(list);
      expect(await writer.append([list.envelope()])).toMatchObject({ type: 'ack' });
      expect((await fetch(`http://127.0.0.1:${relay.port}/readyz`)).status).toBe(200);
      await expect(start(env)).rejects.toThrow(/exit 1:[^]*certificate/);
      await expect(
        start({ ...env, NODE_EXTRA_CA_CERTS: certificate, TOTE_STORE: env.TOTE_STORE.replace('secret', 'guess') }),
      ).rejects.toThrow(/exit 1:[^]*WRONGPASS/);
    } finally {
      await server.dispose();
    }
  });

  it('[L12] [R8] a server that dies makes refusals; when it is back, logs have another generation and all that was acknowledged', async () => {
    const relay = await start();
    const writer = await connectTo(relay.port);
    const { generation } = await writer.follow(list);
    const envelope = list.envelope();
    await writer.append([envelope]);
    await redis.end('SIGKILL');
    expect(await writer.append([list.envelope()])).toMatchObject({ type: 'refused', code: 'storage-failed' });
    const health = await fetch(`http://127.0.0.1:${relay.port}/readyz`);
    expect(health.status).toBe(503);
    await redis.start();
    expect(await writer.next('closed')).toMatchObject({ code: 'relay-fault' });
    const reader = await connectTo(relay.port);
    const opened = await reader.follow(list);
    expect(base64(opened.generation)).not.toBe(base64(generation));
    const [entries] = reader.received.filter(({ type }) => type === 'entries');
    expect(entries).toMatchObject({ entries: [{ sequence: 1, envelope }] });
    expect(relay.output()).toContain('the store cannot be reached');
    await until(() => relay.output().includes('the store can be reached again')); // by both of its connections
  });
});
