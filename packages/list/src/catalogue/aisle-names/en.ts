import type { AisleNames } from '../aisles.ts';

/** English aisle names. */
export const en: AisleNames = [
  'Fruit and vegetables',
  'Bakery',
  'Deli and chilled',
  'Meat',
  'Fish',
  'Milk, cheese and eggs',
  'Breakfast, coffee and tea',
  'Pasta, rice and pulses',
  'Tins and jars',
  'Oils, sauces and spices',
  'Baking',
  'Sweets and snacks',
  'Health and beauty',
  'Baby',
  'Cleaning and paper',
  'Home and leisure',
  'Pets',
  'Drinks',
  'Beer, wine and spirits',
  'Frozen',
];
