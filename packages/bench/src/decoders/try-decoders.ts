/** Runs decoders on inputs that are almost right. Each input has a number, and can be made again from it and the seed. */
import { createRandom } from '../random.ts';
import type { Decoder } from './decoders.ts';
import { mutated } from './mutate.ts';

/** Longer than this is a hang. */
const DECODE_MS_MAX = 100;
/** A machine that paused does not pause at the same input again; a decoder that hangs does. */
const SLOW_TIMES = 3;
/** More than this says nothing new. */
const FAULTS_MAX = 20;

/** An input that a decoder could not cope with. */
export interface DecoderFault {
  readonly decoder: string;
  readonly input: number;
  readonly what: string;
  readonly hex: string;
}

/** What came of it. */
export interface DecoderTrial {
  readonly takenByDecoder: ReadonlyMap<string, number>;
  readonly faults: readonly DecoderFault[];
}

const timed = async (
  decoder: Decoder,
  bytes: Uint8Array,
): Promise<{ readonly isTaken: boolean; readonly ms: number }> => {
  const start = performance.now();
  const answer = decoder.decode(bytes);
  const isTaken = typeof answer === 'boolean' ? answer : await answer;
  return { isTaken, ms: performance.now() - start };
};

/** Tries inputs `first` to `first + count`; the decoders take turns. */
export const tryDecoders = async (
  decoders: readonly Decoder[],
  { seed, first, count }: { readonly seed: string; readonly first: number; readonly count: number },
): Promise<DecoderTrial> => {
  const takenByDecoder = new Map<string, number>(decoders.map(({ name }) => [name, 0]));
  const faults: DecoderFault[] = [];
  for (let input = first; input < first + count && faults.length < FAULTS_MAX; input += 1) {
    const decoder = decoders[input % decoders.length];
    if (!decoder) break;
    const bytes = mutated(decoder.samples, createRandom(`${seed}/${input}`));
    const fault = (what: string): void =>
      void faults.push({ decoder: decoder.name, input, what, hex: Buffer.from(bytes).toString('hex') });
    try {
      let { isTaken, ms } = await timed(decoder, bytes);
      for (let times = 1; ms > DECODE_MS_MAX && times < SLOW_TIMES; times += 1)
        ({ isTaken, ms } = await timed(decoder, bytes));
      if (ms > DECODE_MS_MAX) fault(`took ${ms.toFixed(0)} ms`);
      if (isTaken) takenByDecoder.set(decoder.name, (takenByDecoder.get(decoder.name) ?? 0) + 1);
    } catch (error) {
      fault(String(error));
    }
  }
  return { takenByDecoder, faults };
};
