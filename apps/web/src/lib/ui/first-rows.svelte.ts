/** Height of the lowest row, in CSS pixels (`--row`). */
const ROW_PX_MIN = 52;

/** Height of what always stands over the rows, the head and the list's name, in CSS pixels. The add bar floats. */
const HEAD_PX_MIN = 130;

/** As many as the screen can show of a list; the rest is drawn after these. */
const firstRows = (): number => Math.ceil((innerHeight - HEAD_PX_MIN) / ROW_PX_MIN);

/** A tab in the background gets no frames, but must not stay incomplete, in milliseconds. */
const NO_FRAME_MS = 250;

/** Drawn in one go after these; between two goes the page answers. A slow phone takes 30 ms for so many. */
const ROWS_AT_ONCE = 12;

/**
 * How many rows to draw: few for the first frame of a screen, so that a long list appears at once on a slow phone, then
 * more and more, in the end all of them. Only ever grows.
 */
export class FirstRows {
  #count = $state.raw(firstRows());
  readonly #all: () => number;

  constructor(all: () => number) {
    this.#all = all;
  }

  get count(): number {
    return this.#count;
  }

  /** Starts with the first frame; an attachment for the element that holds the rows. */
  readonly start = (): (() => void) => {
    const more = () => {
      const count = this.#count + ROWS_AT_ONCE;
      const isAll = count >= this.#all();
      this.#count = isAll ? Number.POSITIVE_INFINITY : count;
      if (!isAll) timer = setTimeout(more);
    };
    // A frame's callbacks run before it is painted: what they schedule runs after.
    let timer = setTimeout(more, NO_FRAME_MS);
    const frame = requestAnimationFrame(() => {
      clearTimeout(timer);
      timer = setTimeout(more);
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  };
}
