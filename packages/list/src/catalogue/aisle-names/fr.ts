import type { AisleNames } from '../aisles.ts';

/** French aisle names. */
export const fr: AisleNames = [
  'Fruits et légumes',
  'Boulangerie',
  'Traiteur et frais',
  'Viande',
  'Poisson',
  'Crèmerie et œufs',
  'Petit-déjeuner, café et thé',
  'Pâtes, riz et légumes secs',
  'Conserves',
  'Huiles, sauces et épices',
  'Pâtisserie',
  'Sucreries et apéritif',
  'Hygiène et beauté',
  'Bébé',
  'Entretien et papier',
  'Maison et loisirs',
  'Animaux',
  'Boissons',
  'Bières, vins et spiritueux',
  'Surgelés',
];
