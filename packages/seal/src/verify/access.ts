import { assertLength, concatBytes, sameBytes } from './byte-strings.ts';
import { labelBytes } from './labels.ts';
import { computeListId, LIST_ID_BYTES, type PublicParts } from './list-id.ts';
import type { Result } from './result.ts';
import { createStrictVerify, isAcceptablePublicKey, type VerifySignature } from './strict-ed25519.ts';

/** What a link allows: `edit` reads and writes, `view` reads. */
export type Role = 'edit' | 'view';

/** What the holder of a link signs to open a list at a relay (THREAT_MODEL.md, K8). */
export interface AccessChallenge {
  /** Host of the relay with its port as dialled, lower case, no scheme: `new URL(url).host`. */
  readonly origin: string;
  /** 32 bytes. */
  readonly listId: Uint8Array;
  readonly role: Role;
  /** 32 bytes from the relay, good for one open on one socket. */
  readonly relayNonce: Uint8Array;
  /** 32 bytes from the client, so that a relay never chooses the whole of what is signed. */
  readonly clientNonce: Uint8Array;
  /** Version of the wire protocol, 1 to 255. */
  readonly version: number;
}

const NONCE_BYTES = 32;
const ORIGIN_BYTES_MAX = 0xffff;
const ROLE_BYTES: Readonly<Record<Role, number>> = { edit: 1, view: 2 };

/**
 * The bytes that are signed: label | origin length (2 bytes, big-endian) | origin (UTF-8) | list id | role (1 edit, 2 view) |
 * relay nonce | client nonce | version (1 byte). Throws a RangeError on fields of the wrong length (a caller's bug).
 */
export const accessMessage = (challenge: AccessChallenge): Uint8Array<ArrayBuffer> => {
  const origin = new TextEncoder().encode(challenge.origin);
  assertLength('listId', challenge.listId, LIST_ID_BYTES);
  assertLength('relayNonce', challenge.relayNonce, NONCE_BYTES);
  assertLength('clientNonce', challenge.clientNonce, NONCE_BYTES);
  if (origin.length > ORIGIN_BYTES_MAX) throw new RangeError('origin is too long');
  if (!Number.isInteger(challenge.version) || challenge.version < 1 || challenge.version > 255) {
    throw new RangeError('version must be 1 to 255');
  }
  return concatBytes(
    labelBytes('access'),
    Uint8Array.of(origin.length >>> 8, origin.length & 0xff),
    origin,
    challenge.listId,
    Uint8Array.of(ROLE_BYTES[challenge.role]),
    challenge.relayNonce,
    challenge.clientNonce,
    Uint8Array.of(challenge.version),
  );
};

/** Why a proof does not open a list. */
export type AccessError =
  /** A public key is not canonical or of small order. */
  | { readonly type: 'access-bad-key' }
  /** The public parts do not hash to the list id of the challenge. */
  | { readonly type: 'access-bad-list-id' }
  /** The signature does not verify under the key of the role. */
  | { readonly type: 'access-bad-signature' };

/** The key and the message that the signature of a proof belongs to. The keys are held against the rule first. */
export const readAccess = (
  parts: PublicParts,
  challenge: AccessChallenge,
): Result<{ readonly publicKey: Uint8Array; readonly message: Uint8Array }, { readonly type: 'access-bad-key' }> => {
  if (!isAcceptablePublicKey(parts.writePublicKey) || !isAcceptablePublicKey(parts.readPublicKey)) {
    return { ok: false, error: { type: 'access-bad-key' } };
  }
  const publicKey = challenge.role === 'edit' ? parts.writePublicKey : parts.readPublicKey;
  return { ok: true, value: { publicKey, message: accessMessage(challenge) } };
};

/** Holds a proof against the public parts of a list: keys, list id, signature, in this order (cheapest first). */
export const checkAccess = (
  parts: PublicParts,
  challenge: AccessChallenge,
  signature: Uint8Array,
  verify: VerifySignature,
): Result<Role, AccessError> => {
  const access = readAccess(parts, challenge);
  if (!access.ok) return access;
  if (!sameBytes(computeListId(parts), challenge.listId)) return { ok: false, error: { type: 'access-bad-list-id' } };
  const { publicKey, message } = access.value;
  if (!createStrictVerify(verify)(publicKey, message, signature)) {
    return { ok: false, error: { type: 'access-bad-signature' } };
  }
  return { ok: true, value: challenge.role };
};
