/**
 * Makes sure, before LMDB writes, that what it may write has room on the disk (RELAY.md, decision D3). lmdb 3.5.6 overruns a
 * buffer of its own when a write of it fails, and takes the process down. So the file is made longer here, with ordinary
 * writes whose failure is an ordinary error, and LMDB only ever fills what exists already.
 */
import { closeSync, fstatSync, openSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** By how much the file grows at a time. */
const GROWTH_BYTES = 4 * 1024 * 1024;
const WRITE_BYTES = 1024 * 1024;
/** Pages that one record may touch: its path in the tree, a split on every level, and as much again for the list of free pages. */
const PAGES_PER_RECORD = 6;
/** For whatever a transaction writes besides records. */
const TRANSACTION_BYTES = 256 * 1024;

/** The data file's room. */
export interface LmdbSpace {
  /** Bytes that LMDB has used of the file. */
  usedBytes(): number;
  /** Makes room for a transaction beside the bytes in use; false if there is none, or if too little of the disk would be left. */
  makeRoom(used: number, records: number, bytes: number): boolean;
  close(): void;
}

/** Watches the data file in a folder. */
export const openLmdbSpace = (deps: {
  readonly folder: string;
  readonly diskFreeBytesMin: number;
  readonly pageBytes: number;
  /** Number of the last page that LMDB has used. */
  readonly lastPage: () => number;
}): LmdbSpace => {
  const file = openSync(join(deps.folder, 'data.mdb'), 'r+');
  let allocatedBytes = fstatSync(file).size;

  const usedBytes = (): number => (deps.lastPage() + 1) * deps.pageBytes;

  const grow = (): void => {
    // Had LMDB ever written more than was foreseen, the file would be longer than we made it, and zeros would fall on its pages.
    allocatedBytes = Math.max(allocatedBytes, fstatSync(file).size);
    const zeros = Buffer.alloc(WRITE_BYTES);
    const target = allocatedBytes + GROWTH_BYTES;
    while (allocatedBytes < target) allocatedBytes += writeSync(file, zeros, 0, zeros.length, allocatedBytes);
  };

  return {
    usedBytes,
    makeRoom: (used, records, bytes) => {
      const neededBytes = records * PAGES_PER_RECORD * deps.pageBytes + 2 * bytes + TRANSACTION_BYTES;
      const { bavail, bsize } = statfsSync(deps.folder);
      if (bavail * bsize < deps.diskFreeBytesMin) return false;
      try {
        while (allocatedBytes - used < neededBytes) grow();
        return true;
      } catch {
        return false;
      }
    },
    close: () => closeSync(file),
  };
};
