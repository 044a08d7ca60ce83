import type { AisleNames } from '../aisles.ts';

/** Spanish aisle names. */
export const es: AisleNames = [
  'Fruta y verdura',
  'Panadería',
  'Charcutería y refrigerados',
  'Carne',
  'Pescado',
  'Lácteos y huevos',
  'Desayuno, café y té',
  'Pasta, arroz y legumbres',
  'Conservas',
  'Aceites, salsas y especias',
  'Repostería',
  'Dulces y aperitivos',
  'Higiene y belleza',
  'Bebé',
  'Limpieza y papel',
  'Hogar y ocio',
  'Mascotas',
  'Bebidas',
  'Cerveza, vino y licores',
  'Congelados',
];
