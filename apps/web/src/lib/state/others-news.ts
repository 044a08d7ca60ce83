import type { Schedule } from './schedule.ts';

/** What others did is gathered so long before it is spoken: a partner in the shop ticks a line every few seconds. */
const GATHER_MS = 2_500;

/**
 * Gathers what others did and tells it in one go, so that a screen reader is not talked over. Counts only: who listens asks
 * the list itself for names.
 */
export class OthersNews {
  #added = 0;
  #ticked = 0;
  #cancel: (() => void) | undefined;
  readonly #schedule: Schedule;
  readonly #tell: (added: number, ticked: number) => void;

  constructor(schedule: Schedule, tell: (added: number, ticked: number) => void) {
    this.#schedule = schedule;
    this.#tell = tell;
  }

  note(added: number, ticked: number): void {
    if (added + ticked === 0) return;
    this.#added += added;
    this.#ticked += ticked;
    this.#cancel ??= this.#schedule(() => {
      this.#cancel = undefined;
      this.#tell(this.#added, this.#ticked);
      this.#added = 0;
      this.#ticked = 0;
    }, GATHER_MS);
  }

  stop(): void {
    this.#cancel?.();
  }
}
