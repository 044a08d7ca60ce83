/**
 * What is known of products in one language: names, aisles, suggestions, and how a shop is learnt. A
 * chunk of its own, fetched when a list is on the screen.
 */
import { AISLES, createSuggest, learnAisleOrder, loadCatalogue, productKeyOf, type ToteList } from '@tote/list';
import { breath } from './after-paint.ts';
import type { ProductGuide } from './list-engine.ts';

/** Names whose aisle is kept at hand: grouping a long list asks for each of them after every tick. */
const NAMES_KEPT_MAX = 5_000;

const habitsOf = (list: ToteList) => {
  const { products, newestStamp } = list.productMemory();
  return { habits: products, newestStamp };
};

/** Loads the guide of a language. Without its catalogue, which was never stored on this device, it still knows the list's own products. */
export const loadProductGuide = async (language: string): Promise<ProductGuide> => {
  const result = await loadCatalogue(language);
  // Making it and showing what it says are each a task long enough.
  await breath();
  if (!result.ok) console.warn('The catalogue could not be loaded', result.error.cause);
  const catalogue = result.ok ? result.value : undefined;
  const aisles = new Map<string, string | undefined>();
  const aisleOf = (name: string): string | undefined => {
    if (!aisles.has(name)) {
      if (aisles.size >= NAMES_KEPT_MAX) aisles.clear();
      aisles.set(name, catalogue?.aisleOf(name));
    }
    return aisles.get(name);
  };
  return {
    aisles: AISLES,
    aisleOf,
    isProduct: (name) => catalogue?.has(name) ?? false,
    keyOf: productKeyOf,
    suggesterFor: (list) => createSuggest({ ...habitsOf(list), catalogue: catalogue?.products ?? [] }),
    learn: learnAisleOrder,
  };
};
