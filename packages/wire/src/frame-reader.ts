import { LIMITS } from './limits.ts';
import type { Result } from './result.ts';
import type { WireError } from './wire-error.ts';

/**
 * Reads the fields of one frame in order. The first failure sticks: from then on every read gives zero or nothing, so a
 * decoder reads straight on and `decodeFrame` asks once, at the end. Loops must stop when `failed` is true.
 *
 * lib0's own `readVarUint` is not used here: it takes overlong numbers (one value, many encodings), gives NaN for a long
 * run of 0x80, and tells of the end of its input by throwing.
 */
export interface FrameReader {
  readonly failed: boolean;
  /** One byte. */
  byte(): number;
  /** A shortest-form varuint within `least` and `most`; `field` names it in the error. */
  number(field: string, least: number, most: number): number;
  /** `length` bytes, as a view on the frame (nothing is copied or allocated). */
  bytes(length: number): Uint8Array;
  /** Records that a field holds a value outside its closed set. */
  badValue(field: string): void;
  /** Records that a number breaks a rule that spans fields. */
  badNumber(field: string): void;
}

const NOTHING = new Uint8Array(0);

/** A class: a getter in a literal would make each reader a dictionary, which costs more than the frame that it reads. */
class Reader implements FrameReader {
  readonly #frame: Uint8Array;
  #position = 0;
  #error: WireError | undefined;

  constructor(frame: Uint8Array) {
    this.#frame = frame;
    if (frame.length > LIMITS.frameBytesMax) this.#fail({ type: 'wire-too-large', bytes: frame.length });
  }

  get failed(): boolean {
    return this.#error !== undefined;
  }

  byte(): number {
    if (this.#error !== undefined) return 0;
    const value = this.#frame[this.#position];
    if (value === undefined) {
      this.#fail({ type: 'wire-truncated' });
      return 0;
    }
    this.#position += 1;
    return value;
  }

  number(field: string, least: number, most: number): number {
    let value = 0;
    // A frame number is a safe integer: 7 bytes of 7 bits and a last one of 4 bits (2^53 - 1).
    for (let scale = 1; scale <= 2 ** 49; scale *= 128) {
      const part = this.byte();
      if (this.#error !== undefined) return 0;
      value += (part & 0x7f) * scale;
      if (part >= 0x80) continue;
      const overlong = part === 0 && scale > 1;
      if (overlong || value < least || value > most) break;
      return value;
    }
    this.badNumber(field);
    return 0;
  }

  bytes(length: number): Uint8Array {
    if (this.#error !== undefined) return NOTHING;
    const { buffer, byteOffset, length: frameBytes } = this.#frame;
    if (length > frameBytes - this.#position) {
      this.#fail({ type: 'wire-truncated' });
      return NOTHING;
    }
    // A plain Uint8Array also when the frame came as a Node Buffer.
    const view = new Uint8Array(buffer, byteOffset + this.#position, length);
    this.#position += length;
    return view;
  }

  badValue(field: string): void {
    this.#fail({ type: 'wire-bad-value', field });
  }

  badNumber(field: string): void {
    this.#fail({ type: 'wire-bad-number', field });
  }

  /** The error of the frame, if any; bytes left over are one. */
  end(): WireError | undefined {
    const left = this.#frame.length - this.#position;
    if (left > 0) this.#fail({ type: 'wire-trailing-bytes', bytes: left });
    return this.#error;
  }

  #fail(error: WireError): void {
    this.#error ??= error;
  }
}

/** One received frame, whose fields `read` knows by its opcode; undefined from it: there is no such opcode. */
export const decodeFrame = <Frame>(
  bytes: Uint8Array,
  read: (reader: FrameReader, opcode: number) => Frame | undefined,
): Result<Frame, WireError> => {
  const reader = new Reader(bytes);
  const opcode = reader.byte();
  const value = read(reader, opcode);
  if (value === undefined && !reader.failed) return { ok: false, error: { type: 'wire-unknown-opcode', opcode } };
  const error = reader.end();
  return error === undefined && value !== undefined
    ? { ok: true, value }
    : { ok: false, error: error ?? { type: 'wire-truncated' } };
};
