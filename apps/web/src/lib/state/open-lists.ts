import type { ListEngine, OpenedList } from '../engine/list-engine.ts';
import type { ShelfEntry } from '../shelf/shelf-store.ts';
import type { ListState } from './list-state.svelte.ts';
import { Opening } from './opening.svelte.ts';

/**
 * Lists that are kept open beside the one on screen, so that their changes go out and come in. Each costs its document
 * in memory and one channel on the relay's socket.
 */
const OPEN_LISTS_MAX = 16;

/** What opening lists needs. */
export interface OpenListsDeps {
  readonly engine: () => Promise<ListEngine>;
  readonly language: () => string;
  readonly isProduct: (name: string) => boolean;
  readonly createState: (entry: ShelfEntry, opened: OpenedList) => ListState;
}

/** The lists that are open in this tab, each opened once. The most recently used are last. */
export class OpenLists {
  readonly #openings = new Map<string, Opening>();
  /** Two copies of one list in a tab would both store it. */
  readonly #closing = new Map<string, Promise<void>>();
  readonly #deps: OpenListsDeps;

  constructor(deps: OpenListsDeps) {
    this.#deps = deps;
  }

  open(entry: ShelfEntry): Opening {
    const known = this.#openings.get(entry.localId);
    const opening = known && known.failure === undefined ? known : new Opening(this.#start(entry));
    this.#openings.delete(entry.localId);
    this.#openings.set(entry.localId, opening);
    this.#closeIdle(entry.localId);
    return opening;
  }

  /** Opens, one after another, lists that are not on screen, so that what waits in them goes out. */
  async openRest(entries: readonly ShelfEntry[]): Promise<void> {
    for (const entry of entries) {
      if (this.#openings.size >= OPEN_LISTS_MAX) return;
      if (this.#openings.has(entry.localId)) continue;
      const opening = new Opening(this.#start(entry));
      this.#openings.set(entry.localId, opening);
      // A list that does not open says so on its own screen.
      await opening.ready.catch(() => undefined);
    }
  }

  /** Closes a list unless something of it still waits: that goes out first, and the list closes with the page. */
  async closeIfSent(localId: string): Promise<void> {
    const waiting = this.#openings.get(localId)?.list?.safety.status.waiting ?? 0;
    if (waiting === 0) await this.close(localId);
  }

  close(localId: string): Promise<void> {
    const opening = this.#openings.get(localId);
    if (!opening) return this.#closing.get(localId) ?? Promise.resolve();
    this.#openings.delete(localId);
    const closing = (async () => {
      const list = await opening.ready.catch(() => undefined);
      await list?.close();
    })();
    this.#closing.set(localId, closing);
    return closing;
  }

  get all(): readonly ListState[] {
    return [...this.#openings.values()].flatMap(({ list }) => list ?? []);
  }

  async #start(entry: ShelfEntry): Promise<ListState> {
    const { language, isProduct } = this.#deps;
    const engine = await this.#deps.engine();
    // Whatever came of it: whoever closed it is told.
    await Promise.allSettled([this.#closing.get(entry.localId)]);
    return this.#deps.createState(entry, await engine.open({ ...entry, language, isProduct }));
  }

  #closeIdle(keep: string): void {
    for (const [localId, { list }] of this.#openings) {
      if (this.#openings.size <= OPEN_LISTS_MAX) return;
      // What waits must stay open: closing it would stop its way to the relay.
      if (localId !== keep && list && list.safety.status.waiting === 0) void this.close(localId);
    }
  }
}
