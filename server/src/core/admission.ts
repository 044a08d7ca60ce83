/** Whether a proof opens a list (SECURITY, "Proving it to the relay"). Pure: the nonce was checked and used up before. */
import { computeListId, createStrictVerify, readAccess } from '@tote/seal/verify';
import { PROTOCOL_VERSION, type OpenFrame, type RefusalCode, type Role } from '@tote/wire';
import type { ListName } from './log-store.ts';
import type { Result } from './result.ts';
import type { Verdict, VerifyEquation } from './verdict.ts';

/** A list that a channel was let into. */
export interface Admission {
  readonly list: ListName;
  /** 32 bytes. */
  readonly listId: Uint8Array;
  readonly role: Role;
  /** 32 bytes. */
  readonly writePublicKey: Uint8Array;
}

/** The list's name in maps and stores: base64url of its 32 bytes. */
export const listNameOf = (listId: Uint8Array): ListName =>
  btoa(String.fromCharCode(...listId))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** Holds the proof in an open frame against the relay's own address. The list id is computed, never believed. */
export const admit = (
  frame: OpenFrame,
  origin: string,
  verify: VerifyEquation,
): Result<{ readonly admission: Admission; readonly proven: Verdict }, RefusalCode> => {
  const { role, writePublicKey, readPublicKey, contentCommitment, relayNonce, clientNonce, signature } = frame;
  const parts = { writePublicKey, readPublicKey, contentCommitment };
  const listId = computeListId(parts);
  const challenge = { origin, listId, role, relayNonce, clientNonce, version: PROTOCOL_VERSION };
  const access = readAccess(parts, challenge);
  if (!access.ok) return { ok: false, error: 'bad-key' };
  const { publicKey, message } = access.value;
  const admission = { list: listNameOf(listId), listId, role, writePublicKey: writePublicKey.slice() };
  return { ok: true, value: { admission, proven: createStrictVerify(verify)(publicKey, message, signature) } };
};
