/** Inputs for decoders: what is almost right finds more than noise does. */
import type { Random } from '../random.ts';

/** Where formats change their mind: ends of 7-bit groups, lengths, opcodes. */
const TELLING_BYTES = [0x00, 0x01, 0x02, 0x7f, 0x80, 0x81, 0x8c, 0xfe, 0xff] as const;
const STEPS_MAX = 4;
const NOISE_BYTES_MAX = 80;
const RUN_BYTES_MAX = 12;

const cut = (bytes: Uint8Array, from: number, to: number, between: Uint8Array): Uint8Array<ArrayBuffer> => {
  const out = new Uint8Array(from + between.length + bytes.length - to);
  out.set(bytes.subarray(0, from));
  out.set(between, from);
  out.set(bytes.subarray(to), from + between.length);
  return out;
};

/** One change of some bytes, mostly near their beginning, where the structure is. */
const changed = (bytes: Uint8Array, other: Uint8Array, random: Random): Uint8Array => {
  const span = random.chance(0.6) ? Math.min(bytes.length, 32) : bytes.length;
  const at = random.below(span + 1);
  const end = Math.min(bytes.length, at + 1 + random.below(RUN_BYTES_MAX));
  switch (random.below(7)) {
    case 0:
      return bytes.map((byte, index) => (index === at ? byte ^ (1 << random.below(8)) : byte));
    case 1:
      return bytes.map((byte, index) => (index === at ? (random.pick(TELLING_BYTES) ?? byte) : byte));
    case 2:
      return bytes.subarray(0, at);
    case 3:
      return cut(bytes, at, end, new Uint8Array());
    case 4:
      return cut(bytes, at, at, bytes.subarray(at, end));
    case 5:
      return cut(bytes, at, end, random.bytes(random.below(RUN_BYTES_MAX)));
    default:
      return cut(bytes, at, bytes.length, other.subarray(Math.min(other.length, random.below(other.length + 1))));
  }
};

/** An input out of good samples: a sample with some changes, or now and then nothing but noise. */
export const mutated = (samples: readonly Uint8Array[], random: Random): Uint8Array => {
  const sample = random.pick(samples);
  if (!sample || random.chance(0.05)) return random.bytes(random.below(NOISE_BYTES_MAX));
  let bytes: Uint8Array = sample;
  for (let step = random.below(STEPS_MAX); step >= 0; step -= 1)
    bytes = changed(bytes, random.pick(samples) ?? bytes, random);
  return bytes;
};
