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
