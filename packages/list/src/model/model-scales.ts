/** How much amounts are on the scale of their unit: the model's own table of the units that its people use (A1). */
import type { ModelAmount } from './model-act.ts';

const SIZES: Readonly<Record<string, readonly [scale: string, size: number]>> = {
  '': ['piece', 1],
  piece: ['piece', 1],
  dozen: ['piece', 12],
  g: ['mass', 1],
  kg: ['mass', 1000],
  ml: ['volume', 1],
  l: ['volume', 1000],
};

const sizeOf = (unit: string): readonly [string, number] => SIZES[unit] ?? [unit, 1];

/** Whether amounts in both units can be compared. */
export const areComparable = (a: string, b: string): boolean => sizeOf(a)[0] === sizeOf(b)[0];

/** The size in the smallest unit of the scale. People of the model ask for whole numbers of that. */
export const onScale = ({ value, unit }: ModelAmount): number => Math.round(value * sizeOf(unit)[1]);

/** So much on the scale of a unit, in that unit. */
export const fromScale = (size: number, unit: string): ModelAmount => ({ value: size / sizeOf(unit)[1], unit });

/** Units that people climb to by themselves, once a sum reaches one of them (A3). */
const CLIMBS: Readonly<Record<string, string>> = { g: 'kg', ml: 'l' };

const totalShown = (parts: readonly ModelAmount[]): ModelAmount => {
  const size = parts.reduce((sum, part) => sum + onScale(part), 0);
  const bySize = parts.map(({ unit }) => unit).toSorted((a, b) => sizeOf(a)[1] - sizeOf(b)[1] || (a < b ? 1 : -1));
  const [smallest = ''] = bySize;
  const reaches = (unit: string): boolean => Math.abs(size) >= sizeOf(unit)[1];
  // Counts are shown in the smallest unit of all (A4).
  const unit = sizeOf(smallest)[0] === 'piece' ? smallest : (bySize.findLast(reaches) ?? smallest);
  const larger = CLIMBS[unit];
  return fromScale(size, larger !== undefined && reaches(larger) ? larger : unit);
};

/** What a line says of its amounts: each scale's sum (A1, A3, A4), or a single amount as it is (A5). */
export const totalsShown = (amounts: readonly ModelAmount[]): readonly ModelAmount[] => {
  const scales = new Set(amounts.map(({ unit }) => sizeOf(unit)[0]));
  return [...scales].flatMap((scale) => {
    const parts = amounts.filter(({ unit }) => sizeOf(unit)[0] === scale);
    return parts.length === 1 ? parts : [totalShown(parts)];
  });
};
