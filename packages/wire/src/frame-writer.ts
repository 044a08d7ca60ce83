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

/** A frame is written here, and copied once when its length is known: almost all are a few hundred bytes. */
let scratch = new Uint8Array(1_024);
/** The frame in there is the one that was begun last. */
let begun = 0;

/** A class: a function for each method, and an encoder with a buffer of its own, are ten times the size of a short frame. */
class Writer implements FrameWriter {
  readonly #number: number;
  #length = 0;

  constructor(opcode: number) {
    begun += 1;
    this.#number = begun;
    this.byte(opcode);
  }

  byte(value: number): void {
    this.#makeRoom(1);
    scratch[this.#length] = value;
    this.#length += 1;
  }

  number(field: string, value: number, least: number, most: number): void {
    assertWithin(field, value, least, most);
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.byte((rest % 0x80) | 0x80);
    this.byte(rest);
  }

  fixed(field: string, bytes: Uint8Array, length: number): void {
    if (bytes.length !== length) throw new RangeError(`${field} has ${bytes.length} bytes, must have ${length}`);
    this.bytes(bytes);
  }

  bytes(bytes: Uint8Array): void {
    this.#makeRoom(bytes.length);
    scratch.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  finish(): Uint8Array<ArrayBuffer> {
    this.#makeRoom(0);
    assertWithin('frame length', this.#length, 1, LIMITS.frameBytesMax);
    return scratch.slice(0, this.#length);
  }

  #makeRoom(bytes: number): void {
    if (this.#number !== begun) throw new Error('another frame was begun before this one was finished');
    const needed = this.#length + bytes;
    if (needed <= scratch.length) return;
    const longer = new Uint8Array(2 * needed);
    longer.set(scratch.subarray(0, this.#length));
    scratch = longer;
  }
}

/** Writer for one frame that begins with `opcode`. A frame is finished before the next one is begun; an Error says if not. */
export const createFrameWriter = (opcode: number): FrameWriter => new Writer(opcode);
