import { languageOf, type Language } from '../amounts/index.ts';
import { type Catalogue, createCatalogue } from './catalogue.ts';

/** The catalogue could not be loaded: off-line, and its file was never cached. The list works without it. */
export interface CatalogueError {
  readonly type: 'catalogue-unavailable';
  readonly cause: unknown;
}

/** A catalogue, or why there is none. */
export type CatalogueResult =
  { readonly ok: true; readonly value: Catalogue } | { readonly ok: false; readonly error: CatalogueError };

/** One import a language, so that each is a file of its own and a person loads one of five. */
const NAMES: Readonly<Record<Language, () => Promise<{ readonly names: string }>>> = {
  en: () => import('./names/en.ts'),
  de: () => import('./names/de.ts'),
  fr: () => import('./names/fr.ts'),
  es: () => import('./names/es.ts'),
  ar: () => import('./names/ar.ts'),
};

/** Loads the catalogue in a locale's language. */
export const loadCatalogue = async (locale: string): Promise<CatalogueResult> => {
  const language = languageOf(locale);
  try {
    const [{ PRODUCTS_BY_AISLE }, { names }] = await Promise.all([import('./products.ts'), NAMES[language]()]);
    return { ok: true, value: createCatalogue(language, PRODUCTS_BY_AISLE, names) };
  } catch (cause) {
    return { ok: false, error: { type: 'catalogue-unavailable', cause } };
  }
};
