import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Representation } from '../replicas/bench-replica.ts';
import type { Workload } from '../workload/trace.ts';
import type { LongRun } from './long-run.ts';

/** What a process is to do. */
export interface LongRunOrder {
  readonly name: string;
  readonly workload: Workload;
}

const PROCESS_FILE = fileURLToPath(new URL('./long-run-process.ts', import.meta.url));

const runInProcess = (order: LongRunOrder): Promise<LongRun> =>
  new Promise((resolve, reject) => {
    // Not a worker thread: those do not inherit the loader that reads TypeScript.
    const child = fork(PROCESS_FILE, { serialization: 'advanced' });
    child.once('message', (run) => {
      resolve(run as LongRun);
      child.disconnect();
    });
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      reject(new Error(`${order.name}: the replay ended without a result (${signal ?? code})`)),
    );
    child.send(order);
  });

/** Lives through the years with every contestant, as many at a time as there are processors. `say` hears of each that is done. */
export const measureLongRuns = async (
  contestants: readonly Representation[],
  workload: Workload,
  say: (done: string) => void,
): Promise<ReadonlyMap<string, LongRun>> => {
  const runs = new Map<string, LongRun>();
  const waiting = contestants.map(({ name }) => name);
  const runWaiting = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      runs.set(name, await runInProcess({ name, workload }));
      say(`${name}: lived through the years (${runs.size} of ${contestants.length})`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, runWaiting));
  return runs;
};
