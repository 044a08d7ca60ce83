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
/**
 * A leaf of the tree holds at least so many keys of ours, and a branch so many leaves, when it is as empty as LMDB lets it be (a
 * quarter of 4 KiB; a branch needs 60 bytes for each).
 */
const BRANCHING_MIN = 16;
/** Upper levels of the trees, their roots, the tree of free pages. */
const TOP_PAGES = 64;
/** For whatever a transaction writes besides records. */
const TRANSACTION_BYTES = 256 * 1024;

/** Bytes that are free on the disk of a folder, for whoever is not root. */
export const diskFreeBytes = (folder: string): number => {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
};

/** The data file's room. */
export interface LmdbSpace {
  /** Bytes that LMDB has used of the file. */
  usedBytes(): number;
  /** Whether as much of the disk is free as is to stay so. */
  isAboveFloor(): boolean;
  /** Whether transactions of so many records and bytes have room beside the bytes in use. */
  hasRoom(used: number, records: number, bytes: number): boolean;
  /** Makes room for a transaction beside the bytes in use; false if there is none, or if too little of the disk would be left. */
  makeRoom(used: number, records: number, bytes: number): boolean;
  close(): void;
}

/**
 * New pages that a transaction may write beside the volume of its records (four times that: a page may be as good as half empty, or hold
 * a single record of a quarter of it). Each record may touch a leaf of its own, which is copied and may be split; the branches above them
 * are at most those that there are, and grow as the leaves do. The list of what became free takes 8 bytes for each.
 */
const pagesFor = (usedPages: number, records: number): number => {
  const leaves = Math.min(records, usedPages);
  const branches = Math.min(records, usedPages / BRANCHING_MIN) + usedPages / BRANCHING_MIN ** 2 + TOP_PAGES;
  return Math.ceil(2 * leaves + branches + records / BRANCHING_MIN);
};

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

  const isAboveFloor = (): boolean => diskFreeBytes(deps.folder) >= deps.diskFreeBytesMin;

  const hasRoom = (used: number, records: number, bytes: number): boolean => {
    const pages = pagesFor(used / deps.pageBytes, records);
    return allocatedBytes - used >= pages * deps.pageBytes + 4 * bytes + TRANSACTION_BYTES;
  };

  const grow = (): void => {
    // Had LMDB ever written more than was foreseen, the file would be longer than we made it, and zeros would fall on its pages.
    allocatedBytes = Math.max(allocatedBytes, fstatSync(file).size);
    const zeros = Buffer.alloc(WRITE_BYTES);
    const target = allocatedBytes + GROWTH_BYTES;
    while (allocatedBytes < target) allocatedBytes += writeSync(file, zeros, 0, zeros.length, allocatedBytes);
  };

  return {
    usedBytes,
    isAboveFloor,
    hasRoom,
    makeRoom: (used, records, bytes) => {
      if (!isAboveFloor()) return false;
      try {
        while (!hasRoom(used, records, bytes)) grow();
        return true;
      } catch {
        return false;
      }
    },
    close: () => closeSync(file),
  };
};
