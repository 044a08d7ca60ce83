/** Past this many rows measuring costs more than sliding gives. */
const ROWS_MAX = 100;

const SLIDE: KeyframeAnimationOptions = { duration: 170, easing: 'cubic-bezier(0.2, 0.8, 0.25, 1)' };

const wantsStillness = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

const rowsOf = (container: HTMLElement): HTMLElement[] => [...container.querySelectorAll<HTMLElement>('[data-line]')];

/** Where each row's top edge is on the screen, by line id. Empty where nothing should move. */
export const rowPositions = (container: HTMLElement | undefined): ReadonlyMap<string, number> => {
  if (!container || wantsStillness()) return new Map();
  const rows = rowsOf(container);
  if (rows.length > ROWS_MAX) return new Map();
  return new Map(rows.map((row) => [row.dataset['line'] ?? '', row.getBoundingClientRect().top]));
};

/** Lets every row slide from where it was; a row that was nowhere fades in. */
export const slideFrom = (container: HTMLElement | undefined, before: ReadonlyMap<string, number>): void => {
  if (!container || before.size === 0) return;
  for (const row of rowsOf(container)) {
    const top = before.get(row.dataset['line'] ?? '');
    if (top === undefined) {
      row.animate([{ opacity: 0, transform: 'scale(0.98)' }, {}], SLIDE);
      continue;
    }
    const distance = top - row.getBoundingClientRect().top;
    const isInSight = top > -innerHeight && top < 2 * innerHeight;
    if (Math.abs(distance) > 1 && isInSight) row.animate([{ transform: `translateY(${distance}px)` }, {}], SLIDE);
  }
};
