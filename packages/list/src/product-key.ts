import { LIMITS } from './limits.ts';
import { cut } from './text.ts';

declare const brand: unique symbol;

/** What makes two items the same product. */
export type ProductKey = string & { readonly [brand]: 'ProductKey' };

/**
 * The product key of a name, normalisation 1 (rule P1): NFKC, full case folding, inner spaces collapsed, trimmed.
 * Frozen: keys of product memory are stored, so another normalisation gets another key prefix (rule P2).
 */
export const productKeyOf = (name: string): ProductKey => {
  // Upper before lower is the full folding: "ß" and "SS" meet in "ss", and both sigmas in one.
  const folded = name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
  return cut(folded.replace(/\s+/g, ' ').trim(), LIMITS.nameLength) as ProductKey;
};
