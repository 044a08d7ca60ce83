/** What every scenario needs: its shape, waiting, many devices at once. */
import { setTimeout as pause } from 'node:timers/promises';
import type { BenchDevice } from '../devices/bench-device.ts';
import type { Rival } from '../rivals.ts';
import type { ServerProcess } from '../server-process.ts';

/** Names and values of what was measured. */
export type Figures = Readonly<Record<string, number>>;

/** How much of everything. */
export interface Scale {
  readonly seconds: number;
  readonly readers: number;
  readonly lists: number;
  readonly joins: number;
  readonly idle: number;
  /** How long a server rests before what it needs at rest is measured: V8 collects once more some 40 s after many devices came. */
  readonly restSeconds: number;
  /** Edits in the history of a list that is joined. */
  readonly history: number;
  readonly returning: number;
  readonly floodSeconds: number;
  readonly halfOpen: number;
  readonly deaf: number;
}

/** One thing to measure: each gets a server that has just started, and says what it saw. */
export interface Scenario {
  readonly name: string;
  /** Beginnings of the names of the servers that take part; all if there are none. */
  readonly rivals?: readonly string[];
  run(server: ServerProcess, rival: Rival, scale: Scale): Promise<Figures>;
}

/** Connecting at once. */
const CONNECTING = 50;
/** A server that has not delivered by then will not. */
const DELIVERY_MS_MAX = 60_000;
/** How often a server's memory is looked at. */
const SAMPLE_MS = 100;

/** Takes what comes and does nothing with it. */
export const ignore = (): void => undefined;

/** A quantile of some values; NaN of none. */
export const quantile = (values: readonly number[], part: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
};

/** Waits for something to hold, but not for ever. */
export const until = async (holds: () => boolean, what: string): Promise<void> => {
  const deadline = performance.now() + DELIVERY_MS_MAX;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await pause(5);
  }
};

/** Connects many devices, so many at a time: as one is there, the next begins. */
export const connectAll = async (
  count: number,
  connect: (index: number) => Promise<BenchDevice>,
  atOnce = CONNECTING,
): Promise<BenchDevice[]> => {
  const devices: BenchDevice[] = [];
  let next = 0;
  const connectOneByOne = async (): Promise<void> => {
    while (next < count) {
      const index = next++;
      devices[index] = await connect(index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, connectOneByOne));
  return devices;
};

/** Closes them. */
export const closeAll = (devices: readonly BenchDevice[]): void => {
  for (const device of devices) device.close();
};

/** Values that are the time of their making, and how long they took to arrive. */
export const createStopwatch = (): {
  readonly took: readonly number[];
  readonly onValues: (values: readonly number[]) => void;
  /** What came so far does not count. */
  restart(): void;
} => {
  const took: number[] = [];
  return {
    took,
    restart: () => void (took.length = 0),
    onValues: (values) => {
      const now = performance.now();
      for (const value of values) took.push(now - value);
    },
  };
};

/** Watches the memory of a server; `stop` says how much it grew at most, in MiB. */
export const watchMemory = ({ residentBytes }: ServerProcess): { stop(): number } => {
  const before = residentBytes();
  let most = before;
  const timer = setInterval(() => (most = Math.max(most, residentBytes())), SAMPLE_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return (most - before) / 2 ** 20;
    },
  };
};
