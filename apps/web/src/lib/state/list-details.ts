import { setLook, setTitle } from '@tote/list/look-commands';
import type { ListState } from './list-state.svelte.ts';

/** Name, picture and colour; what is the same already is not written. */
export const setDetails = (
  list: ListState,
  details: { readonly title: string; readonly emoji: string; readonly colour: string },
): void => {
  const { look, title: oldTitle } = list.view;
  const { emoji, colour } = details;
  const title = details.title.trim() === '' ? oldTitle : details.title.trim();
  list.edit.perform((one) => {
    if (title !== oldTitle) one.give((at) => setTitle(at, title));
    if (emoji !== (look.emoji ?? '') || colour !== (look.colour ?? ''))
      one.give((at) => setLook(at, { emoji, colour }));
  });
};
