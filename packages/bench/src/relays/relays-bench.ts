/**
 * `npm run bench -- relays`: one, two and four relays on one Redis. Each list has a writer at one relay and a reader at the next. On a
 * machine with few processors the relays do not get faster together; what each part costs can be added up all the same.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { REDIS_SERVER, startTestRedis, type TestRedis } from '@tote/server/test-redis';
import { makeToteKeys } from '../relay/devices/tote-device.ts';
import { prepareRivals, toteOn, type Rival } from '../relay/rivals.ts';
import { quantile } from '../relay/scenarios/load.ts';
import { pinLoad, startServer, type ServerProcess } from '../relay/server-process.ts';

const RELAY_COUNTS = [1, 2, 4];
const LISTS = 100;
/** Of each half: the first is for the compiler. */
const SECONDS = 5;

interface Row {
  readonly relays: number;
  readonly perSecond: number;
  /** Of all relays together, and of Redis, in microseconds for each append. */
  readonly relayMicros: number;
  readonly redisMicros: number;
  /** From an edit to its reader at the next relay, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Memory of Redis for each appended envelope. */
  readonly redisBytes: number;
}

const numberIn = async (redis: TestRedis, section: string, name: string): Promise<number> =>
  Number(new RegExp(`^${name}:([\\d.]+)`, 'm').exec(String(await redis.ask('INFO', section)))?.[1]);

const redisCpuMs = async (redis: TestRedis): Promise<number> =>
  1_000 * ((await numberIn(redis, 'cpu', 'used_cpu_user')) + (await numberIn(redis, 'cpu', 'used_cpu_sys')));

const cpuOf = (servers: readonly ServerProcess[]): number => servers.reduce((sum, { cpuMs }) => sum + cpuMs(), 0);

/** Writers that append as fast as they are acknowledged; gives what was measured in the second half. */
const load = async (redis: TestRedis, { openDevice }: Rival, servers: readonly ServerProcess[]): Promise<Row> => {
  const hostOf = (index: number): string => servers[index % servers.length]?.host ?? '';
  const took: number[] = [];
  let acknowledged = 0;
  let isOver = false;
  const devices = await Promise.all(
    Array.from({ length: LISTS }, async (_, list) => {
      const onDurable = (): void => {
        acknowledged += 1;
        if (!isOver) writer.edit(performance.now());
      };
      const writer = await openDevice({ host: hostOf(list), list, onValues: () => undefined, onDurable });
      writer.edit(performance.now()); // makes the list: who opens an empty log at another relay is asked to open it again
      await pause(200);
      const onValues = (madeAt: readonly number[]): void =>
        void took.push(...madeAt.map((at) => performance.now() - at));
      const reader = await openDevice({ host: hostOf(list + 1), list, onValues });
      return [writer, reader];
    }),
  );
  await pause(SECONDS * 1_000);
  const before = { acknowledged, relays: cpuOf(servers), redis: await redisCpuMs(redis) };
  const bytesBefore = await numberIn(redis, 'memory', 'used_memory');
  took.length = 0;
  const began = performance.now();
  await pause(SECONDS * 1_000);
  const done = acknowledged - before.acknowledged;
  const seconds = (performance.now() - began) / 1_000;
  const row = {
    relays: servers.length,
    perSecond: done / seconds,
    relayMicros: ((cpuOf(servers) - before.relays) * 1_000) / done,
    redisMicros: (((await redisCpuMs(redis)) - before.redis) * 1_000) / done,
    p50: quantile(took, 0.5),
    p99: quantile(took, 0.99),
    redisBytes: ((await numberIn(redis, 'memory', 'used_memory')) - bytesBefore) / done,
  };
  isOver = true;
  for (const device of devices.flat()) device.close();
  return row;
};

const lineOf = ({ relays, perSecond, relayMicros, redisMicros, p50, p99, redisBytes }: Row): string =>
  [
    `${relays} ${relays === 1 ? 'relay ' : 'relays'}`,
    `${perSecond.toFixed(0)} appends/s`,
    `CPU of an append: relays ${relayMicros.toFixed(0)} us, Redis ${redisMicros.toFixed(0)} us`,
    `to the next relay p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`,
    `${redisBytes.toFixed(0)} bytes of Redis each`,
  ].join(' · ');

/** Runs it. */
export const runRelaysBench = async (
  onProgress: (doing: string) => void,
): Promise<{ readonly text: string; readonly json: string }> => {
  if (REDIS_SERVER === undefined) return { text: 'There is no redis-server or valkey-server.', json: '[]' };
  onProgress('bundling the relay');
  prepareRivals();
  pinLoad();
  await makeToteKeys(LISTS);
  const rows: Row[] = [];
  for (const count of RELAY_COUNTS) {
    onProgress(`${count} relays on ${REDIS_SERVER}`);
    const redis = await startTestRedis();
    const rival = toteOn({ TOTE_STORE: redis.url });
    const servers: ServerProcess[] = [];
    try {
      for (let started = 0; started < count; started += 1) servers.push(await startServer(rival));
      rows.push(await load(redis, rival, servers));
    } finally {
      for (const server of servers) await server.stop();
      await redis.dispose();
    }
  }
  return { text: rows.map(lineOf).join('\n'), json: JSON.stringify(rows, undefined, 2) };
};
