/**
 * What envelopes of one world opened to. Opening is a pure function of an envelope's bytes and a role's keys, and in a world
 * the same bytes reach every device several times; so each role opens them once. Whatever differs by a byte is opened anew.
 */
import type { Role } from '@tote/seal';
import { sameBytes } from '@tote/seal/verify';
import type { ListSeal } from '@tote/sync';

/** Answers of all devices of a world. */
export interface OpenedEnvelopes {
  /** The same seal, which asks only about envelopes that nobody of this role has asked about before. */
  through(seal: ListSeal, role: Role): ListSeal;
}

interface Known {
  readonly envelope: Uint8Array;
  readonly answer: ReturnType<ListSeal['open']>;
}

/** Four bytes of its tag or signature, which differ wherever anything does. Who changed other bytes alone is told apart by all of them. */
const shelfOf = (envelope: Uint8Array): number => {
  const at = envelope.length - 16;
  return at < 0 ? 0 : new DataView(envelope.buffer, envelope.byteOffset).getUint32(at);
};

/** Creates the memory of a world in which nothing was opened yet. */
export const createOpenedEnvelopes = (): OpenedEnvelopes => {
  const shelves: Readonly<Record<Role, Map<number, Known[]>>> = { edit: new Map(), view: new Map() };
  return {
    through: (seal, role) => ({
      ...seal,
      open: (envelope) => {
        const shelf = shelfOf(envelope);
        const known = shelves[role].get(shelf) ?? [];
        const same = known.find((one) => sameBytes(one.envelope, envelope));
        if (same) return same.answer;
        const answer = seal.open(envelope);
        shelves[role].set(shelf, [...known, { envelope: envelope.slice(), answer }]);
        return answer;
      },
    }),
  };
};
