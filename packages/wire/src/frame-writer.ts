import { createEncoder, toUint8Array, writeUint8, writeUint8Array, writeVarUint } from 'lib0/encoding';
import { LIMITS } from './limits.ts';

/** Writes the fields of one frame in order. Values outside their limits are the caller's bug and throw a RangeError. */
export interface FrameWriter {
  byte(value: number): void;
  /** A varuint within `least` and `most`; `field` names it in the assertion. */
  number(field: string, value: number, least: number, most: number): void;
  /** Bytes of a fixed length, without a length prefix. */
  fixed(field: string, bytes: Uint8Array, length: number): void;
  /** Bytes whose length stands before them, in the way of the frame at hand. */
  bytes(bytes: Uint8Array): void;
  finish(): Uint8Array<ArrayBuffer>;
}

/** Throws when a caller broke a documented limit. */
export const assertWithin = (field: string, value: number, least: number, most: number): void => {
  if (!Number.isSafeInteger(value) || value < least || value > most) {
    throw new RangeError(`${field} is ${String(value)}, must be a whole number from ${least} to ${most}`);
  }
};

/** Writer for one frame that begins with `opcode`. */
export const createFrameWriter = (opcode: number): FrameWriter => {
  const encoder = createEncoder();
  writeUint8(encoder, opcode);
  return {
    byte: (value) => {
      writeUint8(encoder, value);
    },
    number: (field, value, least, most) => {
      assertWithin(field, value, least, most);
      writeVarUint(encoder, value);
    },
    fixed: (field, bytes, length) => {
      if (bytes.length !== length) throw new RangeError(`${field} has ${bytes.length} bytes, must have ${length}`);
      writeUint8Array(encoder, bytes);
    },
    bytes: (bytes) => {
      writeUint8Array(encoder, bytes);
    },
    finish: () => {
      const frame = toUint8Array(encoder);
      assertWithin('frame length', frame.length, 1, LIMITS.frameBytesMax);
      return frame;
    },
  };
};
