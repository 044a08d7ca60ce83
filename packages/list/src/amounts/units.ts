/**
 * The units an amount can have. Ids are language-free and are stored in documents: an id is never renamed or reused,
 * only added. Words for them, by language, are in `unit-words`.
 *
 * Units convert only inside one *scale*, and only where the ratio is exact everywhere: a pint is another size in London
 * and in New York, and a cup in every kitchen, so these stay side by side with litres instead of adding up wrongly.
 */

/** What a unit measures. Containers and natural pieces ("can", "slice") are counted. */
export type UnitGroup = 'count' | 'mass' | 'volume';

interface Unit {
  readonly group: UnitGroup;
  /** Units of one scale add up; a unit that names itself as its scale adds up with itself only. */
  readonly scale: string;
  /** Size in the smallest unit of its scale. */
  readonly size: number;
}

const counted = <Scale extends string>(scale: Scale): Unit => ({ group: 'count', scale, size: 1 });

/** Every known unit by id. */
export const UNITS = {
  g: { group: 'mass', scale: 'metric-mass', size: 1 },
  kg: { group: 'mass', scale: 'metric-mass', size: 1000 },
  oz: { group: 'mass', scale: 'imperial-mass', size: 1 },
  lb: { group: 'mass', scale: 'imperial-mass', size: 16 },
  ml: { group: 'volume', scale: 'metric-volume', size: 1 },
  cl: { group: 'volume', scale: 'metric-volume', size: 10 },
  dl: { group: 'volume', scale: 'metric-volume', size: 100 },
  l: { group: 'volume', scale: 'metric-volume', size: 1000 },
  tsp: { group: 'volume', scale: 'spoon', size: 1 },
  tbsp: { group: 'volume', scale: 'spoon', size: 3 },
  cup: { group: 'volume', scale: 'cup', size: 1 },
  'fl-oz': { group: 'volume', scale: 'fl-oz', size: 1 },
  pint: { group: 'volume', scale: 'imperial-volume', size: 1 },
  quart: { group: 'volume', scale: 'imperial-volume', size: 2 },
  gallon: { group: 'volume', scale: 'imperial-volume', size: 8 },
  piece: { group: 'count', scale: 'piece', size: 1 },
  dozen: { group: 'count', scale: 'piece', size: 12 },
  pair: counted('pair'),
  pack: counted('pack'),
  box: counted('box'),
  can: counted('can'),
  bottle: counted('bottle'),
  jar: counted('jar'),
  bag: counted('bag'),
  tub: counted('tub'),
  carton: counted('carton'),
  crate: counted('crate'),
  tray: counted('tray'),
  net: counted('net'),
  tube: counted('tube'),
  roll: counted('roll'),
  bar: counted('bar'),
  slice: counted('slice'),
  loaf: counted('loaf'),
  head: counted('head'),
  bunch: counted('bunch'),
  clove: counted('clove'),
  stick: counted('stick'),
  cube: counted('cube'),
  sachet: counted('sachet'),
  sprig: counted('sprig'),
  pinch: counted('pinch'),
  handful: counted('handful'),
} as const satisfies Record<string, Unit>;

/** A unit that this version knows. */
export type KnownUnitId = keyof typeof UNITS;

/** A unit's language-free id. Documents of newer versions may hold ids that are not known here: they are kept and shown as they are. */
export type UnitId = KnownUnitId | (string & Record<never, never>);

/** How much of something. The empty unit is a bare count: "3 apples". */
export interface Amount {
  readonly value: number;
  readonly unit: UnitId | '';
}

/** Whether this version knows the unit. */
export const isKnownUnit = (unit: string): unit is KnownUnitId => Object.hasOwn(UNITS, unit);

const bareCount: Unit = { group: 'count', scale: UNITS.piece.scale, size: 1 };

/** The unit's row in the table. A bare count is as good as pieces; an unknown unit is counted on a scale of its own. */
export const unitOf = (unit: UnitId | ''): Unit =>
  unit === '' ? bareCount : isKnownUnit(unit) ? UNITS[unit] : counted(`unknown:${unit}`);

/** Kilograms, litres and their parts: shown with decimals, while everything else is shown with fractions. */
export const isMetric = (unit: UnitId | ''): boolean => unitOf(unit).scale.startsWith('metric-');
