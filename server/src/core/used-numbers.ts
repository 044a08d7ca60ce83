/** Numbers that may be used once each (W8). A client that counts up costs one number; what comes out of order is remembered one by one. */
export interface UsedNumbers {
  /** False if it was used before. */
  use(number: number): boolean;
}

class Used implements UsedNumbers {
  /** All from 1 up to here. */
  #through = 0;
  #others: Set<number> | undefined;

  use(number: number): boolean {
    if ((number > 0 && number <= this.#through) || this.#others?.has(number)) return false;
    if (number === this.#through + 1) this.#through = number;
    else (this.#others ??= new Set()).add(number);
    return true;
  }
}

/** None was used. */
export const createUsedNumbers = (): UsedNumbers => new Used();
