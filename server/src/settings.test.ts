/** Settings from the environment to what they bound, in a whole relay of this process. What the bounds do is tested beside each of them. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';
import { readConfig } from './config.ts';
import { serve } from './serve.ts';
import { createTestList } from './testing/test-list.ts';
import { connectTo } from './testing/test-process.ts';

const MEBIBYTE = 1024 * 1024;
const TOKEN = '0123456789abcdef';
/** However busy the machine is. */
const PATIENCE = { timeout: 30_000 };
const viaProxy = (address: string): ClientOptions => ({ headers: { 'x-forwarded-for': address } });

interface Knock {
  /** 101 if the socket opened. */
  readonly status: number;
  readonly socket: WebSocket;
  /** Resolves with the code. */
  readonly closed: Promise<number>;
}

let folder: string;
let lines: string[];
let stops: (() => Promise<void>)[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tote-settings-'));
  lines = [];
  stops = [];
});
afterEach(async () => {
  vi.useRealTimers();
  for (const stop of stops) await stop();
  rmSync(folder, { recursive: true });
});

const serveWith = async (environment: Readonly<Record<string, string>>) => {
  const config = readConfig({
    HOST: '127.0.0.1',
    PORT: '0',
    TOTE_DATA: join(folder, 'data'),
    TOTE_APP_DIR: join(folder, 'app'),
    TOTE_LAB_DIR: join(folder, 'lab'),
    TOTE_DISK_FREE_BYTES_MIN: '0',
    ...environment,
  });
  if (!config.ok) throw new Error(config.error.map(({ message }) => message).join('\n'));
  const served = await serve(config.value, (line) => lines.push(line));
  if (!served.ok) throw new Error(served.error.type);
  const { port, stop } = served.value;
  stops.push(stop);
  const at = async (path: string, headers: Readonly<Record<string, string>> = {}) => {
    const reply = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
    return { status: reply.status, text: await reply.text() };
  };
  return {
    port,
    at,
    metric: async (name: string): Promise<number> => {
      const line = (await at('/metrics')).text.split('\n').find((one) => one.startsWith(`${name} `));
      return Number(line?.slice(name.length));
    },
    /** Asks for a socket. */
    knock: (options: ClientOptions = {}, protocols: string[] = []) =>
      new Promise<Knock>((resolve, reject) => {
        const socket = new WebSocket(`ws://127.0.0.1:${port}/relay`, protocols, options);
        const closed = new Promise<number>((told) => socket.once('close', told));
        stops.unshift(() => Promise.resolve(socket.terminate()));
        socket.on('open', () => resolve({ status: 101, socket, closed }));
        socket.on('unexpected-response', (_, { statusCode }) => resolve({ status: statusCode ?? 0, socket, closed }));
        socket.on('error', reject);
      }),
  };
};

it('[T4] TOTE_SOCKETS_MAX bounds all sockets', async () => {
  const relay = await serveWith({ TOTE_SOCKETS_MAX: '1' });
  expect([(await relay.knock()).status, (await relay.knock()).status]).toEqual([101, 503]);
  expect(await relay.metric('tote_upgrades_refused_total{reason="too-many-sockets"}')).toBe(1);
  expect(lines.join()).toContain('TOTE_SOCKETS_MAX');
});

it('[T6] TOTE_SOCKETS_PER_ADDRESS_MAX bounds those of an address, which TRUST_PROXY lets a proxy say', async () => {
  const relay = await serveWith({ TOTE_SOCKETS_PER_ADDRESS_MAX: '1', TRUST_PROXY: '1' });
  const statuses: number[] = [];
  for (const address of ['192.0.2.1', '192.0.2.1', '192.0.2.2'])
    statuses.push((await relay.knock(viaProxy(address))).status);
  expect(statuses).toEqual([101, 429, 101]);
});

it('[T7] TOTE_ACCESS_TOKEN closes the relay to whoever has none', async () => {
  const relay = await serveWith({ TOTE_ACCESS_TOKEN: TOKEN });
  const [without, having] = [await relay.knock(), await relay.knock({}, ['tote', `tote.token.${TOKEN}`])];
  expect(await without.closed).toBe(4403);
  expect([having.socket.protocol, having.socket.readyState]).toEqual(['tote', WebSocket.OPEN]);
});

