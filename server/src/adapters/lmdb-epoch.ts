/**
 * The store's epoch (RELAY.md, L5): 16 bytes that are mixed into every generation. It stays the same only if the store was
 * closed in good order and its file is still the same one. After a crash, a lying disk or a restored copy every log has
 * another generation, so that nobody trusts a cursor into something that may have changed behind its back.
 */
import type { LmdbTables } from './lmdb-tables.ts';

const EPOCH_BYTES = 16;
const EPOCH_KEY = Buffer.from('epoch');
const CLEAN_KEY = Buffer.from('clean');

/** The epoch of an open store. */
export interface Epoch {
  /** Generation as the relay is told it, from the stored one, or the other way round. */
  mix(generation: Uint8Array): Uint8Array;
  /** To be written together with the first change: from then on a stop is unclean unless `writeClean` is reached. */
  writeDirty(): void;
  /** To be written when everything else is durable. */
  writeClean(): void;
}

/** Reads the epoch of a store, or draws a new one. Writes nothing yet: a store must open on a full disk too. */
export const openEpoch = (tables: LmdbTables, fileIdentity: string, random: (length: number) => Uint8Array): Epoch => {
  const stored = tables.meta.get(EPOCH_KEY);
  const wasClosedCleanly = tables.meta.get(CLEAN_KEY)?.equals(Buffer.from(fileIdentity)) ?? false;
  const epoch = stored?.length === EPOCH_BYTES && wasClosedCleanly ? Uint8Array.from(stored) : random(EPOCH_BYTES);
  return {
    mix: (generation) => generation.map((byte, index) => byte ^ (epoch[index] ?? 0)),
    writeDirty: () => {
      void tables.meta.put(EPOCH_KEY, Buffer.from(epoch));
      void tables.meta.remove(CLEAN_KEY);
    },
    writeClean: () => {
      void tables.meta.put(EPOCH_KEY, Buffer.from(epoch));
      void tables.meta.put(CLEAN_KEY, Buffer.from(fileIdentity));
    },
  };
};
