/**
 * The journal (RELAY.md, L1 and D12): what is acknowledged before LMDB has it. Two files used in turns. Each holds one round: the
 * records that become one transaction of LMDB, which stores the round's mark.
 *
 * Invariants
 * - One record is written at a time, and counts when its sync is done.
 * - A file is written over only when the transaction of the round that it held is on the disk (`turn`).
 * - Files have their length before a record relies on it, and are never made shorter: then a sync need not write metadata.
 */
import { closeSync, constants, fdatasync, fdatasyncSync, fstatSync, openSync, write, writeSync } from 'node:fs';
import { platform } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isFull } from './disk-full.ts';
import {
  encodeJournalRecord,
  journalRecordBytes,
  MARK_BYTES,
  type JournalAppend,
  type JournalContent,
} from './journal-record.ts';
import { syncFolder } from './sync-folder.ts';

/** Names of the two files in the data folder. */
export const JOURNAL_FILES = ['journal-0', 'journal-1'] as const;

/** Room for a thousand syncs of a page each: more than come between two transactions. A single record may need more. */
const FILE_BYTES = 4 * 1024 * 1024;
const ZEROS_BYTES = 1024 * 1024;
/** On Linux a write by such a handle ends when it is on the disk, as if `fdatasync` followed: one change of thread instead of two. */
const SYNCS_ITSELF = platform() === 'linux';
const FLAGS = constants.O_RDWR | constants.O_CREAT | (SYNCS_ITSELF ? constants.O_DSYNC : 0);

const writeAsync = promisify(write);
const syncAsync = promisify(fdatasync);

/** The journal of an open store. */
export interface Journal {
  /** Makes sure that a record has its place in the file; false if the disk has no room for it. Throws whatever else may be wrong. */
  reserve(appends: readonly JournalAppend[]): boolean;
  /** Whether a record fits behind those that are there, without making the file longer. */
  fits(appends: readonly JournalAppend[]): boolean;
  /** Resolves when it is on the disk. One at a time. */
  write(content: JournalContent): Promise<void>;
  /** Ends a round and gives its mark; the next one goes into the other file, over what that held. */
  turn(): Uint8Array;
  close(): void;
}

interface JournalFile {
  readonly path: string;
  readonly handle: number;
  bytes: number;
}

const openFile = (folder: string, name: string): JournalFile => {
  const path = join(folder, name);
  const handle = openSync(path, FLAGS, 0o600);
  return { path, handle, bytes: fstatSync(handle).size };
};

/** Makes a file so long; throws if it cannot. By a handle of its own, so that all of it is synced once. */
const lengthen = (file: JournalFile, bytes: number): void => {
  const zeros = Buffer.alloc(ZEROS_BYTES);
  const handle = openSync(file.path, 'r+');
  try {
    while (file.bytes < bytes)
      file.bytes += writeSync(handle, zeros, 0, Math.min(zeros.length, bytes - file.bytes), file.bytes);
    fdatasyncSync(handle);
  } finally {
    closeSync(handle);
  }
};

/** Opens the journal of a folder for a new life: what the files hold has been read. `after` is the mark that LMDB has. */
export const openJournal = (deps: {
  readonly folder: string;
  readonly after: Uint8Array;
  readonly random: (length: number) => Uint8Array;
}): Journal => {
  const files: JournalFile[] = [];
  let turns = 0;
  let after = deps.after;
  let own = deps.random(MARK_BYTES);
  let index = 0;
  let at = 0;

  const current = (): JournalFile | undefined => files[turns % JOURNAL_FILES.length];

  const openFiles = (): void => {
    for (const name of JOURNAL_FILES.slice(files.length)) files.push(openFile(deps.folder, name));
    const short = files.filter(({ bytes }) => bytes < FILE_BYTES);
    for (const file of short) lengthen(file, FILE_BYTES);
    if (short.length > 0) syncFolder(deps.folder);
  };

  const reserve = (appends: readonly JournalAppend[]): boolean => {
    try {
      openFiles();
      const file = current();
      const needed = at + journalRecordBytes(appends);
      if (file && file.bytes < needed) lengthen(file, needed);
      return true;
    } catch (error) {
      if (isFull(error)) return false;
      throw error;
    }
  };

  return {
    reserve,
    fits: (appends) => at + journalRecordBytes(appends) <= Math.max(FILE_BYTES, current()?.bytes ?? 0),
    write: async ({ atMs, appends }) => {
      const file = current();
      if (!file) throw new Error('no place was reserved in the journal');
      const record = encodeJournalRecord({ index, after, own, atMs, appends });
      for (let written = 0; written < record.length;) {
        const { bytesWritten } = await writeAsync(file.handle, record, written, record.length - written, at + written);
        if (bytesWritten === 0) throw new Error('the journal takes nothing more');
        written += bytesWritten;
      }
      if (!SYNCS_ITSELF) await syncAsync(file.handle);
      index += 1;
      at += record.length;
    },
    turn: () => {
      const ended = own;
      turns += 1;
      after = ended;
      own = deps.random(MARK_BYTES);
      index = 0;
      at = 0;
      return ended;
    },
    close: () => {
      for (const { handle } of files) closeSync(handle);
      files.length = 0;
    },
  };
};
