import type * as Y from 'yjs';
import { parseItemText } from './parsing/index.ts';
import { createList, type ListDeps, type ToteList } from './tote-list.ts';

/** What a list needs that reads typed text by itself. */
export interface OpenListDeps extends Omit<ListDeps, 'readText'> {
  /** Language tag of what people type; English if absent. */
  readonly locale?: () => string;
  /** Whether a product of this name is known, though it is not on the list; none is if absent. */
  readonly isProduct?: (name: string) => boolean;
}

/** A list with the reader of typed text built in, for programs that need not mind a few kilobytes. */
export const openList = (
  doc: Y.Doc,
  { locale = () => 'en', isProduct = () => false, ...deps }: OpenListDeps,
): ToteList =>
  createList(doc, {
    ...deps,
    readText: (text, isOnList) =>
      parseItemText(text, locale(), { isProduct: (name) => isOnList(name) || isProduct(name) }),
  });
