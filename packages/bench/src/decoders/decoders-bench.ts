/** `npm run bench -- decoders`: millions of mutated inputs for every decoder of bytes from others. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { DecoderTrial } from './try-decoders.ts';

/** What was asked for. */
export interface DecodersArguments {
  readonly inputs: number;
  readonly seed: string;
  /** Number of the first input: to go on where another run ended, or to make one again. */
  readonly first: number;
}

/** A piece of the work. */
export interface DecodersOrder {
  readonly seed: string;
  readonly first: number;
  readonly count: number;
}

const PROCESS = fileURLToPath(new URL('./decoders-process.ts', import.meta.url));
const PIECE = 100_000;
/** A piece takes some seconds. One that is not done by then hangs for good. */
const PIECE_MS_MAX = 300_000;

/** Tries them; `isGood` if nothing threw and nothing hung. */
export const runDecodersBench = async (
  { inputs, seed, first }: DecodersArguments,
  onProgress: (doing: string) => void,
): Promise<{ readonly text: string; readonly json: string; readonly isGood: boolean }> => {
  const child = fork(PROCESS, { serialization: 'advanced' });
  const ended = once(child, 'exit').then(([code]: unknown[]) => {
    throw new Error(`the decoders' process ended with ${String(code)}`);
  });
  const runPiece = async (order: DecodersOrder): Promise<DecoderTrial> => {
    const hanging = setTimeout(() => {
      onProgress(`hangs among inputs ${order.first} to ${order.first + order.count} of seed ${seed}`);
      child.kill('SIGKILL');
    }, PIECE_MS_MAX);
    const answer = once(child, 'message');
    child.send(order);
    const [trial] = (await Promise.race([answer, ended])) as [DecoderTrial];
    clearTimeout(hanging);
    return trial;
  };

  const taken = new Map<string, number>();
  const faults: DecoderTrial['faults'][number][] = [];
  for (let done = 0; done < inputs && faults.length === 0; done += PIECE) {
    const trial = await runPiece({ seed, first: first + done, count: Math.min(PIECE, inputs - done) });
    for (const [name, count] of trial.takenByDecoder) taken.set(name, (taken.get(name) ?? 0) + count);
    faults.push(...trial.faults);
    onProgress(`${Math.min(inputs, done + PIECE)} of ${inputs}`);
  }
  ended.catch(() => undefined);
  child.kill();
  const lines = [...taken].map(
    ([name, count]) => `  ${name.padEnd(24)} took ${count} of ${Math.round(inputs / taken.size)}`,
  );
  const told = faults.map(
    ({ decoder, input, what, hex }) =>
      `FAULT ${decoder}: ${what}\n  again: npm run bench -- decoders --seed ${seed} --first ${input} --inputs 1\n  ${hex}`,
  );
  const verdict =
    faults.length === 0 ? `${inputs} inputs of seed ${seed}: nothing threw, nothing hung` : told.join('\n');
  return {
    text: [...lines, verdict].join('\n'),
    json: JSON.stringify({ inputs, seed, first, taken: Object.fromEntries(taken), faults }, undefined, 2),
    isGood: faults.length === 0,
  };
};
