/**
 * A copy of a store as it was at one moment, while a relay goes on writing it (RELAY.md, O4). The journal is read first: what it
 * holds and LMDB's copy lacks is appended to the copy.
 */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../core/result.ts';
import { errorDetail } from './error-detail.ts';
import { bringIn, readRunningJournal } from './journal-replay.ts';
import { checkLmdbStore, type StoreReport } from './lmdb-check.ts';
import { openLmdbTablesToRead } from './lmdb-tables.ts';
import { makeFolder } from './make-folder.ts';
import { syncFile, syncFolder } from './sync-folder.ts';

const INCOMPLETE = 'incomplete';

const copy = async (from: string, to: string): Promise<void> => {
  const tables = openLmdbTablesToRead(from);
  try {
    // Compacted: without the free pages, and in one reading of the tree.
    await tables.root.backup(to, true);
  } finally {
    await tables.root.close();
  }
};

/** Copies the store in a folder into another one, which must not have a store, and checks the copy. */
export const backUpLmdbStore = async (from: string, to: string): Promise<Result<StoreReport, string>> => {
  if (!existsSync(join(from, 'data.mdb'))) return { ok: false, error: `there is no store in ${from}` };
  if (existsSync(join(to, 'data.mdb'))) return { ok: false, error: `there is a store in ${to} already` };
  const incomplete = join(to, INCOMPLETE);
  let isMade = false;
  try {
    rmSync(incomplete, { recursive: true, force: true });
    makeFolder(incomplete);
    isMade = true;
    const journal = readRunningJournal(from);
    await copy(from, incomplete);
    await bringIn(journal, incomplete); // of what is damaged the check tells
    syncFile(join(incomplete, 'data.mdb'));
    const checked = await checkLmdbStore(incomplete);
    if (!checked.ok) return checked;
    renameSync(join(incomplete, 'data.mdb'), join(to, 'data.mdb'));
    syncFolder(to);
    return checked;
  } catch (error) {
    return { ok: false, error: errorDetail(error) };
  } finally {
    // Where it could not be made it cannot be removed either, and what that says nobody asked.
    if (isMade) rmSync(incomplete, { recursive: true, force: true });
  }
};
