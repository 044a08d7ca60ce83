/** Servers of Redis or Valkey for tests: processes of their own, on loopback, in a folder that goes with them. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@redis/client';
import { until } from './listen-to.ts';

const isThere = (command: string): boolean => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;

/** The program: what REDIS_SERVER_PATH names, or one on the PATH; undefined if there is none. */
export const REDIS_SERVER = [process.env['REDIS_SERVER_PATH'] ?? '', 'valkey-server', 'redis-server']
  .filter((command) => command !== '')
  .find(isThere);

/** Whether that program and openssl, which makes the certificate, know TLS. */
export const HAS_TLS =
  REDIS_SERVER !== undefined &&
  !String(spawnSync(REDIS_SERVER, ['--port', '0', '--tls-port', '0'], { timeout: 5_000 }).stderr).includes(
    'FATAL CONFIG',
  ) &&
  spawnSync('openssl', ['version'], { stdio: 'ignore' }).status === 0;

const START_MS_MAX = 30_000;

/** A port that nobody listens on. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

/** A server under a test's control. */
export interface TestRedis {
  readonly port: number;
  readonly url: string;
  /** Sends a command, past any relay. */
  ask(...command: string[]): Promise<unknown>;
  /** Ends it by a signal and starts it on what is in its folder. */
  restart(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Ends it by a signal. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Starts it again. */
  start(): Promise<void>;
  dispose(): Promise<void>;
}

/** Starts one that syncs its append-only file before it answers, unless `settings` say otherwise. */
export const startTestRedis = async (...settings: string[]): Promise<TestRedis> => {
  if (REDIS_SERVER === undefined) throw new Error('no redis-server or valkey-server on the PATH');
  const command = REDIS_SERVER;
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'tote-redis-'));
  let child: ChildProcess | undefined;

  const ask = async (...words: string[]): Promise<unknown> => {
    const client = createClient({ socket: { host: '127.0.0.1', port, reconnectStrategy: false } });
    client.on('error', () => undefined); // told by the promises, too
    await client.connect();
    try {
      return await client.sendCommand(words);
    } finally {
      client.destroy();
    }
  };
  const isAnswering = async (): Promise<boolean> => {
    try {
      return (await ask('PING')) === 'PONG';
    } catch {
      return false; // not yet
    }
  };
  const start = async (): Promise<void> => {
    const durable = ['--save', '', '--appendonly', 'yes', '--appendfsync', 'always', '--repl-diskless-sync-delay', '0'];
    const place = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
    child = spawn(command, [...place, ...durable, ...settings], { stdio: 'ignore' });
    for (const endMs = performance.now() + START_MS_MAX; !(await isAnswering());) {
      if (performance.now() > endMs || child.exitCode !== null) throw new Error('the server does not start');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  };

  await start();
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    ask,
    start,
    end,
    restart: async (signal) => {
      await end(signal);
      await start();
    },
    dispose: async () => {
      await end('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** A cluster. */
export interface TestRedisCluster {
  readonly url: string;
  /** The masters. */
  readonly nodes: readonly TestRedis[];
  /** Of the first master. */
  readonly replicas: readonly TestRedis[];
  /** Every slot is served, as all masters see it. */
  isWhole(): Promise<boolean>;
  dispose(): Promise<void>;
}

const SLOTS = 16_384;

const meet = async (nodes: readonly TestRedis[]): Promise<void> => {
  const [first, ...others] = nodes;
  for (const { port } of others) await first?.ask('CLUSTER', 'MEET', '127.0.0.1', String(port));
  for (const node of nodes)
    await until(async () =>
      String(await node.ask('CLUSTER', 'INFO')).includes(`cluster_known_nodes:${nodes.length}\r\n`),
    );
};

/** Starts a cluster of so many masters, each with its part of the slots, and so many replicas of the first. What a master has is served, whatever others do. */
export const startTestRedisCluster = async (count: number, replicaCount = 0): Promise<TestRedisCluster> => {
  const cluster = [
    '--cluster-enabled',
    'yes',
    '--cluster-node-timeout',
    '2000',
    '--cluster-require-full-coverage',
    'no',
  ];
  const all = await Promise.all(Array.from({ length: count + replicaCount }, () => startTestRedis(...cluster)));
  const [nodes, replicas] = [all.slice(0, count), all.slice(count)];
  const [first] = nodes;
  if (!first) throw new RangeError('a cluster has servers');
  for (const [index, node] of nodes.entries()) {
    const [from, to] = [index, index + 1].map((part) => Math.floor((SLOTS * part) / count));
    await node.ask('CLUSTER', 'ADDSLOTSRANGE', String(from), String((to ?? 0) - 1));
    await node.ask('CLUSTER', 'SET-CONFIG-EPOCH', String(index + 1));
  }
  await meet(all);
  const firstId = String(await first.ask('CLUSTER', 'MYID'));
  for (const replica of replicas) {
    await replica.ask('CLUSTER', 'REPLICATE', firstId);
    await until(async () => String(await replica.ask('INFO', 'replication')).includes('master_link_status:up'));
  }
  const isWhole = async (): Promise<boolean> => {
    const states = await Promise.all(nodes.map((node) => node.ask('CLUSTER', 'INFO').catch(() => '')));
    const whole = [/cluster_state:ok\b/, new RegExp(`cluster_slots_ok:${SLOTS}\\b`)];
    return states.every((state) => whole.every((line) => line.test(String(state))));
  };
  await until(isWhole);
  return {
    url: first.url,
    nodes,
    replicas,
    isWhole,
    dispose: async () => {
      for (const node of all) await node.dispose();
    },
  };
};
