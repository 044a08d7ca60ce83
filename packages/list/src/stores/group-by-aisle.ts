import type { Line } from '../view/list-view.ts';

/** Where lines stand whose aisle nobody knows: always last. */
export const OTHER_AISLE = 'other';

/** Lines of one aisle; without grouping there is one group, and no aisle. */
export interface AisleGroup {
  readonly aisle: string;
  readonly lines: readonly Line[];
}

/** Lines by aisle, the aisles in the given order; within an aisle in the order of the list. */
export const groupByAisle = (
  lines: readonly Line[],
  aisleOf: (line: Line) => string,
  order: (aisles: Iterable<string>) => readonly string[],
): readonly AisleGroup[] => {
  const byAisle = new Map<string, Line[]>();
  for (const line of lines) {
    const aisle = aisleOf(line);
    const group = byAisle.get(aisle);
    if (group) group.push(line);
    else byAisle.set(aisle, [line]);
  }
  return order(byAisle.keys()).map((aisle) => ({ aisle, lines: byAisle.get(aisle) ?? [] }));
};

/** Each of these aisles once, those of the catalogue first; what belongs to none is no aisle. */
export const everyAisle = (catalogue: readonly string[], lines: readonly Line[]): readonly string[] =>
  [...new Set([...catalogue, ...lines.flatMap(({ aisle }) => aisle ?? [])])].filter((aisle) => aisle !== OTHER_AISLE);
