/**
 * Channel numbers that may be used once each (W8). A client that counts up costs one number. While there are gaps, for its proofs
 * overtake each other, there is a bit for each number that there can be: remembered one by one they would be 1.3 MB, which a client
 * could have for every socket.
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
  /** Beyond a gap; only while there are any. */
  #others: Uint8Array | undefined;
  #othersCount = 0;

  use(number: number): boolean {
    if ((number > 0 && number <= this.#through) || this.#isOther(number)) return false;
    if (number === this.#through + 1) this.#closeGap();
    else this.#turn(number, 1);
    return true;
  }

  #isOther(number: number): boolean {
    return ((this.#others?.[number >> 3] ?? 0) & (1 << (number & 7))) !== 0;
  }

  #turn(number: number, by: 1 | -1): void {
    const others = (this.#others ??= new Uint8Array(BITS_BYTES));
    const at = number >> 3;
    others[at] = (others[at] ?? 0) ^ (1 << (number & 7));
    this.#othersCount += by;
  }

  #closeGap(): void {
    this.#through += 1;
    while (this.#isOther(this.#through + 1)) {
      this.#through += 1;
      this.#turn(this.#through, -1);
    }
    if (this.#othersCount === 0) this.#others = undefined;
  }
}

/** None is used yet. */
export const createUsedNumbers = (): UsedNumbers => new Used();
