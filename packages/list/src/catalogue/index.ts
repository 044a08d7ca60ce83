export { aisleName, type AisleId, type AisleNames, AISLES, isAisleId } from './aisles.ts';
export type { Catalogue, Product } from './catalogue.ts';
export { type CatalogueError, type CatalogueResult, loadCatalogue } from './load-catalogue.ts';
