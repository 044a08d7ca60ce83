import { untrack } from 'svelte';
import { rowPositions, slideFrom } from './row-positions.ts';

/**
 * Lets rows slide from where they were to where they are, also from one group to another (first, last, invert, play).
 * Call it while a component is set up; `order` names what the order of the rows depends on.
 */
export const slideRows = (container: () => HTMLElement | undefined, order: () => unknown): void => {
  let before = rowPositions(undefined);
  // Untracked: that the rows are there is no reason to lay them out in the midst of the first drawing.
  $effect.pre(() => {
    order();
    before = untrack(() => rowPositions(container()));
  });
  $effect(() => {
    order();
    untrack(() => {
      slideFrom(container(), before);
    });
  });
};
