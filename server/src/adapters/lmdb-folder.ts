/** A data folder on the way to being a store: locked, looked at, completed from its journal (RELAY.md, P2, P5, L5). */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shortListName } from '../core/relay-event.ts';
import type { Result } from '../core/result.ts';
import { lockDataFolder } from './data-folder-lock.ts';
import { errorDetail } from './error-detail.ts';
import { openJournal, type Journal } from './journal.ts';
import { markOf, readJournal, replayJournal } from './journal-replay.ts';
import { openEpoch, wasClosedInOrder, type Epoch } from './lmdb-epoch.ts';
import { whyNotLmdb } from './lmdb-header.ts';
import { createView } from './lmdb-layer.ts';
import type { Damage } from './lmdb-log.ts';
import { openLmdbSpace, type LmdbSpace } from './lmdb-space.ts';
import { openLmdbTables, type LmdbTables } from './lmdb-tables.ts';
import type { StoreEvent } from './store-event.ts';

const PROBE_BYTES = 1024 * 1024;
/** The map's size is a multiple of every page size in use (4, 16 and 64 KiB). */
const MAP_STEP_BYTES = 64 * 1024;

/** Why a store does not open. */
export type StoreOpenError =
  | { readonly type: 'folder-in-use'; readonly folder: string; readonly pid: number }
  | { readonly type: 'folder-unusable'; readonly folder: string; readonly detail: string };

/** What a store is made of. */
export interface LmdbStoreDeps {
  readonly folder: string;
  readonly random: (length: number) => Uint8Array;
  /** Time of day in milliseconds; only decides when covered entries are old enough to go. */
  readonly nowMs: () => number;
  /** How long what a snapshot covers is kept; 30 days if nothing is said. */
  readonly graceMs?: number;
  /** The file grows to this at most. */
  readonly bytesMax: number;
  /** Nothing is taken when less than this is free on the disk. */
  readonly diskFreeBytesMin: number;
  readonly onEvent: (event: StoreEvent) => void;
}

/** What two transactions may copy and add, whatever the bound. */
const MAP_BYTES_MORE = 64 * 1024 * 1024;

/** Address space for the file: its bound, and more than as much again so that LMDB never meets the end of its map before we refuse. */
const mapBytesFor = (bytesMax: number): number =>
  Math.ceil((2 * bytesMax + MAP_BYTES_MORE) / MAP_STEP_BYTES) * MAP_STEP_BYTES;

/** Before LMDB makes its file: it must not be the one to find out that nothing can be written. Throws what the system says. */
export const probeRoom = (folder: string): void => {
  const probe = join(folder, 'probe');
  writeFileSync(probe, Buffer.alloc(PROBE_BYTES));
  rmSync(probe);
};

/** All that a store works with. */
export interface OpenFolder {
  readonly tables: LmdbTables;
  readonly space: LmdbSpace;
  readonly journal: Journal;
  readonly epoch: Epoch;
  readonly unlock: () => void;
}

/** Opens or creates everything in a folder, and brings into LMDB what only the journal has. */
export const openLmdbFolder = (deps: LmdbStoreDeps): Result<OpenFolder, StoreOpenError> => {
  const { folder } = deps;
  let unlock = (): void => undefined;
  let tables: LmdbTables | undefined;
  try {
    const lock = lockDataFolder(folder);
    if (!lock.ok) return { ok: false, error: { type: 'folder-in-use', folder, pid: lock.error.pid } };
    unlock = lock.value.unlock;
    if (!lock.value.showsLife) deps.onEvent({ type: 'life-unseen' });
    const file = join(folder, 'data.mdb');
    if (!existsSync(file)) {
      probeRoom(folder);
    } else {
      const unfit = whyNotLmdb(file);
      if (unfit !== undefined) throw new Error(unfit);
    }
    const isUntouched = wasClosedInOrder(folder);
    tables = openLmdbTables(folder, mapBytesFor(deps.bytesMax));
    const onDamage = ({ list, sequence }: Damage): void =>
      deps.onEvent({ type: 'damaged', list: shortListName(list), sequence });
    const replayed = replayJournal(readJournal(folder), { ...deps, tables, onDamage });
    if (replayed.entries + replayed.missing > 0) deps.onEvent({ type: 'replayed', ...replayed });
    const space = openLmdbSpace({ ...deps, ...tables });
    const journal = openJournal({ ...deps, after: markOf(createView(tables, () => [])) });
    // Now, so that no edit waits for it. Where there is no room appends are refused until there is.
    if (space.isAboveFloor()) journal.reserve([]);
    const epoch = openEpoch(tables, folder, isUntouched, deps.random);
    return { ok: true, value: { tables, space, journal, epoch, unlock } };
  } catch (error) {
    // What else fails on such a disk says less than what failed first.
    void tables?.root.close().catch(() => undefined);
    unlock();
    return { ok: false, error: { type: 'folder-unusable', folder, detail: errorDetail(error) } };
  }
};