it('[T2] [T3] TOTE_ORIGINS bounds pages, and what proofs may name', async () => {
  const relay = await serveWith({ TOTE_ORIGINS: 'https://tote.example' });
  expect((await relay.knock({ origin: 'https://other.example' })).status).toBe(403);
  expect((await relay.knock({ origin: 'https://tote.example' })).status).toBe(101);
  const client = await connectTo(relay.port); // its proofs name the address that it dialled
  await client.open(createTestList());
  expect(await client.next('refused')).toMatchObject({ code: 'bad-signature' });
  client.cut();
});

it('[T4] TOTE_HEARTBEAT_MS is how long a socket may be silent', async () => {
  const relay = await serveWith({ TOTE_HEARTBEAT_MS: '100', TOTE_HANDSHAKE_MS_MAX: '600000' });
  const { closed } = await relay.knock({ ...viaProxy('192.0.2.1'), autoPong: false });
  expect(await closed).toBe(1006);
});

it('[T9] TOTE_UNFINISHED_BYTES_MAX bounds messages without an end', async () => {
  const relay = await serveWith({ TOTE_UNFINISHED_BYTES_MAX: String(MEBIBYTE) });
  for (let count = 0; count < 5; count += 1) {
    const { socket } = await relay.knock();
    socket.send(new Uint8Array(240 * 1024), { fin: false });
  }
  await expect.poll(() => relay.metric('tote_unfinished_cut_total'), PATIENCE).toBeGreaterThan(0);
  expect(lines.join()).toContain('TOTE_UNFINISHED_BYTES_MAX');
});

it('[L9] TOTE_STORE_BYTES_MAX bounds what is kept', { timeout: 60_000 }, async () => {
  const relay = await serveWith({ TOTE_STORE_BYTES_MAX: String(16 * MEBIBYTE), TOTE_TAIL_BYTES_MAX: '999999999' });
  const list = createTestList();
  const client = await connectTo(relay.port);
  await client.follow(list);
  let bytes = 0;
  for (;;) {
    const envelope = list.envelope('update', 240 * 1024);
    const answer = await client.append([envelope]);
    if (answer.type === 'refused') {
      expect(answer.code).toBe('relay-full');
      break;
    }
    bytes += envelope.byteLength;
    expect(bytes).toBeLessThan(16 * MEBIBYTE);
  }
  expect(bytes).toBeGreaterThan(8 * MEBIBYTE);
  expect(await relay.metric('tote_bounds_met_total{bound="TOTE_STORE_BYTES_MAX"}')).toBe(1);
  client.cut();
});

it('[L7] TOTE_GRACE_DAYS is how long what a snapshot covers can be read one by one, 30 if it is not set', async () => {
  /** Whether the second entry is there so many days after two snapshots covered it. */
  const isKept = async (days: number, environment: Readonly<Record<string, string>>): Promise<boolean> => {
    const relay = await serveWith({
      TOTE_DATA: join(folder, `${days} ${JSON.stringify(environment).length}`),
      ...environment,
    });
    const list = createTestList();
    const client = await connectTo(relay.port);
    const { generation } = await client.follow(list);
    await client.append([list.envelope(), list.envelope()]);
    for (const covers of [2, 3]) {
      const envelope = list.envelope('snapshot');
      client.send({ type: 'snapshot', channel: 1, request: 100 + covers, generation, covers, envelope });
      await client.next('ack', ({ request }) => request === 100 + covers);
    }
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + days * 24 * 60 * 60 * 1000 });
    await client.append([list.envelope()]);
    vi.useRealTimers();
    const late = await connectTo(relay.port);
    await late.follow(list, { resume: { generation, sequence: 1 } });
    const first = await late.next('entries');
    client.cut();
    late.cut();
    return first.entries[0]?.sequence === 2;
  };
  expect(await isKept(2, { TOTE_GRACE_DAYS: '3' })).toBe(true);
  expect(await isKept(3, { TOTE_GRACE_DAYS: '3' })).toBe(false);
  expect(await isKept(29, {})).toBe(true);
  expect(await isKept(30, {})).toBe(false);
});

