import type { ListWays } from '../shelf/shelf-store.ts';

/** Where the ways of a list are kept. */
export interface WaysKeeper {
  read(): ListWays;
  /** Keeps what is named; the rest stays as it is. */
  change(ways: ListWays): void;
}

/** How this device shows one list; each change is stored at once. */
export class Ways {
  readonly #keeper: WaysKeeper;
  readonly #ways: ListWays = $derived.by(() => this.#keeper.read());

  constructor(keeper: WaysKeeper) {
    this.#keeper = keeper;
  }

  get all(): ListWays {
    return this.#ways;
  }

  set(change: ListWays): void {
    this.#keeper.change(change);
  }
}
