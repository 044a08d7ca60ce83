/** The WebSocket front on a server and a relay of its own, in this process, and clients that reach it over real sockets. */
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import { connect as connectTcp, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';
import { createAccessCheck } from '../adapters/access-tokens.ts';
import { NO_PROXY, readTrustedProxies } from '../adapters/client-address.ts';
import { createMemoryStore } from '../adapters/memory-store.ts';
import { verifyOnThreads } from '../adapters/node-verify.ts';
import { createOriginPolicy } from '../adapters/origin-policy.ts';
import { createUpgradeGate } from '../adapters/upgrade-gate.ts';
import { createWsFront, type WsFront } from '../adapters/ws-front.ts';
import { createRelay, type Relay, type RelayLimits } from '../core/index.ts';
import { random } from './random.ts';
import { createTestClient, type TestClient } from './test-client.ts';

/** What differs from a front that lets everybody in. */
export interface FrontSettings {
  readonly limits?: Partial<RelayLimits>;
  readonly origins?: readonly string[];
  readonly socketsMax?: number;
  readonly socketsPerAddressMax?: number;
  readonly trustProxy?: string;
  readonly tokens?: readonly string[];
  readonly heartbeatMs?: number;
  readonly unfinishedBytesMax?: number;
  readonly sync?: () => Promise<void>;
}

/** A client and the socket that it speaks on. */
export type SocketClient = TestClient & { readonly webSocket: WebSocket };

/** A front that serves. */
export interface TestFront {
  readonly server: Server;
  readonly relay: Relay;
  readonly front: WsFront;
  /** Host with port. */
  readonly host: string;
  /** Bytes of messages without an end that sockets were cut for. */
  readonly cuts: readonly number[];
  connect(options?: ClientOptions, protocols?: string[]): Promise<SocketClient>;
  /** A bare connection. */
  connectRaw(allowHalfOpen?: boolean): Socket;
  /** Status with which the server refuses an upgrade; 101 if it does not. */
  refusalOf(path: string, headers?: Readonly<Record<string, string>>): Promise<number>;
  /** Connections of any kind. */
  connections(): Promise<number>;
  end(): Promise<void>;
}

/** The head of a request that becomes a WebSocket. */
export const upgradeHead = (host: string): string =>
  `GET /relay HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}\r\n\r\n`;

/** Starts one on a free port. */
const startTestFront = async (how: FrontSettings = {}): Promise<TestFront> => {
  const origins = createOriginPolicy([...(how.origins ?? [])]);
  const relay = createRelay({
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
  const cuts: number[] = [];
  const server = createServer();
  const front = createWsFront({
    server,
    relay,
    origins,
    gate: createUpgradeGate({
      origins,
      trustedProxies: readTrustedProxies(how.trustProxy ?? '0') ?? NO_PROXY,
      socketsMax: how.socketsMax ?? 100,
      socketsPerAddressMax: how.socketsPerAddressMax ?? 100,
    }),
    isAdmitted: createAccessCheck([...(how.tokens ?? [])]),
    heartbeatMs: how.heartbeatMs ?? 30_000,
    unfinishedBytesMax: how.unfinishedBytesMax ?? 1e9,
    onUnfinishedCut: (bytes) => cuts.push(bytes),
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  const opened: WebSocket[] = [];

  return {
    server,
    relay,
    front,
    host,
    cuts,
    connect: async (options = {}, protocols = []) => {
      const webSocket = new WebSocket(`ws://${host}/relay`, protocols, options);
      opened.push(webSocket);
      const client = createTestClient({ send: (bytes) => webSocket.send(bytes) }, host);
      webSocket.on('message', (message: Buffer) => client.take(message));
      webSocket.on('close', (code) => client.takeClose(code));
      webSocket.on('error', () => undefined);
      await once(webSocket, 'open');
      return Object.assign(client, { webSocket });
    },
    connectRaw: (allowHalfOpen = false) =>
      connectTcp({ host: '127.0.0.1', port, allowHalfOpen }).on('error', () => undefined),
    refusalOf: (path, headers = {}) =>
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
      }),
    connections: () =>
      new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
      ),
    end: async () => {
      for (const webSocket of opened.splice(0)) webSocket.terminate();
      front.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

/** One for each test of a file, ended after it; `restart` puts another in its place. */
export const frontForEachTest = (): {
  readonly served: () => TestFront;
  readonly restart: (how: FrontSettings) => Promise<void>;
} => {
  let current: TestFront;
  beforeEach(async () => void (current = await startTestFront()));
  afterEach(() => current.end());
  return {
    served: () => current,
    restart: async (how) => {
      await current.end();
      current = await startTestFront(how);
    },
  };
};
