/** One measured number, and what the project wants: that it stays below `limit`, or reaches `atLeast`. Nothing here fails when it does not. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms' | 's' | 'KiB' | 'bytes' | 'count';
  readonly limit?: number;
  readonly atLeast?: number;
  /** How it came about: how many samples, what was counted. */
  readonly note: string;
}

/** The value below which a share (0 to 1) of the samples lies: nearest rank. */
export const percentile = (samples: readonly number[], share: number): number => {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
};

export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

const shown = (value: number, unit: Figure['unit']): string =>
  unit === 'count' ? String(value) : `${value.toFixed(unit === 'bytes' ? 0 : 1)} ${unit}`;

const wanted = ({ limit, atLeast, unit }: Figure): string => {
  if (limit !== undefined) return `≤ ${shown(limit, unit)}`;
  return atLeast === undefined ? '' : `≥ ${shown(atLeast, unit)}`;
};

/** A table for the terminal. */
export const figuresToTable = (figures: readonly Figure[]): string => {
  const rows = [
    ['figure', 'measured', 'wanted', ''],
    ...figures.map((figure) => [figure.name, shown(figure.value, figure.unit), wanted(figure), figure.note]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => row.map((cell, column) => (column < 3 ? cell.padEnd(widths[column] ?? 0) : cell)).join('  '))
    .join('\n');
};
