import { sha256 } from '@noble/hashes/sha2.js';
import { assertLength, concatBytes } from './byte-strings.ts';
import { labelBytes, SUITE } from './labels.ts';

/** What anybody may know of a list: its two public keys and the commitment to its content key, 32 bytes each. */
export interface PublicParts {
  readonly writePublicKey: Uint8Array;
  readonly readPublicKey: Uint8Array;
  readonly contentCommitment: Uint8Array;
}

const PART_BYTES = 32;

/** Length of a list id in bytes. */
export const LIST_ID_BYTES = 32;

/** The list id: SHA-256(label | suite | write public key | read public key | content commitment), 32 bytes. */
export const computeListId = (parts: PublicParts): Uint8Array<ArrayBuffer> => {
  assertLength('writePublicKey', parts.writePublicKey, PART_BYTES);
  assertLength('readPublicKey', parts.readPublicKey, PART_BYTES);
  assertLength('contentCommitment', parts.contentCommitment, PART_BYTES);
  return sha256(
    concatBytes(
      labelBytes('listId'),
      Uint8Array.of(SUITE),
      parts.writePublicKey,
      parts.readPublicKey,
      parts.contentCommitment,
    ),
  );
};
