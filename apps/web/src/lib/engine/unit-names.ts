import type { AmountFormat, KnownUnitId } from '@tote/list';

/** Units that are offered, the most wanted first. Every other unit can still be typed: "2 cloves garlic". */
const OFFERED = [
  'piece',
  'pack',
  'kg',
  'g',
  'l',
  'ml',
  'bottle',
  'can',
  'jar',
  'bag',
  'box',
  'carton',
  'tub',
  'bunch',
  'dozen',
  'loaf',
  'slice',
  'bar',
  'net',
  'roll',
  'crate',
  'lb',
  'oz',
  'pint',
  'gallon',
] as const satisfies readonly KnownUnitId[];

/** What an amount format puts between number and unit. */
const NO_BREAK_SPACE = '\u00A0';

/** The offered units, named as a person writes one of them. */
export const unitNames = (format: AmountFormat): readonly { readonly id: string; readonly name: string }[] =>
  OFFERED.map((id) => {
    const [, ...name] = format.amount({ value: 1, unit: id }).split(NO_BREAK_SPACE);
    return { id, name: name.join(' ') };
  });
