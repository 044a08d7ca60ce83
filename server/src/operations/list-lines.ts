/** Lists of a store in lines, for people and for machines (RELAY.md, O8). */
import type { ListReport, ListsReport } from '../adapters/lmdb-lists.ts';

const LIST_CHARACTERS = 43;
const DAY_CHARACTERS = 'YYYY-MM-DD'.length;

const row = (list: string, entries: string, bytes: string, snapshot: string, after: string): string =>
  `${list.padEnd(LIST_CHARACTERS)} ${entries.padStart(10)} ${bytes.padStart(12)}   ${snapshot.padEnd(DAY_CHARACTERS)} ${after.padStart(8)}`;

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, DAY_CHARACTERS);

const rowOf = ({ list, entries, bytes, snapshot, isDamaged }: ListReport): string => {
  const [day, after] = snapshot ? [dayOf(snapshot.storedAtMs), String(snapshot.entriesAfter)] : ['-', '-'];
  return row(list, String(entries), String(bytes), isDamaged ? 'DAMAGED' : day, after);
};

/** A table that fits 100 columns, and a last line with the sums. */
export const listTable = ({ lists, usedBytes }: ListsReport): readonly string[] => {
  const sum = (of: (report: ListReport) => number): number => lists.reduce((total, report) => total + of(report), 0);
  return [
    ...(lists.length > 0 ? [row('LIST', 'ENTRIES', 'BYTES', 'SNAPSHOT', 'SINCE')] : []),
    ...lists.map(rowOf),
    `${lists.length} lists, ${sum(({ entries }) => entries)} entries, ${sum(({ bytes }) => bytes)} bytes; the file uses ${usedBytes}.`,
  ];
};

/** An object for each list. */
export const listObjects = ({ lists }: ListsReport): readonly string[] =>
  lists.map(({ list, entries, bytes, snapshot, isDamaged }) =>
    JSON.stringify({
      list,
      entries,
      bytes,
      snapshot: snapshot ? { time: new Date(snapshot.storedAtMs), entriesAfter: snapshot.entriesAfter } : null,
      damaged: isDamaged,
    }),
  );
