/** Whether a proof opens a list (SECURITY, "Proving it to the relay"). Pure: the nonce was checked and used up before. */
import { createStrictVerify, readAccess } from '@tote/seal/verify';
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

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const NAME_CHARACTERS = 43;

/** The list's name in maps and stores: base64url of its 32 bytes. Made in one piece: the rest of a longer text would be kept with it. */
export const listNameOf = (listId: Uint8Array): ListName => {
  const codes = Array.from({ length: NAME_CHARACTERS }, (_, index) => {
    const bit = index * 6;
    const pair = ((listId[bit >> 3] ?? 0) << 8) | (listId[(bit >> 3) + 1] ?? 0);
    return ALPHABET.charCodeAt((pair >> (10 - (bit & 7))) & 63);
  });
  return String.fromCharCode(...codes);
};

/** Holds the proof in an open frame against the relay's own address. */
export const admit = (
  frame: OpenFrame,
  origin: string,
  verify: VerifyEquation,
): Result<{ readonly admission: Admission; readonly proven: Verdict }, RefusalCode> => {
  const { role, writePublicKey, readPublicKey, contentCommitment, relayNonce, clientNonce, signature } = frame;
  const parts = { writePublicKey, readPublicKey, contentCommitment };
  const access = readAccess(parts, { origin, role, relayNonce, clientNonce, version: PROTOCOL_VERSION });
  if (!access.ok) return { ok: false, error: 'bad-key' };
  const { listId, publicKey, message } = access.value;
  const admission = { list: listNameOf(listId), listId, role, writePublicKey: writePublicKey.slice() };
  return { ok: true, value: { admission, proven: createStrictVerify(verify)(publicKey, message, signature) } };
};
