/** One log: reading it from LMDB and from the layers over it, and telling what is damaged. */
import { emptyLogState, type LogState } from '../core/log-state.ts';
import type { ListName, StoredEntry } from '../core/log-store.ts';
import { addMark, bestMark } from '../core/retention.ts';
import type { LmdbView } from './lmdb-layer.ts';
import {
  decodeEntry,
  decodeHead,
  entryKey,
  headKey,
  sequenceOfKey,
  toStoredEntry,
  type EntryRecord,
} from './log-records.ts';

/** A record that cannot be read. */
export interface Damage {
  readonly list: ListName;
  /** Undefined: the head. */
  readonly sequence?: number;
}

/** Head of a log; `damaged` if it is there and cannot be read. */
export const readState = ({ layers, storedHead }: LmdbView, list: ListName): LogState | 'damaged' | undefined => {
  for (const { states } of layers()) {
    const state = states.get(list);
    if (state) return state;
  }
  const key = headKey(list);
  const record = storedHead(key);
  return record && (decodeHead(key, record) ?? 'damaged');
};

/** One entry; undefined if it is missing or damaged. */
export const readEntry = (view: LmdbView, list: ListName, sequence: number): EntryRecord | undefined => {
  const key = entryKey(list, sequence);
  const record = view.get('entries', key);
  return record && decodeEntry(key, record);
};

/**
 * Bytes of all envelopes up to a sequence. If its entry is damaged or missing, the next sound one knows: what lies between them
 * is counted along, since it is not stored any more than that.
 */
export const appendedBytesAt = (view: LmdbView, list: ListName, state: LogState, sequence: number): number => {
  if (sequence <= state.prunedThrough) return state.prunedBytes;
  const own = readEntry(view, list, sequence);
  if (own) return own.appendedBytes;
  for (let next = sequence + 1; next <= state.sequence; next++) {
    const entry = readEntry(view, list, next);
    if (entry) return entry.appendedBytes - entry.envelope.length;
  }
  return state.appendedBytes;
};

/**
 * Keys and records of a log's entries after a sequence: those in LMDB, then those that only the layers have. A record of LMDB beyond the
 * log's last sequence stands under a damaged key: it is given, to be told of, and hides nothing that the layers have.
 */
function* recordsAfter(
  view: LmdbView,
  list: ListName,
  after: number,
  lastSequence = Number.MAX_SAFE_INTEGER,
): Generator<readonly [Buffer, Buffer]> {
  let last = after;
  const stored = view.storedEntries(entryKey(list, after + 1), entryKey(list, Number.MAX_SAFE_INTEGER));
  for (const { key, value } of stored) {
    const sequence = sequenceOfKey(key);
    if (sequence <= lastSequence) last = sequence;
    yield [key, value];
  }
  // Oldest first. A layer whose transaction has just ended may be in LMDB already.
  for (const layer of view.layers().toReversed())
    for (const key of layer.entryKeysOf(list)) {
      const value = sequenceOfKey(key) > last ? view.get('entries', key) : undefined;
      if (value) yield [key, value];
    }
}

/** Entries after a sequence, sound ones only; what is damaged is told to `onDamage`. */
export const readEntries = (
  view: LmdbView,
  list: ListName,
  after: number,
  bytesMax: number,
  onDamage: (damage: Damage) => void,
): StoredEntry[] => {
  const state = readState(view, list);
  // What a layer drops is in LMDB until its transaction.
  const known = state === 'damaged' ? undefined : state;
  const from = Math.max(after, known?.prunedThrough ?? 0);
  const found: StoredEntry[] = [];
  let bytes = 0;
  for (const [key, value] of recordsAfter(view, list, from, known?.sequence)) {
    const sequence = sequenceOfKey(key);
    const entry = decodeEntry(key, value);
    if (!entry) {
      onDamage({ list, sequence });
      continue;
    }
    bytes += entry.envelope.length;
    if (found.length > 0 && bytes > bytesMax) break;
    found.push(toStoredEntry(sequence, entry));
  }
  return found;
};

/**
 * Makes a head again from the entries, under another generation: what its log held for sure is not known any more. Only asked
 * when no layer knows the log: one that does has its head.
 */
export const rebuildState = (view: LmdbView, list: ListName, generation: Uint8Array, nowMs: number): LogState => {
  let state = emptyLogState(generation);
  let isCounted = false;
  for (const [key, value] of recordsAfter(view, list, 0)) {
    const sequence = sequenceOfKey(key);
    const entry = decodeEntry(key, value);
    // A damaged key may name any place. One that comes next is believed: its number was given.
    if (!entry && sequence > state.sequence + 1) continue;
    if (state.sequence === 0) state = { ...state, prunedThrough: sequence - 1 };
    state = { ...state, sequence };
    if (!entry) continue;
    const { appendedBytes, covers, envelope } = entry;
    if (!isCounted) state = { ...state, prunedBytes: appendedBytes - envelope.length };
    isCounted = true;
    state = { ...state, appendedBytes };
    if (covers !== undefined)
      state = { ...state, marks: addMark(state.marks, { sequence, covers, storedAtMs: nowMs }) };
  }
  const covers = bestMark(state.marks)?.covers ?? 0;
  return { ...state, coveredBytes: appendedBytesAt(view, list, state, covers) };
};
