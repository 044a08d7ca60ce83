/**
 * Swiping a row with a finger. States: *idle* → *touched* (a finger is down on a row) → *swiping* (it went sideways) →
 * *idle*, by release (far enough: the row's act is done) or a lost pointer (nothing happens). A finger that goes up or
 * down scrolls the page: the rows leave that to the browser (`touch-action: pan-y`).
 */

/** What a swipe does: towards the end of the line of text, or towards its beginning. */
export type SwipeAct = 'tick' | 'remove';

/** Sideways so far it is a swipe and no unsteady tap, in CSS pixels. */
const START_PX = 12;
/** So far it is meant, in CSS pixels. */
const FAR_PX = 96;

/** What swiping a container's rows does. */
export interface Swipes {
  /** What an act is called; it stands beside the row while it is swiped. */
  readonly wordFor: (lineId: string, act: SwipeAct) => string;
  readonly onAct: (lineId: string, act: SwipeAct) => void;
}

/** Watches the rows in an element; returns how to stop. */
export const swipeRows = (container: HTMLElement, { wordFor, onAct }: Swipes): (() => void) => {
  const whole = new AbortController();

  const follow = (row: HTMLElement, start: PointerEvent): void => {
    const swipe = new AbortController();
    const on = { signal: AbortSignal.any([swipe.signal, whole.signal]) };
    const direction = getComputedStyle(row).direction === 'rtl' ? -1 : 1;
    const lineId = row.dataset['line'] ?? '';
    let far: SwipeAct | undefined;

    const end = (event: PointerEvent) => {
      if (event.pointerId !== start.pointerId) return;
      swipe.abort();
      row.style.translate = '';
      for (const name of ['swipe', 'far', 'word']) delete row.dataset[name];
      if (event.type === 'pointerup' && far) onAct(lineId, far);
    };
    const move = (event: PointerEvent) => {
      if (event.pointerId !== start.pointerId) return;
      const x = event.clientX - start.clientX;
      const isSwiping = row.dataset['swipe'] !== undefined;
      if (!isSwiping && Math.abs(event.clientY - start.clientY) > START_PX) return end(event);
      if (!isSwiping && Math.abs(x) < START_PX) return;
      if (!isSwiping) row.setPointerCapture(event.pointerId);
      row.style.translate = `${x}px`;
      const act: SwipeAct = x * direction > 0 ? 'tick' : 'remove';
      far = Math.abs(x) >= FAR_PX ? act : undefined;
      row.style.setProperty('--swiped', `${Math.abs(x)}px`);
      Object.assign(row.dataset, { swipe: act, far: String(far !== undefined), word: wordFor(lineId, act) });
    };
    row.addEventListener('pointermove', move, on);
    row.addEventListener('pointerup', end, on);
    row.addEventListener('pointercancel', end, on);
  };

  container.addEventListener(
    'pointerdown',
    (event) => {
      const { target } = event;
      if (event.pointerType === 'mouse' || !event.isPrimary || !(target instanceof Element)) return;
      const row = target.closest<HTMLElement>('[data-line]');
      if (row && !target.closest('.grip')) follow(row, event);
    },
    { signal: whole.signal },
  );
  return () => {
    whole.abort();
  };
};
