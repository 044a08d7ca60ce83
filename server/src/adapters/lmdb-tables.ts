/** The LMDB environment of a store and its tables, opened so that a commit is on disk before it is confirmed. */
import { open, type Database, type RootDatabase } from 'lmdb';

/** A table from bytes to bytes. */
export type Table = Database<Buffer, Buffer>;

/** All tables. In `damaged` are records that were moved there so that they are met once; in `meta` the epoch and the journal's mark. */
export const TABLE_NAMES = ['entries', 'ids', 'heads', 'damaged', 'meta'] as const;

/** The environment and its tables. */
export interface LmdbTables extends Readonly<Record<(typeof TABLE_NAMES)[number], Table>> {
  readonly root: RootDatabase<Buffer, Buffer>;
  readonly pageBytes: number;
  lastPage(): number;
}

interface EnvironmentStats {
  readonly pageSize: number;
  readonly lastPageNumber: number;
}

const TABLES_MAX = 8;
const BYTES = { encoding: 'binary', keyEncoding: 'binary' } as const;
/** Said, because lmdb takes a path with a dot in its last part (lists.example.org) for a file. */
const IN_A_FOLDER = { noSubdir: false } as const;

/** Opens or creates the environment in a folder. Throws what LMDB throws. */
export const openLmdbTables = (folder: string, mapBytes: number): LmdbTables =>
  tablesOf(
    open<Buffer, Buffer>({
      path: folder,
      ...IN_A_FOLDER,
      ...BYTES,
      maxDbs: TABLES_MAX,
      mapSize: mapBytes,
      // By default a commit is confirmed when it is visible, and synced afterwards. Here it is synced first (RELAY.md, D2).
      overlappingSync: false,
    }),
  );

/** Opens an environment that is there, for reading only; another process may be writing it. Throws what LMDB throws. */
export const openLmdbTablesToRead = (folder: string): LmdbTables =>
  tablesOf(open<Buffer, Buffer>({ path: folder, ...IN_A_FOLDER, ...BYTES, maxDbs: TABLES_MAX, readOnly: true }));

const tablesOf = (root: RootDatabase<Buffer, Buffer>): LmdbTables => {
  const table = (name: string): Table => root.openDB<Buffer, Buffer>({ name, ...BYTES });
  const stats = (): EnvironmentStats => root.getStats() as EnvironmentStats;
  return {
    root,
    entries: table('entries'),
    ids: table('ids'),
    heads: table('heads'),
    damaged: table('damaged'),
    meta: table('meta'),
    pageBytes: stats().pageSize,
    lastPage: () => stats().lastPageNumber,
  };
};
