/** Whether a proof opens a list (SECURITY, "Proving it to the relay"). Pure: the nonce was checked and used up before. */
import { checkAccess, computeListId, type VerifySignature } from '@tote/seal/verify';
import { PROTOCOL_VERSION, type OpenFrame, type RefusalCode, type Role } from '@tote/wire';
import type { ListName } from './log-store.ts';
import type { Result } from './result.ts';

/** A list that a channel was let into. */
export interface Admission {
  readonly list: ListName;
  /** 32 bytes. */
  readonly listId: Uint8Array;
  readonly role: Role;
  /** 32 bytes. */
  readonly writePublicKey: Uint8Array;
}

const REFUSAL_BY_ERROR = {
  'access-bad-key': 'bad-key',
  'access-bad-list-id': 'bad-list-id',
  'access-bad-signature': 'bad-signature',
} as const satisfies Record<string, RefusalCode>;

/** The list's name in maps and stores: base64url of its 32 bytes. */
export const listNameOf = (listId: Uint8Array): ListName =>
  btoa(String.fromCharCode(...listId))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** Holds the proof in an open frame against the relay's own address. The list id is computed, never believed. */
export const admit = (frame: OpenFrame, origin: string, verify: VerifySignature): Result<Admission, RefusalCode> => {
  const { role, writePublicKey, readPublicKey, contentCommitment, relayNonce, clientNonce, signature } = frame;
  const parts = { writePublicKey, readPublicKey, contentCommitment };
  const listId = computeListId(parts);
  const challenge = { origin, listId, role, relayNonce, clientNonce, version: PROTOCOL_VERSION };
  const checked = checkAccess(parts, challenge, signature, verify);
  if (!checked.ok) return { ok: false, error: REFUSAL_BY_ERROR[checked.error.type] };
  return {
    ok: true,
    value: { list: listNameOf(listId), listId, role, writePublicKey: writePublicKey.slice() },
  };
};
