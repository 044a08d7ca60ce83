/** The LMDB environment of a store and its tables, opened so that a commit is on disk before it is confirmed. */
import { open, type Database, type RootDatabase } from 'lmdb';

/** A table from bytes to bytes. */
export type Table = Database<Buffer, Buffer>;

/** The environment and its tables. */
export interface LmdbTables {
  readonly root: RootDatabase<Buffer, Buffer>;
  readonly entries: Table;
  readonly ids: Table;
  readonly heads: Table;
  /** Damaged records, moved here so that they are met once. */
  readonly damaged: Table;
  /** The epoch. */
  readonly meta: Table;
  readonly pageBytes: number;
  lastPage(): number;
}

interface EnvironmentStats {
  readonly pageSize: number;
  readonly lastPageNumber: number;
}

const BYTES = { encoding: 'binary', keyEncoding: 'binary' } as const;

/** Opens or creates the environment in a folder. Throws what LMDB throws. */
export const openLmdbTables = (folder: string, mapBytes: number): LmdbTables => {
  const root = open<Buffer, Buffer>({
    path: folder,
    ...BYTES,
    maxDbs: 8,
    mapSize: mapBytes,
    // By default a commit is confirmed when it is visible, and synced afterwards. Here it is synced first (RELAY.md, D2).
    overlappingSync: false,
  });
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
