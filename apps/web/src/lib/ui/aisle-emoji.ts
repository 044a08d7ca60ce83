/** A picture for each aisle that the catalogue knows; a word is always beside it. */
const PICTURES: Readonly<Record<string, string>> = {
  produce: '🥬',
  bakery: '🥖',
  deli: '🥗',
  meat: '🍗',
  fish: '🐟',
  dairy: '🥛',
  breakfast: '🍵',
  pantry: '🍝',
  canned: '🥫',
  sauces: '🧂',
  baking: '🧁',
  snacks: '🍫',
  hygiene: '🧴',
  baby: '🍼',
  household: '🧽',
  home: '💡',
  pets: '🐾',
  drinks: '🧃',
  alcohol: '🍷',
  frozen: '🧊',
};

/** The aisle's picture; a basket for aisles that people named themselves. */
export const aisleEmoji = (aisle: string): string =>
  (Object.hasOwn(PICTURES, aisle) ? PICTURES[aisle] : undefined) ?? '🧺';
