/**
 * What LMDB's own first pages say of a data file, read without LMDB. It maps the file into memory: opening one that was cut
 * off, or is something else, kills the process instead of giving an error (tried with lmdb 3.5.6).
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Layout of data format 2 as lmdb-js writes it: a page begins with 24 bytes of its own. */
const META_AT = 24;
const META_BYTES = 136;
const MAGIC = 0xbeefc0de;
const PAGE_BYTES_AT = 24;
const LAST_PAGE_AT = 120;
const PAGE_BYTES_MAX = 65_536;

interface Meta {
  readonly pageBytes: number;
  readonly lastPage: number;
}

const readMeta = (file: number, pageAt: number): Meta | undefined => {
  const meta = Buffer.alloc(META_BYTES);
  if (readSync(file, meta, 0, META_BYTES, pageAt + META_AT) < META_BYTES || meta.readUInt32LE(0) !== MAGIC)
    return undefined;
  const pageBytes = meta.readUInt32LE(PAGE_BYTES_AT);
  const lastPage = Number(meta.readBigUInt64LE(LAST_PAGE_AT));
  return pageBytes > 0 && pageBytes <= PAGE_BYTES_MAX ? { pageBytes, lastPage } : undefined;
};

/** Why LMDB must not be let near this file; undefined if it may. Throws if it cannot be read. */
export const whyNotLmdb = (path: string): string | undefined => {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    // Made, and never written.
    if (size === 0) return undefined;
    const first = readMeta(file, 0);
    const second = first && readMeta(file, first.pageBytes);
    if (!first || !second) return `${path} is no store: its first pages are not LMDB's`;
    const bytes = (Math.max(first.lastPage, second.lastPage) + 1) * first.pageBytes;
    return size < bytes ? `${path} was cut off: it has ${size} bytes of ${bytes}` : undefined;
  } finally {
    closeSync(file);
  }
};
