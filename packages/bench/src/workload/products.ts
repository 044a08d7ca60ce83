/** What the household buys: 60 staples and a tail of 400 products. */

/** Something that can be bought. */
export interface Product {
  /** As a phone's keyboard writes it: with a capital letter. */
  readonly name: string;
  /** Unit of its amounts; empty for a bare count. */
  readonly unit: string;
  /** One step of its amount. */
  readonly step: number;
  readonly aisle: string;
}

const STAPLES_BY_AISLE = {
  produce:
    'Apples Bananas Carrots Onions Potatoes Tomatoes Cucumber Lettuce Lemons Garlic Mushrooms Peppers Spinach Grapes Avocados',
  dairy: 'Milk Butter Yoghurt Cream Eggs Cheddar Mozzarella Quark Parmesan Feta',
  bakery: 'Bread Rolls Croissants Bagels Toast',
  pantry:
    'Flour Sugar Salt Rice Pasta Oats Lentils Honey Jam Coffee Tea Oil Vinegar Mustard Ketchup Muesli Chickpeas Passata',
  meat: 'Chicken Mince Ham Salmon Bacon',
  household: 'Soap Shampoo Toothpaste Sponges Napkins Batteries Candles',
} as const;

const TAIL_KINDS =
  'Fresh Frozen Smoked Dried Roasted Pickled Organic Salted Sweet Spicy Ground Sliced Grated Whole Baked Marinated Stuffed Crunchy Creamy Mixed';
const TAIL_GOODS =
  'almonds aubergines beans berries biscuits broccoli cashews dumplings figs herbs leeks noodles olives peaches peas pizza plums prawns sausages tofu';

const UNITS = [
  { unit: '', step: 1 },
  { unit: 'pack', step: 1 },
  { unit: 'g', step: 250 },
  { unit: 'l', step: 1 },
] as const;

const AISLES = Object.keys(STAPLES_BY_AISLE);

const product = (name: string, aisle: string, index: number): Product => ({
  name,
  aisle,
  ...(UNITS[index % UNITS.length] ?? UNITS[0]),
});

/** Bought week after week. */
export const STAPLES: readonly Product[] = Object.entries(STAPLES_BY_AISLE)
  .flatMap(([aisle, names]) => names.split(' ').map((name) => ({ name, aisle })))
  .map(({ name, aisle }, index) => product(name, aisle, index));

/** Bought now and then. */
export const TAIL: readonly Product[] = TAIL_KINDS.split(' ')
  .flatMap((kind) => TAIL_GOODS.split(' ').map((goods) => `${kind} ${goods}`))
  .map((name, index) => product(name, AISLES[index % AISLES.length] ?? '', index));

/** Notes that people leave. Empty: the note is taken away again. */
export const NOTES: readonly string[] = [
  'for Sunday',
  'the cheap one',
  'only if ripe',
  'ask Ben first',
  'not the blue pack',
  '',
];
