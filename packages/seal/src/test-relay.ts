/** The public half put together as a relay does it, which asks for signatures apart: they are the dear part. For tests. */
import { nodeVerify } from './ed25519-contract.ts';
import {
  createStrictVerify,
  readAccess,
  readStorable,
  type AccessClaim,
  type PublicParts,
  type StorableEnvelope,
  type StorableError,
  type VerifySignature,
} from './verify/index.ts';
import type { Result } from './verify/result.ts';

/** Whether a proof opens the list of these parts. */
export const opensList = (parts: PublicParts, claim: AccessClaim, signature: Uint8Array): boolean => {
  const access = readAccess(parts, claim);
  return access.ok && createStrictVerify(nodeVerify)(access.value.publicKey, access.value.message, signature);
};

/** Whether an envelope is stored in the log of a list, and what is known of it then. */
export const checkEnvelope = (
  envelope: Uint8Array,
  listId: Uint8Array,
  writePublicKey: Uint8Array,
  verify: VerifySignature,
): Result<StorableEnvelope, StorableError | { readonly type: 'envelope-signature' }> => {
  const storable = readStorable(envelope);
  if (!storable.ok) return storable;
  const { message, signature } = storable.value;
  return createStrictVerify(verify)(writePublicKey, message(listId), signature)
    ? storable
    : { ok: false, error: { type: 'envelope-signature' } };
};
