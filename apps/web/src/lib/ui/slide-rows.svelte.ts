/** Past this many rows measuring costs more than sliding gives. */
const ROWS_MAX = 200;

const SLIDE: KeyframeAnimationOptions = { duration: 170, easing: 'cubic-bezier(0.2, 0.8, 0.25, 1)' };

const wantsStillness = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

const rowsOf = (container: HTMLElement): HTMLElement[] => [...container.querySelectorAll<HTMLElement>('[data-line]')];

const measure = (container: HTMLElement | undefined): ReadonlyMap<string, number> => {
  if (!container || wantsStillness()) return new Map();
  const rows = rowsOf(container);
  if (rows.length > ROWS_MAX) return new Map();
  return new Map(rows.map((row) => [row.dataset['line'] ?? '', row.getBoundingClientRect().top]));
};

const play = (container: HTMLElement | undefined, before: ReadonlyMap<string, number>): void => {
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

/**
 * Lets rows slide from where they were to where they are, also from one group to another (first, last, invert, play).
 * Call it while a component is set up; `order` names what the order of the rows depends on.
 */
export const slideRows = (container: () => HTMLElement | undefined, order: () => unknown): void => {
  let before: ReadonlyMap<string, number> = new Map();
  $effect.pre(() => {
    order();
    before = measure(container());
  });
  $effect(() => {
    order();
    play(container(), before);
  });
};
