/** Reads a store as it is, for an operator: LMDB at one moment, and over it what only the journal has. Another process may be writing it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Transaction } from 'lmdb';
import type { Result } from '../core/result.ts';
import { errorDetail } from './error-detail.ts';
import { markOf, planRound, readRunningJournal, roundsAfter } from './journal-replay.ts';
import type { JournalRecord } from './journal-record.ts';
import { whyNotLmdb } from './lmdb-header.ts';
import { createLayer, createView, viewThrough, type LmdbLayer, type LmdbView } from './lmdb-layer.ts';
import { openLmdbTablesToRead, type LmdbTables } from './lmdb-tables.ts';

/** A store at one moment. */
export interface ReadStore {
  readonly tables: LmdbTables;
  readonly transaction: Transaction;
  /** LMDB alone. */
  readonly stored: LmdbView;
  /** What the journal has and LMDB has not, as the next start would bring it in. */
  readonly added: LmdbLayer;
  /** Records of the journal that cannot be read. */
  readonly missing: number;
}

/** What is left to do when not even a part can be read. */
export const RESTORE = 'Restore a copy; without one, start with an empty folder: devices bring back what they have';

/** What to say when LMDB cannot go through its own file. */
export const brokenOrder = (error: unknown): string =>
  `the file's own order is damaged, so not all of it can be read (${errorDetail(error)}). ${RESTORE}`;

/** The journal was read before the transaction began, so what that does not see, the journal has. */
const withJournal = (tables: LmdbTables, transaction: Transaction, records: readonly JournalRecord[]): ReadStore => {
  const stored = createView(tables, () => [], transaction);
  const added = createLayer();
  let missing = 0;
  for (const round of roundsAfter(records, markOf(stored))) {
    const view = viewThrough(added, stored);
    const deps = { random: (length: number) => new Uint8Array(length), onDamage: () => undefined };
    added.add(planRound(round, { ...deps, view }));
    missing += round.missing;
  }
  return { tables, transaction, stored, added, missing };
};

/** Reads the store in a folder. The error says why it cannot be read at all. */
export const readLmdbStore = async <T>(folder: string, read: (store: ReadStore) => T): Promise<Result<T, string>> => {
  const file = join(folder, 'data.mdb');
  if (!existsSync(file)) return { ok: false, error: `there is no ${file}` };
  let tables: LmdbTables | undefined;
  try {
    const unfit = whyNotLmdb(file);
    if (unfit !== undefined) return { ok: false, error: unfit };
    const journal = readRunningJournal(folder);
    tables = openLmdbTablesToRead(folder);
    const transaction = tables.root.useReadTransaction();
    try {
      return { ok: true, value: read(withJournal(tables, transaction, journal)) };
    } catch (error) {
      return { ok: false, error: brokenOrder(error) };
    } finally {
      transaction.done();
    }
  } catch (error) {
    return { ok: false, error: errorDetail(error) };
  } finally {
    await tables?.root.close();
  }
};
