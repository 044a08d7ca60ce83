/** Sharing a batch out to processes of this same program: a world keeps one processor busy, and no second. */
import { fork } from 'node:child_process';
import type { Batch, NumberedResult } from './run-batch.ts';

/** Lets `batch.jobs` processes do the runs; rejects if one of them ends otherwise than well. */
export const runInProcesses = async (
  batch: Batch,
  program: string,
  args: readonly string[],
  take: (done: NumberedResult) => void,
): Promise<void> => {
  const workOn = (first: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const child = fork(program, [...args, '--seed', batch.seed, '--share', `${first}/${batch.jobs}`]);
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
