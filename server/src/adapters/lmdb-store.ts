/**
 * Log store on LMDB, with a journal before it and group commit (RELAY.md, L1-L9 and D12): reading, and what is asked of the writer.
 */
import { headOf } from '../core/log-state.ts';
import type { Appended, ListName, LogHead, NewEntry, StoreFailure } from '../core/log-store.ts';
import { shortListName } from '../core/relay-event.ts';
import type { Result } from '../core/result.ts';
import { proveClosed } from './lmdb-epoch.ts';
import { openLmdbFolder, type LmdbStoreDeps, type OpenFolder, type StoreOpenError } from './lmdb-folder.ts';
import { readEntries, readState, rebuildState, type Damage } from './lmdb-log.ts';
import { decodeSequence, idKey, idPartOf } from './log-records.ts';
import { createLmdbWriter } from './lmdb-writer.ts';
import type { RelayStore } from './relay-store.ts';

/** A log store on disk. */
export type LmdbStore = RelayStore;

/** Opens or creates the store in a folder. */
export const openLmdbStore = (deps: LmdbStoreDeps): Result<LmdbStore, StoreOpenError> => {
  const opened = openLmdbFolder(deps);
  if (!opened.ok) return opened;
  return { ok: true, value: createStore(deps, opened.value) };
};

const createStore = (deps: LmdbStoreDeps, folder: OpenFolder): LmdbStore => {
  const { tables, space, journal, epoch, unlock } = folder;
  let closed = false;
  const knownDamage = new Set<string>();

  const shown = (head: LogHead): LogHead => ({ ...head, generation: epoch.mix(head.generation) });

  const onDamage = (damage: Damage): void => {
    const name = `${damage.list}/${damage.sequence ?? 'head'}`;
    if (knownDamage.has(name)) return;
    knownDamage.add(name);
    deps.onEvent({ type: 'damaged', list: shortListName(damage.list), sequence: damage.sequence });
    if (damage.sequence !== undefined) void repair(damage);
  };

  /** Resolves when the damaged record was set aside, or could not be. */
  const repair = (damage: Damage): Promise<void> =>
    new Promise((resolve) => {
      writer.enqueue({ entries: 1, bytes: 0, plan: (plan) => plan.setAside(damage), finish: () => resolve() });
    });

  const writer = createLmdbWriter(folder, { ...deps, onDamage, shown });
  const { view } = writer;

  const append = (
    list: ListName,
    entries: readonly NewEntry[],
    generation: Uint8Array,
  ): Promise<Result<Appended, StoreFailure>> =>
    new Promise((resolve) => {
      if (closed) return resolve({ ok: false, error: { type: 'store-failed', detail: 'the store is closed' } });
      let planned: Result<Appended, StoreFailure> | undefined;
      writer.enqueue({
        entries: entries.length,
        bytes: entries.reduce((sum, { envelope }) => sum + envelope.length, 0),
        plan: (plan) => (planned = plan.append({ list, entries, generation: epoch.mix(generation) })),
        finish: (failure) => {
          if (planned?.ok === false && planned.error.type === 'store-full') deps.onEvent(planned.error);
          if (planned && (!planned.ok || !failure)) return resolve(planned);
          resolve({ ok: false, error: failure ?? { type: 'store-failed', detail: 'not planned' } });
        },
      });
    });

  const probe = (): Promise<StoreFailure | undefined> =>
    new Promise((resolve) => {
      writer.enqueue({ entries: 1, bytes: 0, plan: (plan) => plan.probe(), finish: resolve });
    });

  return {
    get isSound() {
      return writer.brokenBy === undefined;
    },
    get usedBytes() {
      return writer.usedBytes;
    },
    bytesMax: deps.bytesMax,
    append,
    probe: () => (closed ? Promise.resolve({ type: 'store-failed', detail: 'the store is closed' }) : probe()),
    head: async (list) => {
      if (readState(view, list) === 'damaged') {
        onDamage({ list });
        await repair({ list });
      }
      const found = readState(view, list);
      // No room to write it down: the log is served all the same, under a generation that holds until the next look.
      const state = found === 'damaged' ? rebuildState(view, list, deps.random(16), deps.nowMs()) : found;
      return state && shown(headOf(state));
    },
    sequenceOf: (list, id) => decodeSequence(view.get('ids', idKey(list, idPartOf(id)))),
    // eslint-disable-next-line @typescript-eslint/require-await -- LMDB reads at once; the port allows for stores that do not
    read: async (list, after, bytesMax) => readEntries(view, list, after, bytesMax, onDamage),
    close: async () => {
      if (closed) return;
      closed = true;
      // Devices have cursors of this life, though nothing was written in it: its epoch goes along with something that means nothing.
      if (epoch.isNew && !writer.isDirty) void probe();
      await writer.settle();
      await tables.root.close();
      space.close();
      journal.close();
      if (writer.isDirty && writer.brokenBy === undefined) proveClosed(deps.folder);
      unlock();
    },
  };
};
