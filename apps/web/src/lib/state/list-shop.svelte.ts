import type { Line } from '@tote/list';
import type { Trip } from '../shelf/shelf-store.ts';
import type { Ways } from './list-ways.svelte.ts';

/** Ticks of one trip that are kept for learning the shop; more tell nothing new. */
const TICKS_MAX = 300;

/**
 * Shopping with a list, on this device: begun and ended by hand, and still on after a reload. What could not be found is
 * a fact of this walk through this shop, not of the list: it stays open there for everybody and for the next trip.
 */
export class ListShop {
  readonly #ways: Ways;
  readonly #onChange: () => void;
  /** A value of its own: each row asks, and must not be drawn anew with every tick of the trip. */
  readonly isOn: boolean = $derived.by(() => this.#ways.all.trip !== undefined);

  constructor(ways: Ways, onChange: () => void) {
    this.#ways = ways;
    this.#onChange = onChange;
  }

  get trip(): Trip | undefined {
    return this.#ways.all.trip;
  }

  start(): void {
    this.#ways.set({ trip: { ticks: [], missing: [] } });
    this.#onChange();
  }

  /** Forgets the trip; what was put aside is to get again. */
  stop(): void {
    this.#ways.set({ trip: undefined });
    this.#onChange();
  }

  isMissing(id: string): boolean {
    return this.trip?.missing.includes(id) ?? false;
  }

  putAside(id: string): void {
    this.#change(({ missing, ticks }) => ({ ticks, missing: [...missing, id] }));
  }

  lookAgain(id: string): void {
    this.#change(({ missing, ticks }) => ({ ticks, missing: missing.filter((other) => other !== id) }));
  }

  /** Remembers where in the shop the person is; an untick was a mistake and is left out. */
  noteTick({ id }: Pick<Line, 'id'>, aisle: string, ticked: boolean): void {
    this.#change(({ missing, ticks }) => {
      const others = ticks.filter(([other]) => other !== id);
      return { missing, ticks: ticked ? [...others, [id, aisle] as const].slice(-TICKS_MAX) : others };
    });
  }

  #change(change: (trip: Trip) => Trip): void {
    const { trip } = this;
    if (trip) this.#ways.set({ trip: change(trip) });
  }
}
