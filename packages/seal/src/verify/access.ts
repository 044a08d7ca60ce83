import { assertLength, concatBytes } from './byte-strings.ts';
import { labelBytes } from './labels.ts';
import { computeListId, LIST_ID_BYTES, type PublicParts } from './list-id.ts';
import type { Result } from './result.ts';
import { isAcceptablePublicKey } from './strict-ed25519.ts';

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

/** What a proof of access says beside the public parts: the list id is computed from those, never believed (K3). */
export type AccessClaim = Omit<AccessChallenge, 'listId'>;

/** What the signature of a proof is held against. */
interface Access {
  /** 32 bytes. */
  readonly listId: Uint8Array;
  /** The key of the role, 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
}

/** Reads a proof of access, all but its signature. Both public keys are held against the rule first (K5). */
export const readAccess = (
  parts: PublicParts,
  claim: AccessClaim,
): Result<Access, { readonly type: 'access-bad-key' }> => {
  if (!isAcceptablePublicKey(parts.writePublicKey) || !isAcceptablePublicKey(parts.readPublicKey)) {
    return { ok: false, error: { type: 'access-bad-key' } };
  }
  const listId = computeListId(parts);
  const publicKey = claim.role === 'edit' ? parts.writePublicKey : parts.readPublicKey;
  return { ok: true, value: { listId, publicKey, message: accessMessage({ ...claim, listId }) } };
};
