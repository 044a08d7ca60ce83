import type { LineId } from '@tote/list';
import type { ListState } from './list-state.svelte.ts';

/** A sheet over the screen, and what it is about. */
export type SheetRequest =
  | { readonly name: 'new-list' }
  | { readonly name: 'paste-link' }
  | { readonly name: 'settings' }
  | { readonly name: 'look'; readonly list: ListState }
  | { readonly name: 'line'; readonly list: ListState; readonly lineId: LineId }
  | { readonly name: 'share'; readonly list: ListState }
  | { readonly name: 'status'; readonly list: ListState };
