/**
 * What envelopes of one world opened to. Opening is a pure function of an envelope's bytes and a role's keys, and in a world
 * the same bytes reach every device several times; so each role opens them once. Whatever differs by a byte is opened anew.
 */
import type { Role } from '@tote/seal';
import { sameBytes } from '@tote/seal/verify';
import type { ListSeal } from '@tote/sync';
import { digestOf } from './journal.ts';

/** Answers of all devices of a world. */
export interface OpenedEnvelopes {
  /** The same seal, which asks only about envelopes that nobody of this role has asked about before. */
  through(seal: ListSeal, role: Role): ListSeal;
}

interface Known {
  readonly envelope: Uint8Array;
  readonly answer: ReturnType<ListSeal['open']>;
}

/** Creates the memory of a world in which nothing was opened yet. */
export const createOpenedEnvelopes = (): OpenedEnvelopes => {
  const knownByDigest = new Map<string, readonly Known[]>();
  return {
    through: (seal, role) => ({
      ...seal,
      open: (envelope) => {
        const digest = `${role} ${digestOf(envelope)}`;
        const known = knownByDigest.get(digest) ?? [];
        const same = known.find((one) => sameBytes(one.envelope, envelope));
        if (same) return same.answer;
        const answer = seal.open(envelope);
        knownByDigest.set(digest, [...known, { envelope: envelope.slice(), answer }]);
        return answer;
      },
    }),
  };
};