it('[L9] [O2] TOTE_DISK_FREE_BYTES_MIN is left free: nothing is stored, and the relay is not ready', async () => {
  const relay = await serveWith({ TOTE_DISK_FREE_BYTES_MIN: String(Number.MAX_SAFE_INTEGER) });
  expect(await relay.at('/readyz')).toMatchObject({ status: 503, text: 'store-full\n' });
  expect((await relay.at('/healthz')).status).toBe(200);
  const client = await connectTo(relay.port);
  const list = createTestList();
  await client.follow(list);
  expect(await client.append([list.envelope()])).toMatchObject({ type: 'refused', code: 'relay-full' });
  expect(await relay.metric('tote_bounds_met_total{bound="TOTE_DISK_FREE_BYTES_MIN"}')).toBe(1);
  client.cut();
});

it('[O3] TOTE_METRICS says who reads metrics', async () => {
  const statuses: number[] = [];
  for (const readers of ['off', 'local', 'all']) {
    const relay = await serveWith({ TOTE_METRICS: readers, TOTE_DATA: join(folder, readers) });
    statuses.push((await relay.at('/metrics')).status);
    statuses.push((await relay.at('/metrics', { 'x-forwarded-for': '192.0.2.1' })).status);
  }
  expect(statuses).toEqual([404, 404, 200, 404, 200, 200]);
});

it('[O3] what happens at a relay and on its disk is counted, and what it did not say yet is said when it stops', async () => {
  const relay = await serveWith({});
  const list = createTestList();
  const clients = [await connectTo(relay.port), await connectTo(relay.port)];
  for (const client of clients) await client.follow(list);
  await clients[0]?.append([list.envelope()]);
  for (const name of ['tote_appended_entries_total', 'tote_ack_seconds_count', 'tote_store_sync_seconds_count'])
    expect(await relay.metric(name), name).toBe(1);
  expect([await relay.metric('tote_connections'), await relay.metric('tote_lists_followed')]).toEqual([2, 1]);
  expect(await relay.metric('tote_disk_free_bytes')).toBeGreaterThan(0);
  const lagOnceBusy = (): Promise<number> => {
    const busyUntil = performance.now() + 400; // the loop's delay is looked at each 250 ms
    while (performance.now() < busyUntil);
    return relay.metric('tote_event_loop_lag_max_seconds');
  };
  await expect.poll(lagOnceBusy, PATIENCE).toBeGreaterThan(0.05);
  for (const client of clients) client.cut();

  for (let count = 0; count < 3; count += 1) await relay.knock({ origin: 'https://other.example' });
  await stops.pop()?.();
  expect(lines.filter((line) => line.includes('a page of another host'))).toEqual([
    expect.not.stringContaining('times'),
    expect.stringContaining('(2 times)'),
  ]);
});

it('[H3] TOTE_APP_DIR and TOTE_LAB_DIR are served', async () => {
  for (const name of ['app', 'lab']) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'index.html'), `<title>${name}</title>`);
  }
  const relay = await serveWith({});
  expect([(await relay.at('/')).text, (await relay.at('/lab/')).text]).toEqual([
    '<title>app</title>',
    '<title>lab</title>',
  ]);
});

it('[P3] every setting stands in RELAY.md, and what OPERATIONS.md and the examples of deploy/ set is one', () => {
  const settings = new Set<string>();
  readConfig(new Proxy({}, { get: (_, name) => void settings.add(String(name)) }));
  const server = new URL('../', import.meta.url);
  const read = (path: string): string => readFileSync(new URL(path, server), 'utf8');
  const rows = [...read('RELAY.md').matchAll(/^\| `((?:TOTE_|TRUST_)\w+|PORT|HOST)` \|/gm)].map(([, name]) => name);
  expect(rows.toSorted()).toEqual([...settings].toSorted());
  const examples = readdirSync(new URL('deploy/', server)).map((name) => `deploy/${name}`);
  for (const path of ['OPERATIONS.md', ...examples])
    for (const [name] of read(path).matchAll(/\b(?:TOTE|TRUST)_[A-Z_]*[A-Z]\b/g))
      expect([...settings], path).toContain(name);
});
