/**
 * The store's epoch (RELAY.md, L5): 16 bytes that are mixed into every generation. It stays the same only if the store was
 * closed in good order and nobody touched its file since. After a crash, a lying disk or a restored copy every log has another
 * generation, so that nobody trusts a cursor into something that may have changed behind its back.
 *
 * The proof is a file beside the data, written after LMDB closed, which names the data file and its time of change (which no
 * copying tool can set). It is taken away before the first write of the next life.
 */
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LmdbTables } from './lmdb-tables.ts';
import { syncFolder } from './sync-folder.ts';

const EPOCH_BYTES = 16;
const EPOCH_KEY = Buffer.from('epoch');
const PROOF_FILE = 'closed-in-order';

/** The epoch of an open store. */
export interface Epoch {
  /** Generation as the relay is told it, from the stored one, or the other way round. */
  mix(generation: Uint8Array): Uint8Array;
  /** It was drawn for this life, and the disk knows another. */
  readonly isNew: boolean;
  /** Before the first write of this life, be it to the journal: from here on a stop is unclean unless `proveClosed` is reached. */
  forgetProof(): void;
  /** To be written with the first transaction. */
  write(): void;
}

const identityOf = (folder: string): string => {
  const { ino, ctimeNs, size } = statSync(join(folder, 'data.mdb'), { bigint: true });
  return `${ino} ${ctimeNs} ${size}`;
};

/** Whether the store in this folder was closed in good order and is untouched. To be asked before LMDB opens the file. */
export const wasClosedInOrder = (folder: string): boolean => {
  try {
    return readFileSync(join(folder, PROOF_FILE), 'utf8') === identityOf(folder);
  } catch {
    return false;
  }
};

/** Leaves the proof; LMDB has closed the file. A proof that cannot be written costs a reading of the logs, nothing else. */
export const proveClosed = (folder: string): void => {
  try {
    writeFileSync(join(folder, PROOF_FILE), identityOf(folder));
  } catch {
    rmSync(join(folder, PROOF_FILE), { force: true });
  }
};

/** Reads the epoch, or draws a new one. Writes nothing yet: a store must open on a full disk too. */
export const openEpoch = (
  tables: LmdbTables,
  folder: string,
  isUntouched: boolean,
  random: (length: number) => Uint8Array,
): Epoch => {
  const stored = tables.meta.get(EPOCH_KEY);
  const kept = isUntouched && stored?.length === EPOCH_BYTES ? Uint8Array.from(stored) : undefined;
  const epoch = kept ?? random(EPOCH_BYTES);
  return {
    isNew: kept === undefined,
    mix: (generation) => generation.map((byte, index) => byte ^ (epoch[index] ?? 0)),
    forgetProof: () => {
      const proof = join(folder, PROOF_FILE);
      if (!existsSync(proof)) return;
      rmSync(proof);
      syncFolder(folder);
    },
    write: () => void tables.meta.put(EPOCH_KEY, Buffer.from(epoch)),
  };
};
