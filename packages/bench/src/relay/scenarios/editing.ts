/** Editing: to many readers, and in many lists. */
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import { makeToteKeys } from '../devices/tote-device.ts';
import { closeAll, connectAll, createStopwatch, ignore, quantile, until, type Scenario } from './load.ts';

/** Edits that are made and have not reached the slowest reader, at most: full speed, not a queue without end. */
const WINDOW = 2_000;
/** Edits made in one go, before the load looks at what came. */
const BURST = 50;
const EDITS_PER_SECOND = 100;
const WRITERS = 100;
/** One reader of so many opens what it gets, one in the middle of the telling. Readers are people with a processor each; here they have one for all. */
const READERS_PER_OPENING = 25;
const OPENING_READER = 12;

/** What the server's processor does for one writer and many readers. */
export const fanOut: Scenario = {
  name: 'fan-out, one writer at full speed',
  rivals: ['Tote', 'y-websocket (no', 'Hocuspocus (no', 'bare'],
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

const opens = (reader: number): boolean => reader % READERS_PER_OPENING === OPENING_READER;

/** How long an edit takes to its readers when nobody is in a hurry. */
export const latency: Scenario = {
  name: 'latency, 100 edits per second',
  rivals: ['Tote', 'y-websocket (no', 'Hocuspocus (no', 'bare', 'floor'],
  run: async ({ host }, { openDevice }, { seconds, readers }) => {
    const { took, onValues } = createStopwatch();
    const devices = await connectAll(readers, (index) =>
      openDevice({ host, list: 0, onValues: opens(index) ? onValues : undefined }),
    );
    const opening = devices.filter((_, index) => opens(index)).length;
    const writer = await openDevice({ host, list: 0, onValues: ignore });
    const edits = seconds * EDITS_PER_SECOND;
    for (let i = 0; i < edits; i += 1) {
      writer.edit(performance.now());
      await pause(1_000 / EDITS_PER_SECOND);
    }
    await until(() => took.length >= edits * opening, 'all edits');
    closeAll([...devices, writer]);
    return { 'p50, ms': quantile(took, 0.5), 'p99, ms': quantile(took, 0.99) };
  },
};

/** Households at once: what an edit costs and how long it takes. */
export const manyLists: Scenario = {
  name: 'many lists of two devices, 2 edits per second each',
  rivals: ['Tote', 'y-websocket', 'Hocuspocus', 'bare', 'floor'],
  run: async ({ host, cpuMs }, { openDevice }, { seconds, lists }) => {
    const { took, onValues, restart } = createStopwatch();
    await makeToteKeys(lists);
    const devices = await connectAll(2 * lists, (index) => openDevice({ host, list: index >> 1, onValues }));
    /** How many edits were made, when all of them have come. */
    const editAll = async (): Promise<number> => {
      restart();
      const start = performance.now();
      let edits = 0;
      // Everybody's turn comes twice a second, spread evenly.
      const due = (): number => ((performance.now() - start) / 1_000) * devices.length * 2;
      while (performance.now() - start < seconds * 1_000) {
        for (; edits < due(); edits += 1) devices[edits % devices.length]?.edit(performance.now());
        await pause(1);
      }
      await until(() => took.length >= edits, 'all edits');
      return edits;
    };
    // A first time for every server's compiler (RELAY-BENCH.md).
    await editAll();
    const cpuBefore = cpuMs();
    const edits = await editAll();
    const cpu = cpuMs() - cpuBefore;
    closeAll(devices);
    return {
      'p50, ms': quantile(took, 0.5),
      'p99, ms': quantile(took, 0.99),
      'server CPU, µs per edit': (cpu * 1_000) / edits,
    };
  },
};

/** Acknowledgements of what is on the disk. */
export const durable: Scenario = {
  name: `durable acknowledgements, ${WRITERS} writers on lists of their own`,
  rivals: ['Tote', 'floor'],
  run: async ({ host, cpuMs }, { openDevice }, { seconds }) => {
    await makeToteKeys(WRITERS);
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
      return { ...device, edit };
    });
    ends = performance.now() + 2 * seconds * 1_000;
    for (const device of devices) device.edit(0);
    // The first half is for the compiler, as with many lists.
    await pause(seconds * 1_000);
    took.length = 0;
    const cpuBefore = cpuMs();
    const began = performance.now();
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
