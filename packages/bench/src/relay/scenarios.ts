/** What is measured: each scenario gets a server that has just started, and says what it saw. */
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import type { BenchDevice } from './devices/bench-device.ts';
import { toteKeysOf } from './devices/tote-device.ts';
import type { Rival } from './rivals.ts';
import type { ServerProcess } from './server-process.ts';

/** Names and values of what was measured. */
export type Figures = Readonly<Record<string, number>>;

/** How much of everything. */
export interface Scale {
  readonly seconds: number;
  readonly readers: number;
  readonly lists: number;
  readonly joins: number;
  readonly idle: number;
}

/** One thing to measure. */
export interface Scenario {
  readonly name: string;
  run(server: ServerProcess, rival: Rival, scale: Scale): Promise<Figures>;
  /** Only for servers that say when an edit is on the disk. */
  readonly needsDurable?: true;
}

/** Edits that are made and have not reached the slowest reader, at most: full speed, not a queue without end. */
const WINDOW = 2_000;
/** Edits made in one go, before the load looks at what came. */
const BURST = 50;
const EDITS_PER_SECOND = 100;
/** Connecting at once. */
const CONNECTING = 50;
const WRITERS = 100;
/** A server that has not delivered by then will not. */
const DELIVERY_MS_MAX = 30_000;

const ignore = (): void => undefined;

const quantile = (values: readonly number[], part: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
};

const until = async (holds: () => boolean, what: string): Promise<void> => {
  const deadline = performance.now() + DELIVERY_MS_MAX;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await pause(5);
  }
};

const connectAll = async (count: number, connect: (index: number) => Promise<BenchDevice>): Promise<BenchDevice[]> => {
  const devices: BenchDevice[] = [];
  for (let first = 0; first < count; first += CONNECTING) {
    const some = Array.from({ length: Math.min(CONNECTING, count - first) }, (_, index) => connect(first + index));
    devices.push(...(await Promise.all(some)));
  }
  return devices;
};

const closeAll = (devices: readonly BenchDevice[]): void => {
  for (const device of devices) device.close();
};

const fanOut: Scenario = {
  name: 'fan-out, one writer at full speed',
  run: async ({ host, cpuMs }, { openDevice }, { seconds, readers }) => {
    const delivered = new Array<number>(readers).fill(0);
    const devices = await connectAll(readers, (index) =>
      openDevice({ host, list: 0, onValues: ({ length }) => (delivered[index] = (delivered[index] ?? 0) + length) }),
    );
    const writer = await openDevice({ host, list: 0, onValues: ignore });
    let made = 0;
    const [cpuBefore, start] = [cpuMs(), performance.now()];
    while (performance.now() - start < seconds * 1_000) {
      const slowest = Math.min(...delivered);
      for (let i = 0; i < BURST && made - slowest < WINDOW; i += 1) writer.edit((made += 1));
      await turn();
    }
    await until(() => Math.min(...delivered) >= made, 'all edits');
    const took = (performance.now() - start) / 1_000;
    const deliveries = made * readers;
    const cpu = cpuMs() - cpuBefore;
    closeAll([...devices, writer]);
    return { 'deliveries per second': deliveries / took, 'server CPU, µs per delivery': (cpu * 1_000) / deliveries };
  },
};

const latency: Scenario = {
  name: 'latency, 100 edits per second',
  run: async ({ host }, { openDevice }, { seconds, readers }) => {
    const took: number[] = [];
    const onValues = (values: readonly number[]): void => {
      const now = performance.now();
      for (const value of values) took.push(now - value);
    };
    const devices = await connectAll(readers, () => openDevice({ host, list: 0, onValues }));
    const writer = await openDevice({ host, list: 0, onValues: ignore });
    const edits = seconds * EDITS_PER_SECOND;
    for (let i = 0; i < edits; i += 1) {
      writer.edit(performance.now());
      await pause(1_000 / EDITS_PER_SECOND);
    }
    await until(() => took.length >= edits * readers, 'all edits');
    closeAll([...devices, writer]);
    return { 'p50, ms': quantile(took, 0.5), 'p99, ms': quantile(took, 0.99) };
  },
};

