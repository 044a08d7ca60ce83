import type { ItemId, Line } from '@tote/list';
import { idSet } from './id-set.ts';
import type { Ways } from './list-ways.svelte.ts';

const itemsOf = (lines: readonly Line[]): readonly ItemId[] => lines.flatMap(({ itemIds }) => itemIds);

/**
 * What others put on the list since somebody looked at it here. A look lasts from when the list comes onto the screen
 * until it goes from it, or the page into the background; while it lasts, what was new stays marked.
 */
export class SinceLooked {
  #seen: ReadonlySet<string> | undefined = $state.raw();
  readonly #ways: Ways;
  readonly #isOwn: (id: ItemId) => boolean;

  constructor(ways: Ways, isOwn: (id: ItemId) => boolean) {
    this.#ways = ways;
    this.#isOwn = isOwn;
  }

  isNew({ itemIds }: Line): boolean {
    const seen = this.#seen;
    return seen !== undefined && itemIds.some((id) => !seen.has(id));
  }

  /** The list comes onto the screen. At the very first look nothing is new: what was there is only arriving. */
  look(): void {
    const { seenItems } = this.#ways.all;
    this.#seen = seenItems && idSet(seenItems);
  }

  /** The list leaves the screen: all that it shows was seen. */
  lookAway(lines: readonly Line[]): void {
    this.#seen = idSet(itemsOf(lines));
    this.keep(lines);
  }

  /** Stores what is on the screen as seen, for the next look: a page that is closed has no time for it. */
  keep(lines: readonly Line[]): void {
    const seenItems = itemsOf(lines);
    const known = this.#ways.all.seenItems;
    if (known?.length !== seenItems.length || known.some((id, i) => id !== seenItems[i])) this.#ways.set({ seenItems });
  }

  /** How many lines nobody has looked at here; none before the first look. */
  unseen(lines: readonly Line[]): number {
    const { seenItems } = this.#ways.all;
    const seen = seenItems && idSet(seenItems);
    const isNew = (id: ItemId): boolean => !seen?.has(id) && !this.#isOwn(id);
    return seen ? lines.filter(({ ticked, itemIds }) => !ticked && itemIds.some(isNew)).length : 0;
  }

  /**
   * What this device put there between two views, in this tab or another, is not new to it, be the list on the screen or
   * not. It stays so when others change it later. The tab that acted stores that, unless the
   * list is on its screen: then all of it is stored as seen soon.
   */
  noteOwn(before: readonly Line[], after: readonly Line[], isToStore: boolean): void {
    const there = idSet(itemsOf(before));
    const added = itemsOf(after).filter((id) => !there.has(id) && this.#isOwn(id));
    if (added.length === 0) return;
    if (this.#seen) this.#seen = idSet(this.#seen, added);
    const { seenItems } = this.#ways.all;
    if (seenItems && isToStore) this.#ways.set({ seenItems: [...seenItems, ...added] });
  }
}
