/** Reads a whole store and tells what is wrong with it (RELAY.md, O5). Changes nothing; another process may be writing it. */
import { createHash } from 'node:crypto';
import type { Transaction } from 'lmdb';
import type { LogState } from '../core/log-state.ts';
import { shortListName } from '../core/relay-event.ts';
import type { Result } from '../core/result.ts';
import { readLmdbStore, type ReadStore } from './lmdb-reading.ts';
import {
  decodeEntry,
  decodeHead,
  decodeSequence,
  entryKey,
  headKey,
  idKey,
  idPartOf,
  sequenceOfKey,
  type EntryRecord,
} from './log-records.ts';
import type { LmdbTables } from './lmdb-tables.ts';

/** What a store holds. */
export interface StoreReport {
  readonly lists: number;
  readonly entries: number;
  /** Of all envelopes. */
  readonly bytes: number;
  /** Damaged entries that a relay met and set aside earlier: their lists have had another generation since. */
  readonly setAside: number;
  /** What is wrong, a line for each; at most {@link DAMAGE_LINES_MAX}. */
  readonly damage: readonly string[];
  readonly damageCount: number;
}

const DAMAGE_LINES_MAX = 100;

interface Totals {
  lists: number;
  entries: number;
  bytes: number;
  setAside: number;
}

const isItself = ({ idPart, envelope }: EntryRecord): boolean =>
  Buffer.compare(idPartOf(createHash('sha256').update(envelope).digest()), idPart) === 0;

/** Goes through one log; `complain` takes what is wrong with it. */
const checkLog = (
  tables: LmdbTables,
  transaction: Transaction,
  list: string,
  head: LogState,
  totals: Totals,
  complain: (what: string) => void,
): void => {
  const all = { start: entryKey(list, 1), end: entryKey(list, Number.MAX_SAFE_INTEGER), transaction };
  const setAside = [...tables.damaged.getRange(all)].map(({ value }) => value);
  let expected = head.prunedThrough + 1;
  let appendedBytes: number | undefined = head.prunedBytes;

  /** What stood under a damaged key was set aside under that; it is sound under its own. */
  const isSetAside = (own: Buffer): boolean =>
    tables.damaged.get(own, { transaction }) !== undefined ||
    setAside.some((record) => decodeEntry(own, record) !== undefined);

  const missUntil = (sequence: number): void => {
    for (; expected < sequence; expected++) {
      appendedBytes = undefined;
      if (isSetAside(entryKey(list, expected))) totals.setAside += 1;
      else complain(`entry ${expected} is missing`);
    }
  };

  const checkEntry = (sequence: number, entry: EntryRecord): void => {
    totals.bytes += entry.envelope.length;
    if (!isItself(entry)) complain(`entry ${sequence} is not the envelope that its id names`);
    if (decodeSequence(tables.ids.get(idKey(list, entry.idPart), { transaction })) !== sequence)
      complain(`entry ${sequence} is not found by its id`);
    if (appendedBytes !== undefined && entry.appendedBytes !== appendedBytes + entry.envelope.length)
      complain(`entry ${sequence} does not continue the count of bytes`);
    appendedBytes = entry.appendedBytes;
  };

  for (const { key, value } of tables.entries.getRange(all)) {
    const sequence = sequenceOfKey(key);
    const entry = decodeEntry(key, value);
    // A damaged key may name any place: nobody is to look for all that would be missing before it.
    if (!entry && sequence > head.sequence) {
      complain('a record stands under a damaged key');
      continue;
    }
    missUntil(sequence);
    totals.entries += 1;
    expected = sequence + 1;
    if (entry) checkEntry(sequence, entry);
    else {
      appendedBytes = undefined;
      complain(`entry ${sequence} is damaged`);
    }
  }
  missUntil(head.sequence + 1);
  if (expected > head.sequence + 1) complain(`the head says ${head.sequence} entries, there are ${expected - 1}`);
  if (appendedBytes !== undefined && appendedBytes !== head.appendedBytes)
    complain('the head and the last entry count other bytes');
};

const checkTables = (tables: LmdbTables, transaction: Transaction): StoreReport => {
  const totals: Totals = { lists: 0, entries: 0, bytes: 0, setAside: 0 };
  const damage: string[] = [];
  let damageCount = 0;
  const complain = (what: string): void => {
    damageCount += 1;
    if (damage.length < DAMAGE_LINES_MAX) damage.push(what);
  };

  for (const { key, value } of tables.heads.getRange({ transaction })) {
    totals.lists += 1;
    const list = key.toString('base64url');
    const head = decodeHead(key, value);
    if (head)
      checkLog(tables, transaction, list, head, totals, (what) => complain(`list ${shortListName(list)}: ${what}`));
    else complain(`list ${shortListName(list)}: its head is damaged`);
  }
  for (const key of tables.entries.getKeys({ transaction })) {
    if (tables.heads.doesExist(key.subarray(0, key.length - 8))) continue;
    complain(`list ${shortListName(key.toString('base64url'))}: entry ${sequenceOfKey(key)} belongs to no head`);
  }
  return { ...totals, damage, damageCount };
};

/** With what only the journal has. */
const checkAll = ({ tables, transaction, stored, added, missing }: ReadStore): StoreReport => {
  const report = checkTables(tables, transaction);
  const newLists = [...added.states.keys()].filter((list) => !stored.storedHead(headKey(list)));
  let bytes = 0;
  for (const { key, value } of added.changesOf('entries'))
    bytes += (value && decodeEntry(key, value)?.envelope.length) ?? 0;
  const damage = missing > 0 ? [`${missing} records of the journal cannot be read`] : [];
  return {
    ...report,
    lists: report.lists + newLists.length,
    entries: report.entries + added.entries,
    bytes: report.bytes + bytes,
    damage: [...damage, ...report.damage],
    damageCount: report.damageCount + missing,
  };
};

/** Checks the store in a folder. The error says why it cannot be read at all. */
export const checkLmdbStore = (folder: string): Promise<Result<StoreReport, string>> => readLmdbStore(folder, checkAll);
