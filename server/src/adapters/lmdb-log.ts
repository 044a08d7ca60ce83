/** One log in the LMDB tables: reading it, and telling what is damaged. Reads see what was committed before. */
import type { LogState } from '../core/log-state.ts';
import type { ListName, StoredEntry } from '../core/log-store.ts';
import { addMark } from '../core/retention.ts';
import { decodeEntry, decodeHead, entryKey, headKey, sequenceOfKey, type EntryRecord } from './lmdb-records.ts';
import type { LmdbTables } from './lmdb-tables.ts';

/** A record that cannot be read. */
export interface Damage {
  readonly list: ListName;
  /** Undefined: the head. */
  readonly sequence?: number;
}

/** Head of a log; `damaged` if it is there and cannot be read. */
export const readState = (tables: LmdbTables, list: ListName): LogState | 'damaged' | undefined => {
  const key = headKey(list);
  const record = tables.heads.get(key);
  return record && (decodeHead(key, record) ?? 'damaged');
};

/** One entry; undefined if it is missing or damaged. */
export const readEntry = (tables: LmdbTables, list: ListName, sequence: number): EntryRecord | undefined => {
  const key = entryKey(list, sequence);
  const record = tables.entries.get(key);
  return record && decodeEntry(key, record);
};

/** Entries after a sequence, sound ones only; what is damaged is told to `onDamage`. */
export const readEntries = (
  tables: LmdbTables,
  list: ListName,
  after: number,
  bytesMax: number,
  onDamage: (damage: Damage) => void,
): StoredEntry[] => {
  const found: StoredEntry[] = [];
  let bytes = 0;
  const range = { start: entryKey(list, after + 1), end: entryKey(list, Number.MAX_SAFE_INTEGER) };
  for (const { key, value } of tables.entries.getRange(range)) {
    const sequence = sequenceOfKey(key);
    const entry = decodeEntry(key, value);
    if (!entry) {
      onDamage({ list, sequence });
      continue;
    }
    bytes += entry.envelope.length;
    if (found.length > 0 && bytes > bytesMax) break;
    const { envelope, covers } = entry;
    found.push({ sequence, envelope, ...(covers !== undefined && { covers }) });
  }
  return found;
};

/** Makes a head again from the entries, under another generation: what its log held for sure is not known any more. */
export const rebuildState = (tables: LmdbTables, list: ListName, generation: Uint8Array, nowMs: number): LogState => {
  const range = { start: entryKey(list, 1), end: entryKey(list, Number.MAX_SAFE_INTEGER) };
  let state: LogState = {
    generation,
    sequence: 0,
    prunedThrough: 0,
    appendedBytes: 0,
    prunedBytes: 0,
    coveredBytes: 0,
    marks: [],
  };
  for (const { key, value } of tables.entries.getRange(range)) {
    const sequence = sequenceOfKey(key);
    const entry = decodeEntry(key, value);
    if (state.sequence === 0)
      state = {
        ...state,
        prunedThrough: sequence - 1,
        prunedBytes: entry ? entry.appendedBytes - entry.envelope.length : 0,
      };
    state = { ...state, sequence, appendedBytes: entry?.appendedBytes ?? state.appendedBytes };
    const { covers } = entry ?? {};
    if (covers !== undefined) {
      const coveredBytes = readEntry(tables, list, covers)?.appendedBytes ?? state.prunedBytes;
      state = { ...state, coveredBytes, marks: addMark(state.marks, { sequence, covers, storedAtMs: nowMs }) };
    }
  }
  return state;
};
