/** More than the tallest phone shows of a list; the rest is drawn once these are on the screen. */
const FIRST_ROWS = 24;

/** A tab in the background gets no frames, but must not stay incomplete, in milliseconds. */
const NO_FRAME_MS = 250;

/**
 * How many rows to draw: few for the first frame of a screen, so that a long list appears at once on a slow phone, then
 * all of them. Only ever grows.
 */
export class FirstRows {
  #count = $state.raw(FIRST_ROWS);

  get count(): number {
    return this.#count;
  }

  /** Starts with the first frame; an attachment for the element that holds the rows. */
  readonly start = (): (() => void) => {
    const all = () => {
      this.#count = Number.POSITIVE_INFINITY;
    };
    // A frame's callbacks run before it is painted: what they schedule runs after.
    let timer = setTimeout(all, NO_FRAME_MS);
    const frame = requestAnimationFrame(() => {
      clearTimeout(timer);
      timer = setTimeout(all);
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  };
}
