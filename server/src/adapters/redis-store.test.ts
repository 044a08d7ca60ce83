import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { GRACE_MS } from '../core/retention.ts';
import { listenTo, until } from '../testing/listen-to.ts';
import { openTestStore, ORDINARY } from '../testing/open-redis-store.ts';
import { random } from '../testing/random.ts';
import { REDIS_SERVER, startTestRedis, type TestRedis } from '../testing/test-redis.ts';
import { describeLogStore, someEntry } from './log-store-contract.ts';
import { openRedisStore, type RedisStoreDeps } from './redis-store.ts';
import type { RelayStore } from './relay-store.ts';

describe.skipIf(REDIS_SERVER === undefined)('store on Redis', () => {
  let redis: TestRedis;
  beforeAll(async () => void (redis = await startTestRedis()));
  afterAll(() => redis.dispose());

  const open = (deps: Partial<RedisStoreDeps> = {}): Promise<RelayStore> => openTestStore({ url: redis.url, ...deps });

  describeLogStore('Redis', async () => {
    let laterMs = 0;
    const openAgain = () => open({ laterMs: () => laterMs });
    let store = await openAgain();
    return {
      store: () => store,
      restart: async (how) => {
        await store.close();
        if (how === 'crash') await redis.restart('SIGKILL');
        store = await openAgain();
      },
      advance: (ms) => (laterMs += ms),
      dispose: () => store.close(),
    };
  });

  describe('shared by relays', () => {
    let list: string;
    let stores: RelayStore[];
    beforeEach(() => {
      list = randomBytes(32).toString('base64url');
      stores = [];
    });
    afterEach(async () => {
      for (const store of stores) await store.close();
    });
    const start = async (deps: Partial<RedisStoreDeps> = {}): Promise<RelayStore> => {
      const store = await open(deps);
      stores.push(store);
      return store;
    };
    const keys = () => redis.ask('KEYS', `tote:{${list}}:*`) as Promise<string[]>;

    it('[L10] gives a number once, however many relays append at the same time, and an envelope once', async () => {
      const relays = [await start(), await start(), await start()];
      for (const store of relays) await listenTo(store, list); // so that each plans on a state that it believes
      const same = someEntry();
      const appended = await Promise.all(
        Array.from({ length: 20 }).flatMap((_, round) =>
          relays.map((store) => store.append(list, round % 4 === 0 ? [same, someEntry()] : [someEntry()], random(16))),
        ),
      );
      const sequences = appended.flatMap((one) => (one.ok ? one.value.sequences : []));
      expect(new Set(sequences)).toEqual(new Set(Array.from({ length: 61 }, (_, index) => index + 1)));
      expect((await relays[0]?.read(list, 0, 1e9))?.length).toBe(61);
      const heads = await Promise.all(relays.map((store) => store.head(list)));
      expect(heads).toEqual(heads.map(() => heads[0]));
      expect(heads[0]).toMatchObject({ sequence: 61, bytes: 61 * 150 });
    });

    it('[L10] tells what was appended elsewhere, with the entries if they are small, and what relays say', async () => {
      const [first, second] = [await start(), await start()];
      const [own, other] = [await listenTo(first, list), await listenTo(second, list)];
      const entry = someEntry();
      await first.append(list, [entry], random(16));
      await first.append(list, [someEntry(undefined, 17_000)], random(16));
      await first.append(list, [someEntry(2)], random(16));
      own.say('hello');
      await until(() => other.said.length > 0);
      expect(other.said).toEqual(['hello']);
      expect(own.said).toEqual([]);
      expect(other.news.map(({ head }) => head.sequence)).toEqual([1, 2, 3]);
      expect(other.news.map((one) => one.entries().map(({ sequence }) => sequence))).toEqual([[1], [], [3]]);
      expect(other.news[0]?.entries()[0]).toEqual({ sequence: 1, envelope: entry.envelope });
      expect(other.news[2]?.entries()[0]?.covers).toBe(2);
      expect(other.news[2]?.head).toEqual(await second.head(list));
    });

    it('[L7] keeps what went as gone, also where another relay appends and has not heard of it', async () => {
      let laterMs = 0;
      const first = await start({ laterMs: () => laterMs });
      const earsOf = async () => String(await redis.ask('CLIENT', 'LIST', 'TYPE', 'pubsub')).match(/(?<=^id=)\d+/gm);
      const earsBefore = await earsOf();
      const deaf = await start();
      await listenTo(deaf, list);
      const entries = [someEntry(), someEntry(), someEntry(), someEntry(3), someEntry(4)];
      await deaf.append(list, entries, random(16));
      laterMs += GRACE_MS;
      for (const id of (await earsOf()) ?? [])
        if (!earsBefore?.includes(id)) await redis.ask('CLIENT', 'KILL', 'ID', id);
      await first.append(list, entries.slice(4), random(16)); // it is there: nothing comes, but what is due goes
      await deaf.append(list, [someEntry()], random(16));
      expect(await first.head(list)).toMatchObject({ sequence: 6, prunedThrough: 3, bytes: 450 });
    });

    it('[L7] tells the time by the server: a relay whose clock is ten years ahead drops nothing too soon', async () => {
      const store = await start();
      const covered = [someEntry(), someEntry(), someEntry(2)];
      await store.append(list, covered, random(16));
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10 * 365 * 24 * 60 * 60 * 1000 });
      try {
        const wrong = await start();
        await wrong.append(list, [someEntry(3)], random(16));
        await wrong.append(list, [someEntry()], random(16));
        expect(await wrong.head(list)).toMatchObject({ sequence: 5, prunedThrough: 0 });
      } finally {
        vi.useRealTimers();
      }
    });

    it('[L7] drops what is covered after the grace time that is set', async () => {
      let laterMs = 0;
      const store = await start({ graceMs: 1_000_000, laterMs: () => laterMs });
      await store.append(list, [someEntry(), someEntry(), someEntry(2), someEntry(3)], random(16));
      laterMs = 900_000;
      await store.append(list, [someEntry()], random(16));
      expect(await store.head(list)).toMatchObject({ prunedThrough: 0 });
      laterMs = 1_000_000;
      await store.append(list, [someEntry()], random(16));
      expect(await store.head(list)).toMatchObject({ prunedThrough: 2 });
    });

    it('[L6] sets a damaged entry aside under another generation, tells of it once, and takes it back', async () => {
      const damaged: unknown[] = [];
      const store = await start({ onEvent: (event) => event.type === 'damaged' && damaged.push(event) });
      const entries = [someEntry(), someEntry(), someEntry()];
      const before = await store.append(list, entries, random(16));
      await redis.ask('DEL', `tote:{${list}}:log`);
      await redis.ask('XADD', `tote:{${list}}:log`, '2-0', 'e', 'nonsense');
      expect(await store.read(list, 0, 1e6)).toEqual([]);
      expect(await store.read(list, 0, 1e6)).toEqual([]);
      expect(damaged).toEqual([{ type: 'damaged', list: `${list.slice(0, 6)}…`, sequence: 2 }]);
      expect((await store.head(list))?.generation).not.toEqual(before.ok && before.value.head.generation);
      expect(await store.append(list, entries.slice(1, 2), random(16))).toMatchObject({ value: { sequences: [4] } });
    });

    it('[L12] gives a log another generation after a crash, also if a relay that knew it appends before anybody looks', async () => {
      const told: string[] = [];
      const store = await start({ onEvent: (event) => told.push(event.type) });
      await listenTo(store, list);
      const before = await store.append(list, [someEntry()], random(16));
      await redis.restart('SIGKILL');
      await until(() => told.includes('store-reachable'));
      const after = await store.append(list, [someEntry()], random(16));
      if (!before.ok || !after.ok) throw new Error('refused');
      expect(after.value).toMatchObject({ sequences: [2] });
      expect(after.value.head.generation).not.toEqual(before.value.head.generation);
      expect(await store.head(list)).toEqual(after.value.head);
    });

    it('[L9] refuses when the server is full, new lists before that, and goes on reading', async () => {
      const small = await startTestRedis('--maxmemory', '8mb');
      const events: string[] = [];
      try {
        const store = await start({ url: small.url, onEvent: (event) => 'bound' in event && events.push(event.bound) });
        const bounds = new Set<string>();
        await store.append(list, [someEntry()], random(16));
        for (let count = 0; count < 2_000 && bounds.size < 2; count++) {
          const done = await store.append(list, [someEntry(undefined, 20_000)], random(16));
          if (!done.ok && done.error.type === 'store-full') bounds.add(done.error.bound);
          const other = await store.append(randomBytes(32).toString('base64url'), [someEntry()], random(16));
          if (!other.ok && other.error.type === 'store-full') bounds.add(other.error.bound);
          // How full it is, is asked now and then.
          if (bounds.has('redis-memory')) await new Promise((resolve) => setTimeout(resolve, 100));
        }
        expect([...bounds].sort()).toEqual(['new-lists', 'redis-memory']);
        expect([...new Set(events)].sort()).toEqual(['new-lists', 'redis-memory']);
        expect((await store.read(list, 0, 1))[0]?.sequence).toBe(1);
      } finally {
        await small.dispose();
      }
    }, 30_000);

    it('[L9] does not start on a server that would delete to make room', async () => {
      const forgetful = await startTestRedis('--maxmemory-policy', 'allkeys-lru');
      try {
        const opened = await openRedisStore({ ...ORDINARY, url: forgetful.url });
        expect(opened).toMatchObject({ ok: false, error: { detail: expect.stringContaining('noeviction') as string } });
      } finally {
        await forgetful.dispose();
      }
    });

    it('[L13] lets lists go that nobody used for so long, and only then', async () => {
      const store = await start({ idleMs: 60_000 });
      await store.append(list, [someEntry()], random(16));
      const left = async () => Promise.all((await keys()).map(async (key) => Number(await redis.ask('PTTL', key))));
      expect(await left()).toHaveLength(3);
      for (const ms of await left()) expect(ms).toBeGreaterThan(0);
      await redis.ask('PEXPIRE', `tote:{${list}}:head`, '50000');
      await store.head(list);
      expect(Number(await redis.ask('PTTL', `tote:{${list}}:head`))).toBeGreaterThan(50_000);
      const forever = await start();
      const other = randomBytes(32).toString('base64url');
      await forever.append(other, [someEntry()], random(16));
      expect(Number(await redis.ask('PTTL', `tote:{${other}}:log`))).toBe(-1);
    });

    it('[L11] stops the start when the server cannot give what is asked for', async () => {
      const lax = await startTestRedis('--appendonly', 'no');
      try {
        const deps = { ...ORDINARY, url: lax.url };
        const strict = await openRedisStore(deps);
        expect(strict).toMatchObject({ ok: false, error: { type: 'redis-unusable' } });
        const wanted = await openRedisStore({ ...deps, ack: 'memory' });
        expect(wanted.ok).toBe(true);
        if (wanted.ok) await wanted.value.close();
        const nobody = await openRedisStore({ ...deps, url: 'redis://127.0.0.1:1' });
        expect(nobody).toMatchObject({
          error: { type: 'redis-unusable', detail: expect.stringContaining('ECONNREFUSED') as string },
        });
      } finally {
        await lax.dispose();
      }
    }, 30_000);

    it('says why it cannot be used without the password, whatever the server repeats of it', async () => {
      const old = createServer((socket) => {
        const told = '-ERR unknown command `HELLO`, with args beginning with: `3`, `AUTH`, `tote`, `qu/i et`, \r\n';
        socket.on('data', () => socket.write(told)).on('error', () => undefined);
      }).listen(0, '127.0.0.1');
      await once(old, 'listening');
      try {
        const url = `redis://tote:qu%2Fi%20et@127.0.0.1:${(old.address() as AddressInfo).port}`;
        const opened = await openRedisStore({ ...ORDINARY, url });
        const detail = opened.ok ? '' : opened.error.detail;
        expect(detail).toContain('unknown command');
        expect(detail).not.toContain('qu/i et');
      } finally {
        old.close();
      }
    }, 30_000);

    it('[L11] acknowledges nothing that too few replicas have', async () => {
      const replica = await startTestRedis('--replicaof', '127.0.0.1', String(redis.port));
      try {
        await until(async () => String(await replica.ask('INFO', 'replication')).includes('master_link_status:up'));
        const store = await start({ replicas: 1 });
        expect(await store.append(list, [someEntry()], random(16))).toMatchObject({ ok: true });
        expect(await store.probe()).toBeUndefined();
        await replica.end('SIGKILL');
        expect(await store.append(list, [someEntry()], random(16))).toMatchObject({ error: { type: 'store-failed' } });
      } finally {
        await replica.dispose();
      }
    }, 60_000);
  });
});
