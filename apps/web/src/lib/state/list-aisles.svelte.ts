import type { Line, ListView, Store } from '@tote/list';
import type { OpenedList, ProductGuide } from '../engine/list-engine.ts';
import { type AisleGroup, everyAisle, groupByAisle, OTHER_AISLE } from '@tote/list';
import type { Ways } from './list-ways.svelte.ts';
import type { ProductGuides } from './product-guides.svelte.ts';

/** What the aisles of a list are made of. */
export interface ListAislesDeps {
  readonly opened: OpenedList;
  readonly view: () => ListView;
  readonly ways: Ways;
  readonly guides: ProductGuides;
}

/** Which aisle a line belongs to, and the order in which this device walks them. */
export class ListAisles {
  readonly #deps: ListAislesDeps;
  /** What was last guessed for: ticks change no guess, and come often. */
  #guessed: { readonly guide?: ProductGuide; readonly count?: number } = {};
  /** From the list (its own word or its memory), then the catalogue, then what the catalogue said the last time. */
  readonly #aisleOf: (line: Line) => string = $derived.by(() => {
    const { ways, guides } = this.#deps;
    const guide = guides.current;
    const { guesses = {} } = ways.all;
    const guessOf = (key: string) => (Object.hasOwn(guesses, key) ? guesses[key] : undefined);
    return ({ aisle, name, key }) => aisle ?? guide?.aisleOf(name) ?? guessOf(key) ?? OTHER_AISLE;
  });

  constructor(deps: ListAislesDeps) {
    this.#deps = deps;
  }

  get isOn(): boolean {
    return this.#deps.ways.all.byAisle ?? true;
  }

  /** The store whose order this device uses, unless it was removed. */
  get store(): Store | undefined {
    const { storeId } = this.#deps.ways.all;
    return this.#deps.view().stores.find(({ id }) => id === storeId);
  }

  of(line: Line): string {
    return this.#aisleOf(line);
  }

  /** Aisles as they are walked in the chosen store, what belongs to none last. */
  order(aisles: Iterable<string>): readonly string[] {
    const order = this.#deps.opened.aisleOrder(aisles, this.store);
    return order.includes(OTHER_AISLE) ? [...order.filter((aisle) => aisle !== OTHER_AISLE), OTHER_AISLE] : order;
  }

  /** Lines in the order of the shop; within an aisle in the order of the list. */
  group(lines: readonly Line[]): readonly AisleGroup[] {
    const groups = groupByAisle(lines, this.#aisleOf, (aisles) => this.order(aisles));
    // "Other" than what? A list for the journey has no aisles, and one whose guide is still to come is not sorted yet.
    return groups.length === 1 && groups[0]?.aisle === OTHER_AISLE ? [{ aisle: '', lines }] : groups;
  }

  /** Every aisle that a line can be put into: the catalogue's, and those that people named. */
  known(): readonly string[] {
    const { guides, view } = this.#deps;
    return everyAisle(guides.current?.aisles ?? [], view().lines);
  }

  /** Keeps what the catalogue says of these lines, for the next first view. */
  keepGuesses(lines: readonly Line[]): void {
    const { ways, guides } = this.#deps;
    const guide = guides.current;
    if (!guide || (guide === this.#guessed.guide && lines.length === this.#guessed.count)) return;
    this.#guessed = { guide, count: lines.length };
    const guesses: Record<string, string> = {};
    for (const { key, name, aisle } of lines) {
      const guess = aisle === undefined ? guide.aisleOf(name) : undefined;
      if (guess !== undefined) guesses[key] = guess;
    }
    if (JSON.stringify(guesses) !== JSON.stringify(ways.all.guesses ?? {})) ways.set({ guesses });
  }
}
