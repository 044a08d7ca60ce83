/** The same store on a cluster: its lists are spread over the servers, and each list stays on one. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listenTo, until } from '../testing/listen-to.ts';
import { random } from '../testing/random.ts';
import { REDIS_SERVER, startTestRedisCluster, type TestRedisCluster } from '../testing/test-redis.ts';
import { describeLogStore, someEntry } from './log-store-contract.ts';
import { openRedisStore } from './redis-store.ts';
import type { RelayStore } from './relay-store.ts';

describe.skipIf(REDIS_SERVER === undefined)('store on a cluster of Redis', () => {
  let cluster: TestRedisCluster;
  beforeAll(async () => void (cluster = await startTestRedisCluster(3)), 60_000);
  afterAll(() => cluster.dispose());

  const open = async (nowMs: () => number = Date.now): Promise<RelayStore> => {
    const deps = { url: cluster.url, ack: 'disk', replicas: 0, idleMs: 0, random, onEvent: () => undefined } as const;
    const opened = await openRedisStore({ ...deps, nowMs });
    if (!opened.ok) throw new Error(opened.error.detail);
    return opened.value;
  };

  describeLogStore('Redis, a cluster', async () => {
    let nowMs = 1_700_000_000_000;
    let store = await open(() => nowMs);
    return {
      store: () => store,
      restart: async (how) => {
        await store.close();
        if (how === 'crash') for (const node of cluster.nodes) await node.restart('SIGKILL');
        await until(isWhole);
        store = await open(() => nowMs);
      },
      advance: (ms) => (nowMs += ms),
      dispose: () => store.close(),
    };
  });

  const isWhole = async (): Promise<boolean> => {
    const states = await Promise.all(cluster.nodes.map((node) => node.ask('CLUSTER', 'INFO')));
    return states.every((state) => String(state).includes('cluster_state:ok'));
  };

  it('[L10] spreads lists over its servers, and tells of each where somebody listens', async () => {
    const [first, second] = [await open(), await open()];
    const lists = Array.from({ length: 24 }, () => randomBytes(32).toString('base64url'));
    const listening = await Promise.all(lists.map((list) => listenTo(second, list)));
    for (const list of lists) await first.append(list, [someEntry()], random(16));
    for (const list of lists) (await listenTo(first, list)).say('hello');
    await until(() => listening.every(({ news, said }) => news.length === 1 && said[0] === 'hello'));
    const sizes = await Promise.all(cluster.nodes.map((node) => node.ask('DBSIZE')));
    for (const size of sizes) expect(size).toBeGreaterThan(0);
    await first.close();
    await second.close();
  });

  it('[L10] goes on with a list that moves from one server to another, and tells of it there', async () => {
    const [first, second] = [await open(), await open()];
    const list = randomBytes(32).toString('base64url');
    const listening = await listenTo(second, list);
    const append = async (): Promise<void> =>
      expect(await first.append(list, [someEntry()], random(16))).toMatchObject({ ok: true });
    await append();
    const keys = ['head', 'log', 'ids'].map((name) => `tote:{${list}}:${name}`);
    const sizes = await Promise.all(cluster.nodes.map((node) => node.ask('KEYS', keys[0] ?? '')));
    const [from] = cluster.nodes.filter((_, index) => (sizes[index] as string[]).length === 1);
    const to = cluster.nodes.find((node) => node !== from);
    if (!from || !to) throw new Error('no such servers');
    const slot = String(await from.ask('CLUSTER', 'KEYSLOT', keys[0] ?? ''));
    const [fromId, toId] = [String(await from.ask('CLUSTER', 'MYID')), String(await to.ask('CLUSTER', 'MYID'))];
    await to.ask('CLUSTER', 'SETSLOT', slot, 'IMPORTING', fromId);
    await from.ask('CLUSTER', 'SETSLOT', slot, 'MIGRATING', toId);
    await append();
    await from.ask('MIGRATE', '127.0.0.1', String(to.port), '', '0', '5000', 'KEYS', ...keys);
    await append();
    for (const node of [to, from]) await node.ask('CLUSTER', 'SETSLOT', slot, 'NODE', toId);
    await append();
    await until(async () => {
      await append();
      return listening.news.length > 3;
    });
    const last = (await second.head(list))?.sequence ?? 0;
    expect((await second.read(list, 0, 1e6)).map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: last }, (_, index) => index + 1),
    );
    await first.close();
    await second.close();
  });
});
