/** A list's keys and envelopes for the relay's tests: real signatures over bytes that nobody can open. */
import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import {
  accessMessage,
  computeListId,
  ENVELOPE_BYTES,
  ENVELOPE_KINDS,
  envelopeMessage,
  SEAL_VERSION,
  SUITE,
  type PublicParts,
} from '@tote/seal/verify';
import { PROTOCOL_VERSION, type OpenFrame, type ResumePoint, type Role } from '@tote/wire';
import { listNameOf } from '../core/admission.ts';

/** A kind that a later version might make. */
const KIND_BYTES = { ...ENVELOPE_KINDS, unknown: 77 };

const rawPublicKey = (key: KeyObject): Uint8Array =>
  new Uint8Array(Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url'));

/** Someone who holds the edit link of a list. */
export interface TestList {
  readonly parts: PublicParts;
  readonly listId: Uint8Array;
  readonly name: string;
  /** A signed envelope with random content. `paddedBytes` must be a length that padding makes. */
  envelope(kind?: 'update' | 'snapshot' | 'unknown', paddedBytes?: number): Uint8Array;
  /** An unsigned presence envelope. */
  presence(): Uint8Array;
  /** The frame that opens the list, with a good proof unless `change` spoils it. */
  open(
    at: { readonly channel: number; readonly relayNonce: Uint8Array; readonly origin: string },
    how?: { readonly role?: Role; readonly resume?: ResumePoint; readonly signAs?: Role },
  ): OpenFrame;
}

/** Makes a list with fresh keys. */
export const createTestList = (): TestList => {
  const write = generateKeyPairSync('ed25519');
  const read = generateKeyPairSync('ed25519');
  const parts: PublicParts = {
    writePublicKey: rawPublicKey(write.publicKey),
    readPublicKey: rawPublicKey(read.publicKey),
    contentCommitment: new Uint8Array(randomBytes(32)),
  };
  const listId = computeListId(parts);

  const unsigned = (kind: keyof typeof KIND_BYTES, paddedBytes: number): Uint8Array => {
    const header = Uint8Array.of(SEAL_VERSION, SUITE, KIND_BYTES[kind]);
    const content = randomBytes(ENVELOPE_BYTES.nonce + paddedBytes + ENVELOPE_BYTES.tag);
    return new Uint8Array(Buffer.concat([header, content]));
  };

  return {
    parts,
    listId,
    name: listNameOf(listId),
    envelope: (kind = 'update', paddedBytes = 64) => {
      const bytes = unsigned(kind, paddedBytes);
      return new Uint8Array(Buffer.concat([bytes, sign(null, envelopeMessage(listId, bytes), write.privateKey)]));
    },
    presence: () => unsigned('presence', 64),
    open: ({ channel, relayNonce, origin }, how = {}) => {
      const role = how.role ?? 'edit';
      const clientNonce = new Uint8Array(randomBytes(32));
      const message = accessMessage({ origin, listId, role, relayNonce, clientNonce, version: PROTOCOL_VERSION });
      const key = (how.signAs ?? role) === 'edit' ? write.privateKey : read.privateKey;
      const signature = new Uint8Array(sign(null, message, key));
      const { resume } = how;
      return { type: 'open', channel, role, ...parts, relayNonce, clientNonce, signature, ...(resume && { resume }) };
    },
  };
};
