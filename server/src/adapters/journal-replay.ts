/** What the journal holds and LMDB has not: finding it, and appending it again (RELAY.md, P2 and D12). */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { JOURNAL_FILES } from './journal.ts';
import { decodeJournal, JOURNAL_PAGE_BYTES, MARK_BYTES, type JournalRecord } from './journal-record.ts';
import { createBatchPlan } from './lmdb-batch.ts';
import { createLayer, createView, viewThrough, type LmdbLayer, type LmdbView } from './lmdb-layer.ts';
import type { Damage } from './lmdb-log.ts';
import { openLmdbSpace } from './lmdb-space.ts';
import { openLmdbTables, type LmdbTables } from './lmdb-tables.ts';

/** Under which LMDB keeps the mark of the round that it has last. */
export const ROUND_KEY = Buffer.from('round');
const NO_ROUND = new Uint8Array(MARK_BYTES);
/** A running relay begins a round now and then; whoever reads beside it and never sees the same one twice has met something else. */
const READINGS_MAX = 50;

/** One round, as far as it can be read. */
export interface JournalRound {
  readonly own: Uint8Array;
  readonly records: readonly JournalRecord[];
  /** Records that were there and cannot be read: later ones of the round can. */
  readonly missing: number;
}

/** The mark of the round that a store has last. A store that never had a journal has one of zeros. */
export const markOf = (view: LmdbView): Uint8Array => view.get('meta', ROUND_KEY) ?? NO_ROUND;

/** All sound records in the journal's files; nobody writes them meanwhile. */
export const readJournal = (folder: string): readonly JournalRecord[] =>
  JOURNAL_FILES.map((name) => join(folder, name))
    .filter((path) => existsSync(path))
    .flatMap((path) => decodeJournal(readFileSync(path)));

const isSame = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;

/** The rounds that come after a mark, in their order. What belongs to none of them is of the past, or of another store. */
export const roundsAfter = (records: readonly JournalRecord[], mark: Uint8Array): readonly JournalRound[] => {
  const next = records.filter(({ after }) => isSame(after, mark));
  const [first] = next;
  if (!first) return [];
  const round = next.filter(({ own }) => isSame(own, first.own));
  const rest = records.filter((record) => !next.includes(record));
  const last = round.reduce((most, { index }) => Math.max(most, index), 0);
  return [{ own: first.own, records: round, missing: last + 1 - round.length }, ...roundsAfter(rest, first.own)];
};

const firstPages = (folder: string): readonly Buffer[] =>
  JOURNAL_FILES.map((name) => join(folder, name))
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path).subarray(0, JOURNAL_PAGE_BYTES));

/**
 * The same while a relay may be writing: read again if a round began meanwhile (the round before might have been read before its
 * end) or if a record was overtaken by a later one. Throws if it never holds still.
 */
export const readRunningJournal = (folder: string): readonly JournalRecord[] => {
  for (let readings = 0; readings < READINGS_MAX; readings++) {
    const before = firstPages(folder);
    const records = readJournal(folder);
    const after = firstPages(folder);
    if (before.length === after.length && before.every((page, index) => after[index]?.equals(page))) return records;
  }
  throw new Error('the journal changes faster than it can be read');
};

/** Plans a round over what is stored, each record as it was planned when it came. */
export const planRound = (
  round: JournalRound,
  deps: {
    readonly view: LmdbView;
    readonly graceMs?: number;
    readonly random: (length: number) => Uint8Array;
    readonly onDamage: (damage: Damage) => void;
  },
): LmdbLayer => {
  const layer = createLayer();
  const view = viewThrough(layer, deps.view);
  for (const { atMs, appends } of round.records) {
    const plan = createBatchPlan({ ...deps, view, atMs, mayCreate: true, shown: (head) => head });
    for (const append of appends) plan.append(append);
    layer.add(plan.layer);
  }
  return layer;
};

const commit = (tables: LmdbTables, layer: LmdbLayer, mark: Uint8Array): void =>
  tables.root.transactionSync(() => {
    layer.write(tables);
    void tables.meta.put(ROUND_KEY, Buffer.from(mark));
  });

/**
 * Appends again what LMDB lacks, a transaction for each round, so that a stop on the way leaves a shorter way. What is there
 * already stays as it is (L3). Throws if there is no room: to start without it would be to lose it.
 */
export const replayJournal = (
  records: readonly JournalRecord[],
  deps: {
    readonly folder: string;
    readonly tables: LmdbTables;
    readonly graceMs?: number;
    readonly random: (length: number) => Uint8Array;
    readonly onDamage: (damage: Damage) => void;
  },
): { readonly entries: number; readonly missing: number } => {
  const { tables } = deps;
  const view = createView(tables, () => []);
  // The room that is kept free is for this, too: it was there when these entries were acknowledged.
  const space = openLmdbSpace({ ...deps, ...tables, diskFreeBytesMin: 0 });
  let entries = 0;
  let missing = 0;
  try {
    for (const round of roundsAfter(records, markOf(view))) {
      const layer = planRound(round, { ...deps, view });
      if (!space.makeRoom(space.usedBytes(), layer.records + 1, layer.bytes))
        throw new Error('the disk has no room for what the journal holds');
      commit(tables, layer, round.own);
      entries += layer.entries;
      missing += round.missing;
    }
  } finally {
    space.close();
  }
  return { entries, missing };
};

/** More than a journal's content can need of a file, in the largest pages. */
export const JOURNAL_MAP_BYTES = 256 * 1024 * 1024;

/** The same for a file that no store has open. */
export const bringIn = async (records: readonly JournalRecord[], folder: string): Promise<void> => {
  const tables = openLmdbTables(folder, statSync(join(folder, 'data.mdb')).size + JOURNAL_MAP_BYTES);
  try {
    const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
    replayJournal(records, { folder, tables, random, onDamage: () => undefined });
  } finally {
    await tables.root.close();
  }
};
