import type { AisleNames } from '../aisles.ts';

/** German aisle names. */
export const de: AisleNames = [
  'Obst und Gemüse',
  'Brot und Backwaren',
  'Feinkost und Kühlregal',
  'Fleisch',
  'Fisch',
  'Milch, Käse und Eier',
  'Frühstück, Kaffee und Tee',
  'Nudeln, Reis und Hülsenfrüchte',
  'Konserven',
  'Öle, Soßen und Gewürze',
  'Backzutaten',
  'Süßes und Salziges',
  'Drogerie',
  'Baby',
  'Putzen und Papier',
  'Haus und Freizeit',
  'Haustiere',
  'Getränke',
  'Bier, Wein und Spirituosen',
  'Tiefkühlkost',
];
