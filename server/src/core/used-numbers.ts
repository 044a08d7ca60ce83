/**
 * Channel numbers that may be used once each (W8). A client that counts up costs one number. For what comes out of order there is a bit
 * for each number that there can be: remembered one by one they would be 1.3 MB, which a client could have for every socket.
 */
import { LIMITS } from '@tote/wire';

/** Those of one socket. */
export interface UsedNumbers {
  /** False if it was used before. */
  use(number: number): boolean;
}

const BITS_BYTES = (LIMITS.channelMax + 1) / 8;

class Used implements UsedNumbers {
  /** All from 1 up to here. */
  #through = 0;
  /** Made when one comes out of order. */
  #others: Uint8Array | undefined;

  use(number: number): boolean {
    const [at, bit] = [number >> 3, 1 << (number & 7)];
    const others = this.#others?.[at] ?? 0;
    if ((number > 0 && number <= this.#through) || (others & bit) !== 0) return false;
    if (number === this.#through + 1) this.#through = number;
    else (this.#others ??= new Uint8Array(BITS_BYTES))[at] = others | bit;
    return true;
  }
}

/** None was used. */
export const createUsedNumbers = (): UsedNumbers => new Used();
