import { untrack } from 'svelte';
import { rowPositions, slideFrom } from './row-positions.ts';

/**
 * Lets rows slide from where they were to where they are, also from one group to another (first, last, invert, play).
 * Call it while a component is set up; `order` tells their order:
 * while it stays the same nothing is measured.
 */
export const slideRows = (container: () => HTMLElement | undefined, order: () => string): void => {
  const rows = $derived(order());
  let before = rowPositions(undefined);
  // Untracked: that the rows are there is no reason to lay them out in the midst of the first drawing.
  $effect.pre(() => {
    void rows;
    before = untrack(() => rowPositions(container()));
  });
  $effect(() => {
    void rows;
    untrack(() => {
      slideFrom(container(), before);
    });
  });
};
