/** Requests that ask for a protocol that is not spoken here. */
import { random } from '../testing/random.ts';
import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createRelay } from '../core/index.ts';
import { createHttpFront } from '../http/http-front.ts';
import { NO_PROXY } from './client-address.ts';
import { createMemoryStore } from './memory-store.ts';
import { verifyOnThreads } from './node-verify.ts';
import { createOriginPolicy } from './origin-policy.ts';
import { createUpgradeGate } from './upgrade-gate.ts';
import { createWsFront, type WsFront } from './ws-front.ts';

let server: Server;
let front: WsFront;
let port: number;
let refused: string[];

beforeEach(async () => {
  server = createHttpFront({
    files: new Map(),
    health: () => ({ status: 'ok' }),
    readiness: () => Promise.resolve('ready'),
    metrics: () => undefined,
  });
  const origins = createOriginPolicy([]);
  refused = [];
  front = createWsFront({
    server,
    relay: createRelay({
      store: createMemoryStore({ random }),
      verify: verifyOnThreads,
      random,
      nowMs: () => 0,
      schedule: () => () => undefined,
      acceptsOrigin: () => true,
    }),
    origins,
    gate: createUpgradeGate({ origins, trustedProxies: NO_PROXY, socketsMax: 9, socketsPerAddressMax: 9 }),
    isAdmitted: () => true,
    heartbeatMs: 30_000,
    unfinishedBytesMax: 1e9,
    onRefused: (why) => refused.push(why),
  });
  // Nobody is let go of for being silent (H5).
  server.timeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
});
afterEach(async () => {
  front.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const connections = (): Promise<number> =>
  new Promise((resolve, reject) => server.getConnections((error, count) => (error ? reject(error) : resolve(count))));

const head = (line: string, ...more: readonly string[]): string =>
  [`${line} HTTP/1.1`, 'Host: tote.test', ...more, '', ''].join('\r\n');
const H2C = ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQAAP__'];

/** All that is answered until the server lets go, though the client keeps its half open. */
const answerTo = async (text: string): Promise<string> => {
  const half = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const chunks: Buffer[] = [];
  half.on('data', (chunk: Buffer) => chunks.push(chunk));
  half.write(text);
  await once(half, 'end', { signal: AbortSignal.timeout(10_000) });
  await expect.poll(connections).toBe(0);
  half.destroy();
  return Buffer.concat(chunks).toString();
};

it.each([
  ['GET /healthz', 'HTTP/1.1 200 OK', 'ok\n'],
  ['GET /readyz', 'HTTP/1.1 200 OK', 'ready\n'],
  ['HEAD /healthz', 'HTTP/1.1 200 OK', '\r\n\r\n'],
  ['POST /healthz', 'HTTP/1.1 405 Method Not Allowed', 'here.\n'],
  ['GET /relay', 'HTTP/1.1 426 Upgrade Required', 'WebSockets.\n'],
])('[H7] %s that asks for HTTP/2 is answered in HTTP/1.1, and let go of', async (line, status, end) => {
  const answer = await answerTo(head(line, ...H2C));
  expect(answer.split('\r\n')[0]).toBe(status);
  expect(answer).toMatch(/^Connection: close\r$/m);
  expect(answer).toMatch(/^Content-Security-Policy: /m);
  expect(answer.endsWith(end)).toBe(true);
  expect(refused).toEqual([]);
});

it('[H7] is not answered behind an answer that is on its way, which comes whole', async () => {
  const answer = await answerTo(head('GET /nothing') + head('GET /healthz', ...H2C));
  expect(answer.match(/^HTTP\/1\.1 .*$/gm)).toEqual(['HTTP/1.1 404 Not Found']);
  expect(answer.endsWith('has not been built.\n')).toBe(true);
});

it('[H4] [H7] ends nothing but its own connection when that breaks', async () => {
  server.prependOnceListener('request', ({ socket }: IncomingMessage) => socket.emit('error', new Error('reset')));
  expect(await answerTo(head('GET /healthz', ...H2C)).catch(() => '')).toBe('');
  expect(await answerTo(head('GET /healthz', ...H2C))).toContain('200 OK');
});
