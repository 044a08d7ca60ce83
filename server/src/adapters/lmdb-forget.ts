/**
 * Erases lists from a store that nobody has open (RELAY.md, O9): everything else is copied into a new file, which takes the place of
 * the old one. So nothing of a list is left in pages that are free, and the file is smaller. Until then the old one is as it was.
 */
import { chmodSync, chownSync, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ListName } from '../core/log-store.ts';
import type { Result } from '../core/result.ts';
import { lockDataFolder } from './data-folder-lock.ts';
import { isFull } from './disk-full.ts';
import { errorDetail } from './error-detail.ts';
import { JOURNAL_FILES } from './journal.ts';
import { bringIn, JOURNAL_MAP_BYTES, readJournal } from './journal-replay.ts';
import { proveClosed, wasClosedInOrder } from './lmdb-epoch.ts';
import { probeRoom } from './lmdb-folder.ts';
import { listLmdbStore, type ListReport } from './lmdb-lists.ts';
import { headKey } from './log-records.ts';
import { openLmdbSpace } from './lmdb-space.ts';
import { openLmdbTables, openLmdbTablesToRead, TABLE_NAMES, type LmdbTables } from './lmdb-tables.ts';
import { makeFolder } from './make-folder.ts';
import { syncFile, syncFolder } from './sync-folder.ts';

/** What was done. */
export interface ForgetReport {
  readonly lists: readonly ListReport[];
  /** Of the data file, before and after. */
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

const COPY = 'forgetting';
/** Records and bytes of a transaction of the copy. */
const BATCH_RECORDS_MAX = 512;
const BATCH_BYTES_MAX = 2 * 1024 * 1024;
const LIST_ID_BYTES = 32;

interface Row {
  readonly key: Buffer;
  readonly value: Buffer;
}

/** Rows of a table in its order, as many as go into one transaction. */
function* batchesOf(rows: Iterable<Row>, isKept: (key: Buffer) => boolean): Generator<readonly Row[]> {
  let batch: Row[] = [];
  let bytes = 0;
  for (const row of rows) {
    if (!isKept(row.key)) continue;
    batch.push(row);
    bytes += row.key.length + row.value.length;
    if (batch.length < BATCH_RECORDS_MAX && bytes < BATCH_BYTES_MAX) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}

const bytesIn = (rows: readonly Row[]): number =>
  rows.reduce((sum, { key, value }) => sum + key.length + value.length, 0);

const NO_ROOM = 'the disk has no room for a copy of what stays; nothing was done';

/** Copies all rows that are kept. Room is made before LMDB writes (D3); throws if there is none. */
const copyRows = (from: LmdbTables, to: LmdbTables, folder: string, isKept: (key: Buffer) => boolean): void => {
  const space = openLmdbSpace({ folder, ...to, diskFreeBytesMin: 0 });
  try {
    for (const name of TABLE_NAMES)
      for (const rows of batchesOf(from[name].getRange(), isKept)) {
        if (!space.makeRoom(space.usedBytes(), rows.length, bytesIn(rows))) throw new Error(NO_ROOM);
        to.root.transactionSync(() => {
          // In their order, so that pages are filled.
          for (const { key, value } of rows) to[name].putSync(key, value, { append: true });
        });
      }
  } finally {
    space.close();
  }
};

const copyWithout = async (lists: readonly ListName[], folder: string, copy: string): Promise<void> => {
  const isForgotten = new Set(lists.map((list) => headKey(list).toString('latin1')));
  const isKept = (key: Buffer): boolean => !isForgotten.has(key.toString('latin1', 0, LIST_ID_BYTES));
  probeRoom(copy);
  const from = openLmdbTablesToRead(folder);
  const to = openLmdbTables(copy, statSync(join(folder, 'data.mdb')).size + JOURNAL_MAP_BYTES);
  try {
    copyRows(from, to, copy, isKept);
  } finally {
    await to.root.close();
    await from.root.close();
  }
};

/**
 * Puts the copy in the old file's place, under the same owner: the relay may be another user than whoever calls this. LMDB's lock first:
 * whoever still reads the old file has a place in the old lock, and a new file under that would be taken for as old as its readers.
 */
const exchange = (folder: string, copy: string): void => {
  const { uid, gid, mode } = statSync(join(folder, 'data.mdb'));
  for (const name of ['lock.mdb', 'data.mdb']) {
    const made = join(copy, name);
    chmodSync(made, mode);
    if (statSync(made).uid !== uid || statSync(made).gid !== gid) chownSync(made, uid, gid);
    syncFile(made);
    renameSync(made, join(folder, name));
  }
  // What it held is in the file.
  for (const name of JOURNAL_FILES) rmSync(join(folder, name), { force: true });
  syncFolder(folder);
};

const forgetInLocked = async (folder: string, lists: readonly ListName[]): Promise<Result<ForgetReport, string>> => {
  const copy = join(folder, COPY);
  const found = await listLmdbStore(folder);
  if (!found.ok) return found;
  const reports = found.value.lists.filter(({ list }) => lists.includes(list));
  const absent = lists.filter((name) => !reports.some(({ list }) => list === name));
  if (absent.length > 0) return { ok: false, error: `the store has no list ${absent.join(', ')}; nothing was done` };
  const isUntouched = wasClosedInOrder(folder);
  const bytesBefore = statSync(join(folder, 'data.mdb')).size;
  try {
    rmSync(copy, { recursive: true, force: true });
    makeFolder(copy);
    // As at a start: what was acknowledged to other lists is not lost.
    await bringIn(readJournal(folder), folder);
    await copyWithout(lists, folder, copy);
    exchange(folder, copy);
    // It is another file now, and what devices know of the other lists is as true as before (L5).
    if (isUntouched) proveClosed(folder);
    return { ok: true, value: { lists: reports, bytesBefore, bytesAfter: statSync(join(folder, 'data.mdb')).size } };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
};

/** Erases lists, all or none of them. The error says why not; then everything is as it was. */
export const forgetInLmdbStore = async (
  folder: string,
  lists: readonly ListName[],
): Promise<Result<ForgetReport, string>> => {
  if (!existsSync(join(folder, 'data.mdb'))) return { ok: false, error: `there is no store in ${folder}` };
  try {
    const lock = lockDataFolder(folder);
    if (!lock.ok) {
      const error = `process ${lock.error.pid} (a relay, maybe of another container) uses ${folder}: stop it, do this, start it again`;
      return { ok: false, error };
    }
    try {
      return await forgetInLocked(folder, lists);
    } finally {
      lock.value.unlock();
    }
  } catch (error) {
    return { ok: false, error: isFull(error) ? NO_ROOM : errorDetail(error) };
  }
};
