/**
 * Turns queued appends into one transaction. The plan is made from what is committed and from earlier requests of the same
 * plan; only one plan is under way at a time, so a sequence number is given once and no failed transaction leaves a gap.
 */
import { emptyLogState, headOf, pruneTarget, withEntry, withPruned, type LogState } from '../core/log-state.ts';
import type { Appended, ListName, LogHead, NewEntry, StoreFailure } from '../core/log-store.ts';
import type { Result } from '../core/result.ts';
import { readEntry, readState, rebuildState, type Damage } from './lmdb-log.ts';
import {
  decodeSequence,
  encodeEntry,
  encodeHead,
  encodeSequence,
  entryKey,
  headKey,
  idKey,
  idPartOf,
} from './lmdb-records.ts';
import type { LmdbTables } from './lmdb-tables.ts';

/** An append that waits. `generation` is as stored, without the epoch. */
export interface AppendJob {
  readonly list: ListName;
  readonly entries: readonly NewEntry[];
  readonly generation: Uint8Array;
}

/** Covered entries dropped per list and transaction at most. The rest goes with later ones: no single append may take long. */
const PRUNED_PER_PLAN_MAX = 512;
const PROBE_KEY = Buffer.from('probe');

/** Collects one transaction. */
export interface BatchPlan {
  /** Adds an append; the answer holds once the transaction is durable. */
  append(job: AppendJob): Result<Appended, StoreFailure>;
  /** Sets a damaged record aside. Its log gets another generation, so that devices bring back what it held (L6). */
  setAside(damage: Damage): void;
  /** Writes a record that means nothing. */
  probe(): void;
  readonly records: number;
  readonly bytes: number;
  /** New entries. */
  readonly entries: number;
  /** Puts everything; called inside the transaction. */
  write(): void;
}

/** Starts an empty plan. */
export const createBatchPlan = (deps: {
  readonly tables: LmdbTables;
  readonly nowMs: () => number;
  readonly random: (length: number) => Uint8Array;
  readonly onDamage: (damage: Damage) => void;
  /** Whether there is room for lists that are new. */
  readonly mayCreate: boolean;
  readonly shown: (head: LogHead) => LogHead;
}): BatchPlan => {
  const { tables } = deps;
  const states = new Map<ListName, LogState>();
  const sequenceByIdKey = new Map<string, number>();
  const appendedBytesByEntryKey = new Map<string, number>();
  const puts: (() => void)[] = [];
  let bytes = 0;

  const put = (table: LmdbTables['entries'], key: Buffer, value: Buffer): void => {
    bytes += key.length + value.length;
    puts.push(() => void table.put(key, value));
  };
  const remove = (table: LmdbTables['entries'], key: Buffer): void => {
    puts.push(() => void table.remove(key));
  };

  const stateOf = (list: ListName): LogState | undefined => {
    const known = states.get(list) ?? readState(tables, list);
    if (known !== 'damaged') return known;
    deps.onDamage({ list });
    return rebuildState(tables, list, deps.random(16), deps.nowMs());
  };

  const appendedBytesAt =
    (list: ListName, otherwise: number) =>
    (sequence: number): number =>
      appendedBytesByEntryKey.get(entryKey(list, sequence).toString('latin1')) ??
      readEntry(tables, list, sequence)?.appendedBytes ??
      otherwise;

  /** An entry that was damaged and set aside left its id behind: it may be brought back. */
  const isThere = (list: ListName, { prunedThrough }: LogState, sequence: number, idName: string): boolean =>
    sequence <= prunedThrough || sequenceByIdKey.has(idName) || tables.entries.doesExist(entryKey(list, sequence));

  const appendOne = (list: ListName, state: LogState, entry: NewEntry): { state: LogState; sequence: number } => {
    const idPart = idPartOf(entry.id);
    const ownIdKey = idKey(list, idPart);
    const idName = ownIdKey.toString('latin1');
    const known = sequenceByIdKey.get(idName) ?? decodeSequence(tables.ids.get(ownIdKey));
    if (known !== undefined && isThere(list, state, known, idName)) return { state, sequence: known };
    const next = withEntry(state, entry, deps.nowMs(), appendedBytesAt(list, state.coveredBytes));
    const { sequence, appendedBytes } = next;
    const key = entryKey(list, sequence);
    const covers = entry.covers === undefined ? {} : { covers: entry.covers };
    put(tables.entries, key, encodeEntry(key, { idPart, appendedBytes, envelope: entry.envelope, ...covers }));
    put(tables.ids, ownIdKey, encodeSequence(sequence));
    sequenceByIdKey.set(idName, sequence);
    appendedBytesByEntryKey.set(key.toString('latin1'), appendedBytes);
    return { state: next, sequence };
  };

  const prune = (list: ListName, state: LogState): LogState => {
    const through = Math.min(pruneTarget(state, deps.nowMs()), state.prunedThrough + PRUNED_PER_PLAN_MAX);
    if (through === state.prunedThrough) return state;
    const pruned = withPruned(state, through, appendedBytesAt(list, state.prunedBytes));
    for (let sequence = state.prunedThrough + 1; sequence <= through; sequence++) {
      const entry = readEntry(tables, list, sequence);
      if (entry) remove(tables.ids, idKey(list, entry.idPart));
      remove(tables.entries, entryKey(list, sequence));
    }
    return pruned;
  };

  return {
    get records() {
      return puts.length + states.size;
    },
    get bytes() {
      return bytes;
    },
    get entries() {
      return sequenceByIdKey.size;
    },
    probe: () => put(tables.meta, PROBE_KEY, Buffer.from(deps.random(8))),
    append: ({ list, entries, generation }) => {
      const existing = stateOf(list);
      if (!existing && !deps.mayCreate) return { ok: false, error: { type: 'store-full' } };
      let state = existing ?? emptyLogState(generation);
      const sequences = entries.map((entry) => {
        const appended = appendOne(list, state, entry);
        state = appended.state;
        return appended.sequence;
      });
      state = prune(list, state);
      states.set(list, state);
      return { ok: true, value: { sequences, head: deps.shown(headOf(state)) } };
    },
    setAside: ({ list, sequence }) => {
      const state = stateOf(list);
      if (!state) return;
      states.set(list, { ...state, generation: deps.random(state.generation.length) });
      if (sequence === undefined) return;
      const key = entryKey(list, sequence);
      const record = tables.entries.get(key);
      if (!record) return;
      put(tables.damaged, key, record);
      remove(tables.entries, key);
    },
    write: () => {
      for (const act of puts) act();
      for (const [list, state] of states) {
        const key = headKey(list);
        void tables.heads.put(key, encodeHead(key, state));
      }
    },
  };
};
