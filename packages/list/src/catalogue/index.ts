export { aisleName, type AisleNames, AISLES } from './aisles.ts';
export { loadCatalogue } from './load-catalogue.ts';
