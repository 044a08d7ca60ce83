/** The figures as text. */
import type { Verdict } from './figures/limits.ts';
import type { Measured } from './figures/measure.ts';
import type { TraceCounts } from './workload/trace.ts';

type Row = readonly string[];

/** Columns as wide as they must be; the first to the left, the others to the right. */
const table = (rows: readonly Row[]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: Row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  return rows.map(line).join('\n');
};

const kilobytes = (bytes: number): string => (bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} KB`);
const milliseconds = (value: number): string => `${value.toPrecision(3)} ms`;

const HEAD: Row = [
  '',
  'document',
  'last year',
  'state vector',
  'quiet sync',
  'open',
  'tick',
  'tick bytes',
  'all agree',
];

const rowOf = (one: Measured): Row => [
  one.name,
  kilobytes(one.document),
  `+${kilobytes(one.lastYearGrowth)}`,
  kilobytes(one.stateVector),
  kilobytes(one.quietSync),
  milliseconds(one.openMs),
  milliseconds(one.tick.medianMs),
  `${one.tickBytes.median} (≤ ${one.tickBytes.largest})`,
  one.isConverged ? 'yes' : 'NO',
];

const number = (value: number): string => (Number.isInteger(value) ? `${value}` : value.toPrecision(3));

const verdictRow = ({ what, measured, atMost, unit, isReached }: Verdict): Row => [
  what,
  `${number(measured)} ${unit}`.trim(),
  `≤ ${number(atMost)}`,
  isReached ? 'reached' : 'MISSED',
];

/** What the bench prints. */
export const report = (
  counts: TraceCounts,
  years: number,
  measured: readonly Measured[],
  verdicts: readonly Verdict[],
): string => {
  const { acts, devices, sessions, offlineSessions } = counts;
  const many = measured.flatMap(({ name, tickOfMany }) =>
    tickOfMany
      ? [
          [
            name,
            milliseconds(tickOfMany.medianMs),
            `${tickOfMany.mostRowsReplaced} of ${tickOfMany.lines} rows replaced`,
          ],
        ]
      : [],
  );
  return [
    `${years} years, ${devices} devices, ${acts} acts, ${sessions} sessions, ${offlineSessions} of them off-line`,
    table([HEAD, ...measured.map(rowOf)]),
    'open: stored bytes to rows in a fresh replica, median, taking turns. tick: command to new rows, 60 live lines.\ntick bytes: what one tick sends, median (largest) of all ticks of the trace.',
    table(
      measured.map(({ name, remark }) => [`  ${name}`, remark].map((cell, i) => (i === 1 ? cell.padEnd(80) : cell))),
    ),
    ...(many.length > 0 ? [table([['One tick among many lines', '', ''], ...many])] : []),
    ...(verdicts.length > 0 ? [table([['Tote', 'measured', 'limit', ''], ...verdicts.map(verdictRow)])] : []),
  ].join('\n\n');
};
