import type { Ed25519 } from './ed25519.ts';
import type { ListKeys } from './list-keys.ts';
import { accessMessage, type AccessChallenge } from './verify/access.ts';
import { sameBytes } from './verify/byte-strings.ts';

/**
 * The 64-byte proof that opens a list at a relay, by the write key for the edit role, by the read key for the view role. Keys of another list
 * or a role that the keys do not include are a caller's bug and throw.
 */
export const signAccess = async (
  keys: ListKeys,
  challenge: AccessChallenge,
  ed25519: Ed25519,
): Promise<Uint8Array<ArrayBuffer>> => {
  if (!sameBytes(challenge.listId, keys.listIdBytes)) throw new TypeError('the challenge is for another list');
  const message = accessMessage(challenge);
  if (challenge.role === 'view') return ed25519.sign(keys.readSeed, message);
  if (keys.role !== 'edit') throw new TypeError('the edit role needs the edit link');
  return ed25519.sign(keys.writeSeed, message);
};
