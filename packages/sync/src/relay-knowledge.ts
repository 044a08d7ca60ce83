/**
 * What a relay is known to hold of one list: proven by its acknowledgements and by entries that it sent and that
 * opened. It is a lower bound at all times: forgetting something costs some bytes, claiming too much would lose an act.
 * "Waiting" and "at the relay" on the screen are computed from this, never from an open socket. `relay-learner.ts` lets it grow.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

/** Place in a relay's log: a random id of the log (16 bytes) and the last sequence number that was seen of it. */
export interface RelayCursor {
  readonly generation: Uint8Array;
  readonly sequence: number;
}

/** Record of what one relay holds of one list; its learner changes it in place. */
export interface RelayKnowledge {
  cursor: RelayCursor | undefined;
  /** How far the log is covered by a snapshot, and the bytes that were seen of it after that snapshot was. */
  tail: { readonly covered: number; readonly bytes: number };
  /** Another object whenever it grew. */
  held: Y.Snapshot;
}

/** Format of {@link encodeRelayKnowledge}; another value reads as "nothing known". */
const MARK_VERSION = 2;

/** A record of a relay of which nothing is known yet. */
export const createRelayKnowledge = (generation?: Uint8Array): RelayKnowledge => ({
  cursor: generation && { generation, sequence: 0 },
  tail: { covered: 0, bytes: 0 },
  held: Y.createSnapshot(Y.createDeleteSet(), new Map()),
});

/** Reads what {@link encodeRelayKnowledge} wrote. Anything else gives a record that knows nothing, which is always safe. */
export const restoreRelayKnowledge = (mark: Uint8Array | undefined): RelayKnowledge => {
  if (!mark) return createRelayKnowledge();
  try {
    const decoder = decoding.createDecoder(mark);
    if (decoding.readVarUint(decoder) !== MARK_VERSION) return createRelayKnowledge();
    const generation = decoding.readVarUint8Array(decoder).slice();
    const sequence = decoding.readVarUint(decoder);
    const covered = decoding.readVarUint(decoder);
    const bytes = decoding.readVarUint(decoder);
    return {
      cursor: generation.length === 16 ? { generation, sequence } : undefined,
      tail: { covered, bytes },
      held: Y.decodeSnapshot(decoding.readVarUint8Array(decoder)),
    };
  } catch {
    return createRelayKnowledge();
  }
};

/** Bytes for the local store; read back by {@link restoreRelayKnowledge}. */
export const encodeRelayKnowledge = ({ cursor, tail, held }: RelayKnowledge): Uint8Array => {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MARK_VERSION);
  encoding.writeVarUint8Array(encoder, cursor?.generation ?? new Uint8Array(0));
  encoding.writeVarUint(encoder, cursor?.sequence ?? 0);
  encoding.writeVarUint(encoder, tail.covered);
  encoding.writeVarUint(encoder, tail.bytes);
  encoding.writeVarUint8Array(encoder, Y.encodeSnapshot(held));
  return encoding.toUint8Array(encoder);
};

/** Every struct and every deletion of the update is at the relay. */
export const isAtRelay = ({ held }: RelayKnowledge, update: Uint8Array): boolean =>
  Y.snapshotContainsUpdate(held, update);

/** The document holds everything that this record says: only then may its cursor be used to resume. */
export const isKnowledgeIn = ({ held }: RelayKnowledge, doc: Y.Doc): boolean => {
  const own = Y.snapshot(doc);
  for (const [client, clock] of held.sv) if ((own.sv.get(client) ?? 0) < clock) return false;
  return Y.equalDeleteSets(own.ds, Y.mergeDeleteSets([own.ds, held.ds]));
};
