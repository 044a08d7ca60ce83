import { fromGrains, toGrains } from './exact.ts';
import { type Amount, type UnitId, unitOf } from './units.ts';

/** Amounts that add up, with what they add up to. */
export interface AmountParts {
  readonly total: Amount;
  /** At least one, in the order given. */
  readonly parts: readonly Amount[];
}

type AnyUnit = UnitId | '';

/** Units that people climb to by themselves: nobody writes 1500 g where 1.5 kg will do. */
export const LARGER_UNIT: ReadonlyMap<AnyUnit, AnyUnit> = new Map<AnyUnit, AnyUnit>([
  ['g', 'kg'],
  ['ml', 'l'],
  ['cl', 'l'],
  ['dl', 'l'],
]);

/** Scales whose mixed sums are shown in the smallest unit that occurs: 1 dozen + 6 is 18, not 1½ dozen. */
const SHOWN_SMALL: ReadonlySet<string> = new Set(['piece', 'spoon']);

const bySize = (a: AnyUnit, b: AnyUnit): number =>
  // Pieces before bare counts of the same size, so that the outcome does not depend on the order of the parts.
  unitOf(a).size - unitOf(b).size || (a < b ? 1 : -1);

const unitOfSum = (units: readonly AnyUnit[], grains: bigint): AnyUnit => {
  const sorted = [...new Set(units)].sort(bySize);
  const smallest = sorted[0] ?? '';
  if (SHOWN_SMALL.has(unitOf(smallest).scale)) return smallest;
  const reaches = (unit: AnyUnit): boolean => Math.abs(fromGrains(grains, unitOf(unit).size)) >= 1;
  const chosen = sorted.findLast(reaches) ?? smallest;
  const larger = LARGER_UNIT.get(chosen);
  return larger !== undefined && reaches(larger) ? larger : chosen;
};

const sumOf = (parts: readonly Amount[]): Amount => {
  const grains = parts.reduce((sum, part) => sum + toGrains(part.value) * BigInt(unitOf(part.unit).size), 0n);
  const unit = unitOfSum(
    parts.map((part) => part.unit),
    grains,
  );
  return { value: fromGrains(grains, unitOf(unit).size), unit };
};

/**
 * Adds up what can be added: one entry per scale (rules A1-A5), in the order in which the scales first occur. Totals do not
 * depend on the order of the parts. Values that are not finite numbers are left out.
 */
export const addAmounts = (amounts: readonly Amount[]): readonly AmountParts[] => {
  const byScale = new Map<string, Amount[]>();
  for (const amount of amounts) {
    if (!Number.isFinite(amount.value)) continue;
    const { scale } = unitOf(amount.unit);
    const parts = byScale.get(scale);
    if (parts) parts.push(amount);
    else byScale.set(scale, [amount]);
  }
  return [...byScale.values()].map((parts) => {
    const [only] = parts;
    return { total: parts.length === 1 && only ? only : sumOf(parts), parts };
  });
};
