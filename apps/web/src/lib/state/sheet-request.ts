import type { LineId } from '@tote/list';
import type { ShelfEntry } from '../shelf/shelf-store.ts';
import type { ListState } from './list-state.svelte.ts';

/** A sheet over the screen, and what it is about. */
export type SheetRequest =
  | { readonly name: 'new-list' }
  | { readonly name: 'paste-link' }
  | { readonly name: 'settings' }
  | { readonly name: 'search' }
  | { readonly name: 'lists-kept'; readonly which: 'archive' | 'bin' }
  | { readonly name: 'copy-lines'; readonly entry: ShelfEntry }
  | { readonly name: 'export'; readonly list: ListState }
  | { readonly name: 'bring'; readonly text?: string; readonly target?: string }
  | { readonly name: 'backup' }
  | { readonly name: 'devices' }
  | { readonly name: 'recovery' }
  | { readonly name: 'access' }
  | { readonly name: 'lock'; readonly list: ListState }
  | { readonly name: 'look'; readonly list: ListState }
  | { readonly name: 'line'; readonly list: ListState; readonly lineId: LineId }
  | { readonly name: 'stores'; readonly list: ListState }
  | { readonly name: 'history'; readonly list: ListState }
  | { readonly name: 'bin'; readonly list: ListState }
  | { readonly name: 'shortcuts' }
  | { readonly name: 'paste'; readonly list: ListState; readonly text: string }
  | { readonly name: 'share'; readonly list: ListState; readonly news?: string }
  | { readonly name: 'status'; readonly list: ListState };
