import type { Schedule } from './schedule.ts';

/**
 * A line that was just ticked, here or by somebody else, stays where it is for a moment, so that rows never move under a
 * thumb that is ticking several; each further tick starts the moment again.
 */
const SETTLE_MS = 700;

/** In a shop with one hand free a wrong tick is seen late: there it stays long enough to be taken back where it stands. */
const SETTLE_SHOPPING_MS = 4_000;

/** Ids of lines whose tick is fresh. */
export class SettlingTicks {
  #ids: readonly string[] = $state.raw([]);
  #cancel: () => void = () => undefined;
  readonly #schedule: Schedule;
  readonly #isShopping: () => boolean;

  constructor(schedule: Schedule, isShopping: () => boolean) {
    this.#schedule = schedule;
    this.#isShopping = isShopping;
  }

  has(id: string): boolean {
    return this.#ids.includes(id);
  }

  hold(id: string): void {
    this.#ids = [...this.#ids.filter((other) => other !== id), id];
    this.#cancel();
    this.#cancel = this.#schedule(
      () => {
        this.#ids = [];
      },
      this.#isShopping() ? SETTLE_SHOPPING_MS : SETTLE_MS,
    );
  }

  release(id: string): void {
    this.#ids = this.#ids.filter((other) => other !== id);
  }

  clear(): void {
    this.#cancel();
    this.#ids = [];
  }
}
