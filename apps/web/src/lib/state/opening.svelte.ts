import type { ListState } from './list-state.svelte.ts';

/** One list on its way to the screen. */
export class Opening {
  #list: ListState | undefined = $state.raw();
  #failure: string | undefined = $state();
  readonly ready: Promise<ListState>;

  constructor(ready: Promise<ListState>) {
    this.ready = ready;
    ready.then(
      (list) => (this.#list = list),
      (error: unknown) => (this.#failure = error instanceof Error ? error.message : String(error)),
    );
  }

  get list(): ListState | undefined {
    return this.#list;
  }

  /** Why it does not open, for whoever is asked for help. */
  get failure(): string | undefined {
    return this.#failure;
  }
}
