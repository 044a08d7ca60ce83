import { LIMITS } from './limits.ts';
import type { WireError } from './wire-error.ts';

/**
 * Reads the fields of one frame in order. The first failure sticks: from then on every read gives zero or nothing, so a
 * decoder reads straight on and asks once, at the end, through `end`. Loops must stop when `failed` is true.
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
  /** The error of the frame, if any; bytes left over are one. */
  end(): WireError | undefined;
}

const NOTHING = new Uint8Array(0);

/** Reader over one received frame. */
export const createFrameReader = (frame: Uint8Array): FrameReader => {
  let position = 0;
  let error: WireError | undefined =
    frame.length > LIMITS.frameBytesMax ? { type: 'wire-too-large', bytes: frame.length } : undefined;
  const fail = (reason: WireError): void => {
    error ??= reason;
  };

  const byte = (): number => {
    if (error !== undefined) return 0;
    const value = frame[position];
    if (value === undefined) {
      fail({ type: 'wire-truncated' });
      return 0;
    }
    position += 1;
    return value;
  };

  const number = (field: string, least: number, most: number): number => {
    let value = 0;
    // A frame number is a safe integer: 7 bytes of 7 bits and a last one of 4 bits (2^53 - 1).
    for (let scale = 1; scale <= 2 ** 49; scale *= 128) {
      const part = byte();
      if (error !== undefined) return 0;
      value += (part & 0x7f) * scale;
      if (part >= 0x80) continue;
      const overlong = part === 0 && scale > 1;
      if (overlong || value < least || value > most) break;
      return value;
    }
    fail({ type: 'wire-bad-number', field });
    return 0;
  };

  const bytes = (length: number): Uint8Array => {
    if (error !== undefined) return NOTHING;
    if (length > frame.length - position) {
      fail({ type: 'wire-truncated' });
      return NOTHING;
    }
    // A plain Uint8Array also when the frame came as a Node Buffer.
    const view = new Uint8Array(frame.buffer, frame.byteOffset + position, length);
    position += length;
    return view;
  };

  return {
    get failed() {
      return error !== undefined;
    },
    byte,
    number,
    bytes,
    badValue: (field) => {
      fail({ type: 'wire-bad-value', field });
    },
    badNumber: (field) => {
      fail({ type: 'wire-bad-number', field });
    },
    end: () => {
      if (position < frame.length) fail({ type: 'wire-trailing-bytes', bytes: frame.length - position });
      return error;
    },
  };
};
