/**
 * Brings into LMDB what the journal holds, one transaction at a time, behind the acknowledgements (RELAY.md, D12).
 *
 *   gathering ──turn──▶ under way ──synced──▶ in LMDB
 *
 * Invariants
 * - What is gathered is on the disk in the journal's current round; what is under way, in the other one.
 * - A turn is made only when nothing is under way and no record is being written: a round and its transaction hold the same.
 */
import type { Journal } from './journal.ts';
import { ROUND_KEY } from './journal-replay.ts';
import { createLayer, type LmdbLayer } from './lmdb-layer.ts';
import type { LmdbTables } from './lmdb-tables.ts';

/** The lane from the journal into LMDB. */
export interface Settling {
  /** Newest first: what LMDB does not have yet, or has only just. */
  layers(): readonly LmdbLayer[];
  readonly gathered: LmdbLayer;
  /** Pages and bytes that the transactions of both layers need room for. */
  readonly records: number;
  readonly bytes: number;
  readonly isUnderWay: boolean;
  /** Takes what became durable. */
  add(layer: LmdbLayer): void;
  /** Starts the transaction of all that was gathered; resolves when it is on the disk, rejects when it failed. */
  turn(): Promise<void>;
  /** Resolves when nothing is under way. */
  ended(): Promise<void>;
}

/** Starts with nothing gathered. `writeMore` is called in every transaction. */
export const createSettling = (deps: {
  readonly tables: LmdbTables;
  readonly journal: Journal;
  readonly writeMore: () => void;
}): Settling => {
  const { tables, journal } = deps;
  let gathered = createLayer();
  let underWay: LmdbLayer | undefined;
  let transaction: Promise<void> = Promise.resolve();

  const commit = async (layer: LmdbLayer, mark: Uint8Array): Promise<void> => {
    await tables.root.batch(() => {
      layer.write(tables);
      void tables.meta.put(ROUND_KEY, Buffer.from(mark));
      deps.writeMore();
    });
    underWay = undefined;
  };

  return {
    layers: () => (underWay ? [gathered, underWay] : [gathered]),
    get gathered() {
      return gathered;
    },
    get records() {
      return gathered.records + (underWay?.records ?? 0) + 2;
    },
    get bytes() {
      return gathered.bytes + (underWay?.bytes ?? 0);
    },
    get isUnderWay() {
      return underWay !== undefined;
    },
    add: (layer) => gathered.add(layer),
    turn: () => {
      underWay = gathered;
      gathered = createLayer();
      transaction = commit(underWay, journal.turn());
      return transaction;
    },
    ended: () => transaction.catch(() => undefined),
  };
};
