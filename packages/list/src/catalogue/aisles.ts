/**
 * The aisles of the catalogue, in the order in which a common supermarket is walked: fresh things at the door, frozen ones
 * last. Ids are language-free, are stored in documents, and are never renamed. A document may hold other ids, which newer
 * versions or people have added.
 */
export const AISLES = [
  'produce',
  'bakery',
  'deli',
  'meat',
  'fish',
  'dairy',
  'breakfast',
  'pantry',
  'canned',
  'sauces',
  'baking',
  'snacks',
  'hygiene',
  'baby',
  'household',
  'home',
  'pets',
  'drinks',
  'alcohol',
  'frozen',
] as const;

/** An aisle of the catalogue. */
export type AisleId = (typeof AISLES)[number];

/** Names of the `AISLES` in one language, in their order. A screen shows one language and need not load all. */
export type AisleNames = readonly string[];

/** Whether an id is an aisle of the catalogue. */
export const isAisleId = (id: string): id is AisleId => (AISLES as readonly string[]).includes(id);

/** The name of an aisle. One that is not in the catalogue is named by its id. */
export const aisleName = (id: string, names: AisleNames): string =>
  names[isAisleId(id) ? AISLES.indexOf(id) : -1] ?? id;
