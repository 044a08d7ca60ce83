/** A store on disk for the relay's tests. */
import { openLmdbStore, type LmdbStore } from '../adapters/lmdb-store.ts';
import type { LmdbStoreDeps } from '../adapters/lmdb-folder.ts';
import { random } from './random.ts';

/** Room for what tests write, all of the disk, a clock that stands still. */
export const testStoreDeps = (folder: string, deps: Partial<LmdbStoreDeps> = {}): LmdbStoreDeps => ({
  folder,
  random,
  nowMs: () => 1_700_000_000_000,
  bytesMax: 256 * 1024 * 1024,
  diskFreeBytesMin: 0,
  onEvent: () => undefined,
  ...deps,
});

/** Opens it, or fails. */
export const openTestStore = (folder: string, deps: Partial<LmdbStoreDeps> = {}): LmdbStore => {
  const opened = openLmdbStore(testStoreDeps(folder, deps));
  if (!opened.ok) throw new Error(opened.error.type);
  return opened.value;
};