const manyLists: Scenario = {
  name: 'many lists of two devices, 2 edits per second each',
  run: async ({ host, cpuMs }, { openDevice }, { seconds, lists }) => {
    const took: number[] = [];
    const onValues = (values: readonly number[]): void => {
      const now = performance.now();
      for (const value of values) took.push(now - value);
    };
    for (let list = 0; list < lists; list += 1) await toteKeysOf(list);
    const devices = await connectAll(2 * lists, (index) => openDevice({ host, list: index >> 1, onValues }));
    const cpuBefore = cpuMs();
    const start = performance.now();
    let edits = 0;
    // Everybody's turn comes twice a second, spread evenly.
    const due = (): number => ((performance.now() - start) / 1_000) * devices.length * 2;
    while (performance.now() - start < seconds * 1_000) {
      for (; edits < due(); edits += 1) devices[edits % devices.length]?.edit(performance.now());
      await pause(1);
    }
    await until(() => took.length >= edits, 'all edits');
    const cpu = cpuMs() - cpuBefore;
    closeAll(devices);
    return {
      'p50, ms': quantile(took, 0.5),
      'p99, ms': quantile(took, 0.99),
      'server CPU, µs per edit': (cpu * 1_000) / edits,
    };
  },
};

const joins: Scenario = {
  name: 'joins, each its own list',
  run: async ({ host, cpuMs }, { openDevice }, { joins: count }) => {
    for (let list = 0; list < count; list += 1) await toteKeysOf(list);
    const [cpuBefore, start] = [cpuMs(), performance.now()];
    const devices = await connectAll(count, (list) => openDevice({ host, list, onValues: ignore }));
    const took = (performance.now() - start) / 1_000;
    const cpu = cpuMs() - cpuBefore;
    closeAll(devices);
    // The load side may be the slower one: what the server's processor would do at most is the second figure.
    return { 'joins per second': count / took, 'joins per second of server CPU': (count * 1_000) / cpu };
  },
};

const idle: Scenario = {
  name: 'idle connections, each its own list',
  run: async ({ host, cpuMs, residentBytes }, { openDevice }, { idle: count, seconds }) => {
    for (let list = 0; list < count; list += 1) await toteKeysOf(list);
    const before = residentBytes();
    const devices = await connectAll(count, (list) => openDevice({ host, list, onValues: ignore }));
    await pause(3_000);
    const bytes = (residentBytes() - before) / count;
    const cpuBefore = cpuMs();
    await pause(seconds * 1_000);
    const cpu = (cpuMs() - cpuBefore) / seconds;
    closeAll(devices);
    return { 'KiB per connection': bytes / 1_024, 'CPU of all, ms per second': cpu };
  },
};

const durable: Scenario = {
  name: `durable acknowledgements, ${WRITERS} writers on lists of their own`,
  needsDurable: true,
  run: async ({ host, cpuMs }, { openDevice }, { seconds }) => {
    for (let list = 0; list < WRITERS; list += 1) await toteKeysOf(list);
    const took: number[] = [];
    let ends = Infinity;
    const devices = await connectAll(WRITERS, async (list) => {
      let madeAt = 0;
      const edit = (): void => {
        madeAt = performance.now();
        device.edit(madeAt);
      };
      const onDurable = (): void => {
        took.push(performance.now() - madeAt);
        if (performance.now() < ends) edit();
      };
      const device = await openDevice({ host, list, onValues: ignore, onDurable });
      return { edit, close: device.close };
    });
    const cpuBefore = cpuMs();
    const began = performance.now();
    ends = began + seconds * 1_000;
    for (const device of devices) device.edit(0);
    await pause(seconds * 1_000);
    const lasted = (performance.now() - began) / 1_000;
    const cpu = cpuMs() - cpuBefore;
    closeAll(devices);
    return {
      'per second': took.length / lasted,
      'per second of server CPU': (took.length * 1_000) / cpu,
      'p50, ms': quantile(took, 0.5),
      'p99, ms': quantile(took, 0.99),
    };
  },
};

/** All, in the order in which they are shown. */
export const SCENARIOS: readonly Scenario[] = [fanOut, latency, manyLists, joins, idle, durable];
