/** Which lists a store holds, and how large they are (RELAY.md, O8). Changes nothing; another process may be writing it. */
import type { LogState } from '../core/log-state.ts';
import { headOf } from '../core/log-state.ts';
import type { ListName } from '../core/log-store.ts';
import type { Result } from '../core/result.ts';
import { bestMark } from '../core/retention.ts';
import { viewThrough } from './lmdb-layer.ts';
import { readState, rebuildState } from './lmdb-log.ts';
import { readLmdbStore, type ReadStore } from './lmdb-reading.ts';

/** One list, as an operator may see it. */
export interface ListReport {
  readonly list: ListName;
  /** Sequence numbers that are kept. */
  readonly entries: number;
  /** Of their envelopes. */
  readonly bytes: number;
  /** The newest one: the only time that a store knows of a list. */
  readonly snapshot?: { readonly storedAtMs: number; readonly entriesAfter: number };
  /** Its head cannot be read: these figures are of its entries. */
  readonly isDamaged: boolean;
}

/** All lists of a store. */
export interface ListsReport {
  /** Largest first. */
  readonly lists: readonly ListReport[];
  /** Of the data file, with what is free in it. */
  readonly usedBytes: number;
}

const reportOf = (list: ListName, state: LogState, isDamaged: boolean): ListReport => {
  const { sequence, prunedThrough, bytes } = headOf(state);
  const mark = isDamaged ? undefined : bestMark(state.marks);
  return {
    list,
    entries: sequence - prunedThrough,
    bytes,
    ...(mark && { snapshot: { storedAtMs: mark.storedAtMs, entriesAfter: sequence - mark.sequence } }),
    isDamaged,
  };
};

const reportAll = ({ tables, transaction, stored, added }: ReadStore): ListsReport => {
  const view = viewThrough(added, stored);
  const names = new Set(added.states.keys());
  for (const key of tables.heads.getKeys({ transaction })) names.add(key.toString('base64url'));
  const lists = [...names].flatMap((list) => {
    const state = readState(view, list);
    if (state === 'damaged') return [reportOf(list, rebuildState(view, list, new Uint8Array(), 0), true)];
    return state ? [reportOf(list, state, false)] : [];
  });
  return {
    lists: lists.sort((one, other) => other.bytes - one.bytes),
    usedBytes: (tables.lastPage() + 1) * tables.pageBytes,
  };
};

/** Lists of the store in a folder. The error says why it cannot be read at all. */
export const listLmdbStore = (folder: string): Promise<Result<ListsReport, string>> => readLmdbStore(folder, reportAll);
