import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadAppFiles, type AppFiles } from './app-files.ts';
import { createHttpFront, type Health } from './http-front.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

const INDEX = '<!doctype html><title>Tote</title>';
const HASHED = '/assets/index-B1x9_-kQ.js';

let server: Server;
let port: number;
let folder: string;
let status: Health['status'] = 'ok';
let readiness = 'ready';

interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

const ask = (path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const asking = request({ port, host: '127.0.0.1', path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    asking.on('error', reject);
    asking.end();
  });

const createFront = (files: AppFiles, health: () => Health): Server =>
  createHttpFront({
    files,
    health,
    readiness: () => (readiness === 'a bug' ? Promise.reject(new Error(readiness)) : Promise.resolve(readiness)),
    metrics: ({ headers }) => (headers['x-friend'] ? 'tote_connections 0\n' : undefined),
  });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tote-app-'));
  mkdirSync(join(folder, 'assets'));
  const files = {
    'index.html': INDEX,
    'index.html.br': 'brotli',
    'index.html.gz': 'gzip',
    [HASHED.slice(1)]: 'export {}',
    'assets/logo.svg': '<svg/>',
    'sw.js': 'worker',
    'manifest.webmanifest': '{}',
  };
  for (const [path, content] of Object.entries(files)) writeFileSync(join(folder, path), content);
  server = createFront(loadAppFiles(folder), () => ({ status }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

describe('app files', () => {
  it.each([
    ['/', 'text/html; charset=utf-8', 'no-cache'],
    ['/index.html', 'text/html; charset=utf-8', 'no-cache'],
    ['/sw.js', 'text/javascript; charset=utf-8', 'no-cache'],
    ['/manifest.webmanifest', 'application/manifest+json; charset=utf-8', 'no-cache'],
    ['/assets/logo.svg', 'image/svg+xml', 'no-cache'],
    [HASHED, 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
  ])('[H2] %s is %s, %s', async (path, type, cache) => {
    const reply = await ask(path);
    expect(reply.status).toBe(200);
    expect(reply.headers).toMatchObject({ 'content-type': type, 'cache-control': cache });
  });

  it('[H2] says nothing again that the browser has', async () => {
    const { headers } = await ask('/');
    const again = await ask('/', { 'if-none-match': headers.etag ?? '' });
    expect(again.status).toBe(304);
    expect(again.body).toHaveLength(0);
    expect(again.headers['content-security-policy']).toBeDefined();
  });

  it.each([
    ['br, gzip', 'br', 'brotli'],
    ['gzip, deflate', 'gzip', 'gzip'],
    ['gzip;q=0.5, br;q=1.0', 'br', 'brotli'],
    ['br;q=0, gzip', 'gzip', 'gzip'],
    ['identity', undefined, INDEX],
    ['', undefined, INDEX],
  ])('sends what was compressed at build time to a browser that takes "%s"', async (accepted, coding, body) => {
    const reply = await ask('/', { 'accept-encoding': accepted });
    expect(reply.headers['content-encoding']).toBe(coding);
    expect(reply.headers.vary).toBe('Accept-Encoding');
    expect(reply.body.toString()).toBe(body);
  });

  it('[H3] gives the app to a navigation and nothing to the rest', async () => {
    const page = { accept: 'text/html,*/*' };
    expect((await ask('/join', page)).body.toString()).toBe(INDEX);
    expect((await ask('/list/abc?x=1', page)).body.toString()).toBe(INDEX);
    expect((await ask('/assets/gone-12345678.js', page)).status).toBe(404);
    expect((await ask('/join', { accept: '*/*' })).status).toBe(404);
    expect((await ask('/index.html.br')).status).toBe(404);
  });

  it('serves a second app under its own path, with and without a slash', async () => {
    const both = new Map([...loadAppFiles(folder), ...loadAppFiles(folder, '/lab')]);
    const front = createFront(both, () => ({ status: 'ok' }));
    front.listen(0, '127.0.0.1');
    await once(front, 'listening');
    const at = (path: string) => fetch(`http://127.0.0.1:${(front.address() as AddressInfo).port}${path}`);
    for (const path of ['/lab', '/lab/', '/lab/index.html']) expect((await at(path)).headers.get('etag')).toBeTruthy();
    expect((await at(`/lab${HASHED}`)).headers.get('cache-control')).toContain('immutable');
    expect((await at('/lab/')).headers.get('content-security-policy')).toContain("default-src 'none'");
    front.close();
  });

  it('[H4] reads nothing outside the app', async () => {
    for (const path of ['/../package.json', '/..%2fpackage.json', '/%2e%2e/x', '/assets/../../x', '//etc/passwd'])
      expect((await ask(path)).status).toBe(404);
    expect((await ask('/%zz')).status).toBe(400);
  });

  it('[H4] ignores ranges, which would have to be checked', async () => {
    const reply = await ask('/sw.js', { range: 'bytes=5-2' });
    expect(reply.status).toBe(200);
    expect(reply.body.toString()).toBe('worker');
  });

  it('answers HEAD without a body and refuses other methods', async () => {
    const head = await ask('/', {}, 'HEAD');
    expect(head.headers['content-length']).toBe(String(INDEX.length));
    expect(head.body).toHaveLength(0);
    const post = await ask('/', {}, 'POST');
    expect(post.status).toBe(405);
    expect(post.headers.allow).toBe('GET, HEAD');
  });

  it('[H8] sends a share that no service worker took to the app, unread', async () => {
    const reply = await ask('/share', { 'content-type': 'multipart/form-data; boundary=x' }, 'POST');
    expect([reply.status, reply.headers.location]).toEqual([303, '/#not-shared']);
    for (const method of ['PUT', 'DELETE']) expect((await ask('/share', {}, method)).status).toBe(405);
  });

  it('says so when there is no app', async () => {
    const bare = createFront(loadAppFiles(join(folder, 'nowhere')), () => ({ status: 'ok' }));
    bare.listen(0, '127.0.0.1');
    await once(bare, 'listening');
    const reply = await fetch(`http://127.0.0.1:${(bare.address() as AddressInfo).port}/`);
    expect(reply.status).toBe(404);
    expect(await reply.text()).toContain('has not been built');
    bare.close();
  });
});

describe('every reply', () => {
  it.each(['/', '/sw.js', HASHED, '/healthz', '/readyz', '/metrics', '/relay', '/nothing', '/%zz'])(
    '[H1] carries the headers: %s',
    async (path) => {
      const { headers } = await ask(path);
      for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(headers[name.toLowerCase()]).toBe(value);
      expect(headers['server']).toBeUndefined();
      expect(headers['x-powered-by']).toBeUndefined();
    },
  );

  it('[H1] lets the app do what it needs and nothing else', () => {
    const policy = SECURITY_HEADERS['Content-Security-Policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toMatch(/unsafe|\*|data:|blob:|https?:/);
  });

  it('[H4] survives requests that are none', async () => {
    for (const bytes of [
      '\0\0\0\0',
      'GET',
      'GET / HTTP/9.9\r\n\r\n',
      `GET / HTTP/1.1\r\n${'x: y\r\n'.repeat(9_000)}\r\n`,
    ]) {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.resume();
      socket.end(bytes);
      await once(socket, 'close');
    }
    expect((await ask('/healthz')).status).toBe(200);
  });
});

describe('connections', () => {
  const connections = (): Promise<number> =>
    new Promise((resolve, reject) => server.getConnections((error, count) => (error ? reject(error) : resolve(count))));

  it('[H5] that say nonsense are let go of, though the client keeps its half open', async () => {
    await expect.poll(connections, { timeout: 10_000 }).toBe(0);
    const half = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    half.write('\0\0 nonsense\r\n\r\n');
    half.resume();
    await once(half, 'end');
    await expect.poll(connections).toBe(0);
    half.destroy();
  });

  it('[H5] that say half of something, or nothing, are closed in 12 s', { timeout: 60_000 }, async () => {
    const sockets = ['', 'GET /healthz HTTP/1.1\r\nHost: a\r\n'].map((text) => {
      const half = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
      half.write(text);
      return half.resume();
    });
    await expect.poll(connections).toBe(2);
    await expect.poll(connections, { timeout: 30_000 }).toBe(0);
    for (const socket of sockets) socket.destroy();
  });

  it('[H5] that read nothing of an answer have a time, too', () => {
    expect(server.timeout).toBeGreaterThan(0);
    expect(server.timeout).toBeLessThanOrEqual(60_000);
  });
});

describe('/healthz', () => {
  it('[O1] tells whether the relay can do its work', async () => {
    expect((await ask('/healthz')).body.toString()).toBe('ok\n');
    status = 'draining';
    expect(await ask('/healthz')).toMatchObject({ status: 503 });
    status = 'store-broken';
    expect((await ask('/healthz')).body.toString()).toBe('store-broken\n');
    status = 'ok';
  });
});

describe('/readyz and /metrics', () => {
  it('[O2] answers what the store did', async () => {
    for (const [answer, status, text] of [
      ['ready', 200, 'ready\n'],
      ['store-full', 503, 'store-full\n'],
      ['a bug', 503, 'store-broken\n'],
    ] as const) {
      readiness = answer;
      const reply = await ask('/readyz');
      expect([reply.status, reply.body.toString()]).toEqual([status, text]);
    }
  });

  it('[O3] shows metrics to those who may read them', async () => {
    expect((await ask('/metrics')).status).toBe(404);
    const reply = await ask('/metrics', { 'x-friend': '1' });
    expect(reply.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(reply.body.toString()).toBe('tote_connections 0\n');
  });
});
