/** Sharing a batch out to processes of this same program: a world keeps one processor busy, and no second. */
import { fork } from 'node:child_process';
import type { Batch, NumberedResult } from './run-batch.ts';

/**
 * How V8 collects garbage in such a process: on its own thread, for the helpers of one would take the processor from the other,
 * and less often. Together a twentieth of what a batch takes.
 */
const V8_FLAGS = ['--single-threaded-gc', '--min-semi-space-size=32', '--max-semi-space-size=32'];

/** Lets `batch.jobs` processes do the runs; rejects if one of them ends otherwise than well. */
export const runInProcesses = async (
  batch: Batch,
  program: string,
  args: readonly string[],
  take: (done: NumberedResult) => void,
): Promise<void> => {
  const workOn = (first: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const child = fork(program, [...args, '--seed', batch.seed, '--share', `${first}/${batch.jobs}`], {
        execArgv: [...process.execArgv, ...V8_FLAGS],
      });
      child.on('message', (done) => take(done as NumberedResult));
      child.on('error', reject);
      child.on('exit', (code, signal) =>
        code === 0 ? resolve() : reject(new Error(`a process of the batch ended with ${code ?? signal}`)),
      );
    });
  await Promise.all(Array.from({ length: batch.jobs }, (_, first) => workOn(first)));
};

/** Sends a result to the process that shared the batch out. */
export const handIn = (done: NumberedResult): void => {
  process.send?.(done);
};
