/** The same store on a cluster: its lists are spread over the servers, and each list stays on one. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listenTo, until } from '../testing/listen-to.ts';
import { openTestStore } from '../testing/open-redis-store.ts';
import { random } from '../testing/random.ts';
import { REDIS_SERVER, startTestRedisCluster, type TestRedisCluster } from '../testing/test-redis.ts';
import { describeLogStore, someEntry } from './log-store-contract.ts';
import type { RedisStoreDeps } from './redis-store.ts';
import type { RelayStore } from './relay-store.ts';

describe.skipIf(REDIS_SERVER === undefined)('store on a cluster of Redis', () => {
  let cluster: TestRedisCluster;
  beforeAll(async () => void (cluster = await startTestRedisCluster(3)), 60_000);
  afterAll(() => cluster.dispose());

  const open = (deps: Partial<RedisStoreDeps> = {}): Promise<RelayStore> =>
    openTestStore({ url: cluster.url, ...deps });

  const slotOf = async (list: string): Promise<string> =>
    String(await cluster.nodes[0]?.ask('CLUSTER', 'KEYSLOT', `tote:{${list}}:head`));

  /** A list that nobody has yet, on this server. */
  const newListOn = async (index: number): Promise<string> => {
    for (;;) {
      const list = randomBytes(32).toString('base64url');
      if (Math.floor((Number(await slotOf(list)) * 3) / 16_384) === index) return list;
    }
  };

  const idsOf = async (store: RelayStore, list: string): Promise<readonly string[]> =>
    (await store.read(list, 0, 1e9)).map(({ envelope }) => Buffer.from(envelope).toString('base64'));

  describeLogStore('Redis, a cluster', async () => {
    let laterMs = 0;
    let store = await open({ laterMs: () => laterMs });
    return {
      store: () => store,
      restart: async (how) => {
        await store.close();
        if (how === 'crash') for (const node of cluster.nodes) await node.restart('SIGKILL');
        await until(cluster.isWhole);
        store = await open({ laterMs: () => laterMs });
      },
      advance: (ms) => (laterMs += ms),
      dispose: () => store.close(),
    };
  });

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
    const slot = await slotOf(list);
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

  it('[L10] takes a list that is new in a slot while the slot moves, as soon as it is moved', async () => {
    const store = await open();
    const list = await newListOn(0);
    const [from, to] = cluster.nodes;
    if (!from || !to) throw new Error('no such servers');
    const slot = await slotOf(list);
    const [fromId, toId] = [String(await from.ask('CLUSTER', 'MYID')), String(await to.ask('CLUSTER', 'MYID'))];
    await to.ask('CLUSTER', 'SETSLOT', slot, 'IMPORTING', fromId);
    await from.ask('CLUSTER', 'SETSLOT', slot, 'MIGRATING', toId);
    let isAnswered = false;
    const appending = store.append(list, [someEntry()], random(16)).finally(() => (isAnswered = true));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(isAnswered).toBe(false);
    for (const node of [to, from]) await node.ask('CLUSTER', 'SETSLOT', slot, 'NODE', toId);
    expect(await appending).toMatchObject({ ok: true, value: { sequences: [1] } });
    await store.close();
  });

  it("[R21] a list whose slot was nobody's for a moment is found again, and heard again", async () => {
    const [first, second] = [await open(), await open()];
    const [list, other] = [await newListOn(0), await newListOn(0)];
    const listening = await listenTo(second, list);
    const append = (to: string) => first.append(to, [someEntry()], random(16));
    for (const to of [list, other]) expect(await append(to)).toMatchObject({ ok: true });
    for (const store of [first, second]) await store.head(other);
    const [from, to] = cluster.nodes;
    if (!from || !to) throw new Error('no such servers');
    const [slot, otherSlot] = [await slotOf(list), await slotOf(other)];
    for (const node of cluster.nodes) await node.ask('CLUSTER', 'DELSLOTS', slot);
    // Both relays learn where the slots are while this one is nobody's: another moves.
    await from.ask('DEL', `tote:{${other}}:head`, `tote:{${other}}:log`, `tote:{${other}}:ids`);
    const toId = String(await to.ask('CLUSTER', 'MYID'));
    for (const node of [to, from]) await node.ask('CLUSTER', 'SETSLOT', otherSlot, 'NODE', toId);
    await second.head(other);
    expect(await append(other)).toMatchObject({ ok: true });
    expect(await append(list)).toMatchObject({ error: { type: 'store-failed' } });
    await from.ask('CLUSTER', 'ADDSLOTS', slot);
    await until(async () => (await append(list)).ok);
    const heard = listening.news.length;
    await until(async () => (await append(list)).ok && listening.news.length > heard);
    await first.close();
    await second.close();
  }, 20_000);

  it('[L11] [O2] a server that is down takes its own lists along, and no others', async () => {
    const store = await open();
    const [there, away] = [await newListOn(0), await newListOn(2)];
    const append = (list: string) => store.append(list, [someEntry()], random(16));
    expect(await append(away)).toMatchObject({ ok: true });
    const before = await store.head(away);
    await cluster.nodes[2]?.end('SIGKILL');
    expect(await append(away)).toMatchObject({ error: { type: 'store-failed' } });
    for (let count = 0; count < 50; count++) expect(await append(there)).toMatchObject({ ok: true });
    expect(await store.probe()).toBeUndefined();
    await cluster.nodes[2]?.start();
    await until(async () => (await append(away)).ok);
    const after = await store.head(away);
    expect(after?.sequence).toBeGreaterThan(1);
    expect(after?.generation).not.toEqual(before?.generation);
    await store.close();
  }, 30_000);

  it('[L11] [L12] a replica that takes the place of its master has all that was acknowledged, under another generation', async () => {
    const own = await startTestRedisCluster(3, 1);
    try {
      const [first, second] = [await open({ url: own.url, replicas: 1 }), await open({ url: own.url, replicas: 1 })];
      const list = await newListOn(0);
      const listening = await listenTo(second, list);
      const acknowledged: string[] = [];
      const append = async (store: RelayStore): Promise<boolean> => {
        const entry = someEntry();
        const { ok } = await store.append(list, [entry], random(16));
        if (ok) acknowledged.push(Buffer.from(entry.envelope).toString('base64'));
        return ok;
      };
      const [master, replica] = [own.nodes[0], own.replicas[0]];
      if (!master || !replica) throw new Error('no such servers');
      for (let count = 0; count < 20; count++) expect(await append(first)).toBe(true);
      const generations = new Set<string>();
      /** As soon as this relay, too, has found the server that has the list now. */
      const noteGeneration = (store: RelayStore): Promise<void> =>
        until(() =>
          store.head(list).then(
            (head) => generations.add(String(head?.generation)).size > 0,
            () => false,
          ),
        );
      await noteGeneration(first);
      const dying = master.end('SIGKILL');
      while (await append(first));
      await dying;
      // Promoted it has no replica itself, and one is promised: nothing is acknowledged until the other is back.
      await until(async () => String(await replica.ask('ROLE')).startsWith('master'));
      await master.start();
      await until(() => append(first));
      await noteGeneration(second);
      await until(async () => String(await master.ask('INFO', 'replication')).includes('master_link_status:up'));
      await master.ask('CLUSTER', 'FAILOVER');
      await until(async () => String(await master.ask('ROLE')).startsWith('master'));
      await until(() => append(second));
      await noteGeneration(first);
      expect(generations.size).toBe(3);
      expect(await idsOf(second, list)).toEqual(expect.arrayContaining(acknowledged));
      await until(async () => (await append(first)) && listening.news.at(-1)?.head.sequence === acknowledged.length);
      await first.close();
      await second.close();
    } finally {
      await own.dispose();
    }
  }, 90_000);
});
