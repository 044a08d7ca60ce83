import type { Schedule } from './schedule.ts';

/**
 * A line that was just ticked stays where it is for a moment, so that rows never move under a thumb that is ticking
 * several; each further tick starts the moment again.
 */
const SETTLE_MS = 700;

/** Ids of lines whose tick is fresh. */
export class SettlingTicks {
  #ids: ReadonlySet<string> = $state.raw(new Set());
  #cancel: () => void = () => undefined;
  readonly #schedule: Schedule;

  constructor(schedule: Schedule) {
    this.#schedule = schedule;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  hold(id: string): void {
    this.#ids = new Set([...this.#ids, id]);
    this.#cancel();
    this.#cancel = this.#schedule(() => {
      this.#ids = new Set();
    }, SETTLE_MS);
  }

  release(id: string): void {
    if (this.#ids.has(id)) this.#ids = new Set([...this.#ids].filter((other) => other !== id));
  }

  clear(): void {
    this.#cancel();
    this.#ids = new Set();
  }
}
