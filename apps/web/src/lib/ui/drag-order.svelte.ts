/**
 * Dragging a row by its handle. States: *idle* → *held* (pointer down on a handle) → *idle*, by release (the row is
 * moved), Escape or a lost pointer (nothing happens). While held, no row changes its place in the document: rows only
 * look shifted, so that an update from others cannot pull the row out of the hand.
 */

/** Where a held row would land. */
export interface Landing {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

interface Hold extends Landing {
  /** How far the pointer has gone, scrolled distance included. */
  readonly distance: number;
  /** Extent of the held row, which the others make room for. */
  readonly extent: number;
}

/** So near to the edge of the screen the page scrolls along, in CSS pixels. */
const SCROLL_ZONE_PX = 88;
const SCROLL_STEP_PX = 9;

/** The state of one list's dragging. */
export class DragOrder {
  #hold: Hold | undefined = $state.raw();
  #middles: readonly number[] = [];
  #stop: () => void = () => undefined;
  readonly #onDrop: (landing: Landing) => void;

  constructor(onDrop: (landing: Landing) => void) {
    this.#onDrop = onDrop;
  }

  get heldId(): string | undefined {
    return this.#hold?.id;
  }

  /** How far the row at `index` is drawn from its place. */
  shiftOf(index: number): number {
    const hold = this.#hold;
    if (!hold) return 0;
    if (index === hold.from) return hold.distance;
    if (index > hold.from && index <= hold.to) return -hold.extent;
    if (index < hold.from && index >= hold.to) return hold.extent;
    return 0;
  }

  /** Begins on a handle's pointerdown; `rows` are all rows in their order. */
  start(event: PointerEvent, id: string, rows: readonly HTMLElement[], handle = event.currentTarget): void {
    const from = rows.findIndex((row) => row.dataset['line'] === id);
    const held = rows[from];
    if (event.button !== 0 || !held || !(handle instanceof HTMLElement)) return;
    this.#stop();
    // A sheet scrolls in itself, a screen with the page.
    const scroller = held.closest('[data-scrolls]') ?? document.documentElement;
    const boxes = rows.map((row) => row.getBoundingClientRect());
    this.#middles = boxes.map((box) => box.top + box.height / 2 + scroller.scrollTop);
    const startY = event.clientY + scroller.scrollTop;
    let pointerY = event.clientY;
    this.#hold = { id, from, to: from, distance: 0, extent: held.getBoundingClientRect().height };
    handle.setPointerCapture(event.pointerId);

    let frame = 0;
    const follow = () => {
      this.#follow(pointerY + scroller.scrollTop - startY);
    };
    const scrollAlong = () => {
      const step =
        pointerY < SCROLL_ZONE_PX ? -SCROLL_STEP_PX : pointerY > innerHeight - SCROLL_ZONE_PX ? SCROLL_STEP_PX : 0;
      if (step !== 0) {
        scroller.scrollBy(0, step);
        follow();
      }
      frame = requestAnimationFrame(scrollAlong);
    };
    frame = requestAnimationFrame(scrollAlong);

    const abort = new AbortController();
    const on = { signal: abort.signal };
    const end = (drop: boolean) => {
      abort.abort();
      cancelAnimationFrame(frame);
      this.#end(drop);
    };
    this.#stop = () => {
      end(false);
    };
    handle.addEventListener(
      'pointermove',
      (move) => {
        pointerY = move.clientY;
        follow();
      },
      on,
    );
    handle.addEventListener(
      'pointerup',
      () => {
        end(true);
      },
      on,
    );
    handle.addEventListener(
      'lostpointercapture',
      () => {
        end(false);
      },
      on,
    );
    addEventListener(
      'keydown',
      (key) => {
        if (key.key === 'Escape') end(false);
      },
      on,
    );
  }

  #follow(distance: number): void {
    const hold = this.#hold;
    const start = this.#middles[hold?.from ?? 0];
    if (!hold || start === undefined) return;
    const middle = start + distance;
    let to = hold.from;
    while (to + 1 < this.#middles.length && middle > (this.#middles[to + 1] ?? Infinity) - hold.extent / 2) to += 1;
    while (to > 0 && middle < (this.#middles[to - 1] ?? -Infinity) + hold.extent / 2) to -= 1;
    this.#hold = { ...hold, distance, to };
  }

  #end(drop: boolean): void {
    const hold = this.#hold;
    this.#stop = () => undefined;
    this.#hold = undefined;
    if (drop && hold && hold.to !== hold.from) this.#onDrop({ id: hold.id, from: hold.from, to: hold.to });
  }
}
