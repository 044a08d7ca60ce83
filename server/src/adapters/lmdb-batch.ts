/**
 * Turns queued appends into one layer of changes, and into what the journal must hold of them. The plan is made from what is
 * durable (in LMDB or in layers over it) and from earlier requests of the same plan; only one plan is under way at a time, so a
 * sequence number is given once and no plan that came to nothing leaves a gap.
 */
import {
  coversIn,
  emptyLogState,
  headOf,
  pruneTarget,
  withEntry,
  withPruned,
  type LogState,
} from '../core/log-state.ts';
import type { Appended, ListName, LogHead, NewEntry, StoreFailure } from '../core/log-store.ts';
import type { Result } from '../core/result.ts';
import type { JournalAppend } from './journal-record.ts';
import { createLayer, viewThrough, type LmdbLayer, type LmdbView } from './lmdb-layer.ts';
import { appendedBytesAt, readEntry, readState, rebuildState, type Damage } from './lmdb-log.ts';
import { decodeSequence, encodeEntry, encodeSequence, entryKey, idKey, idPartOf } from './log-records.ts';

/** An append that waits. `generation` is as stored, without the epoch. */
export interface AppendJob {
  readonly list: ListName;
  readonly entries: readonly NewEntry[];
  readonly generation: Uint8Array;
}

/** Covered entries dropped per list and transaction at most. The rest goes with later ones: no single append may take long. */
const PRUNED_PER_PLAN_MAX = 512;
const PROBE_KEY = Buffer.from('probe');

/** Collects what one sync of the journal makes durable. */
export interface BatchPlan {
  /** Adds an append; the answer holds once the plan is durable. */
  append(job: AppendJob): Result<Appended, StoreFailure>;
  /** Sets a damaged record aside. Its log gets another generation, so that devices bring back what it held (L6). */
  setAside(damage: Damage): void;
  /** Writes a record that means nothing. */
  probe(): void;
  readonly layer: LmdbLayer;
  /** What makes the same again. */
  readonly atMs: number;
  readonly appends: readonly JournalAppend[];
}

/** Starts an empty plan. */
export const createBatchPlan = (deps: {
  /** What is durable. */
  readonly view: LmdbView;
  /** Time of day in milliseconds, for all of it. */
  readonly atMs: number;
  /** How long what a snapshot covers is kept; 30 days if nothing is said. */
  readonly graceMs?: number;
  readonly random: (length: number) => Uint8Array;
  readonly onDamage: (damage: Damage) => void;
  /** Whether there is room for lists that are new. */
  readonly mayCreate: boolean;
  readonly shown: (head: LogHead) => LogHead;
}): BatchPlan => {
  const layer = createLayer();
  const view = viewThrough(layer, deps.view);
  const appends: JournalAppend[] = [];

  const stateOf = (list: ListName): LogState | undefined => {
    const known = readState(view, list);
    if (known !== 'damaged') return known;
    deps.onDamage({ list });
    const rebuilt = rebuildState(view, list, deps.random(16), deps.atMs);
    layer.setState(list, rebuilt);
    return rebuilt;
  };

  const bytesIn =
    (list: ListName, state: LogState) =>
    (sequence: number): number =>
      appendedBytesAt(view, list, state, sequence);

  /**
   * An entry that was damaged or lost left its id behind, also when its place was dropped since, or is another's by now: a
   * snapshot that covers the place may have been made without it. So it may be brought back.
   */
  const isThere = (list: ListName, idPart: Uint8Array, sequence: number): boolean => {
    const entry = readEntry(view, list, sequence);
    return entry !== undefined && Buffer.compare(entry.idPart, idPart) === 0;
  };

  const appendOne = (list: ListName, state: LogState, entry: NewEntry): { state: LogState; sequence: number } => {
    const idPart = idPartOf(entry.id);
    const ownIdKey = idKey(list, idPart);
    const known = decodeSequence(view.get('ids', ownIdKey));
    if (known !== undefined && isThere(list, idPart, known)) return { state, sequence: known };
    const next = withEntry(state, entry, deps.atMs, bytesIn(list, state));
    const { sequence, appendedBytes } = next;
    const key = entryKey(list, sequence);
    const covers = coversIn(state, entry);
    layer.putEntry(list, key, encodeEntry(key, { idPart, appendedBytes, envelope: entry.envelope, ...covers }));
    layer.put('ids', ownIdKey, encodeSequence(sequence));
    return { state: next, sequence };
  };

  const prune = (list: ListName, state: LogState): LogState => {
    const through = Math.min(pruneTarget(state, deps.atMs, deps.graceMs), state.prunedThrough + PRUNED_PER_PLAN_MAX);
    if (through === state.prunedThrough) return state;
    const pruned = withPruned(state, through, bytesIn(list, state));
    for (let sequence = state.prunedThrough + 1; sequence <= through; sequence++) {
      const entry = readEntry(view, list, sequence);
      if (entry) layer.remove('ids', idKey(list, entry.idPart));
      layer.remove('entries', entryKey(list, sequence));
    }
    return pruned;
  };

  return {
    layer,
    atMs: deps.atMs,
    appends,
    probe: () => layer.put('meta', PROBE_KEY, Buffer.from(deps.random(8))),
    append: ({ list, entries, generation }) => {
      const existing = stateOf(list);
      if (!existing && !deps.mayCreate) return { ok: false, error: { type: 'store-full', bound: 'new-lists' } };
      let state = existing ?? emptyLogState(generation);
      const added: NewEntry[] = [];
      const sequences = entries.map((entry) => {
        const appended = appendOne(list, state, entry);
        if (appended.state !== state) added.push(entry);
        state = appended.state;
        return appended.sequence;
      });
      state = prune(list, state);
      if (state !== existing) layer.setState(list, state);
      if (added.length > 0) appends.push({ list, generation, entries: added });
      return { ok: true, value: { sequences, head: deps.shown(headOf(state)) } };
    },
    setAside: ({ list, sequence }) => {
      const state = stateOf(list);
      if (!state) return;
      layer.setState(list, { ...state, generation: deps.random(state.generation.length) });
      if (sequence === undefined) return;
      const key = entryKey(list, sequence);
      const record = view.get('entries', key);
      if (!record) return;
      layer.put('damaged', key, record);
      layer.remove('entries', key);
    },
  };
};
