/** Keys and randomness for tests: the same in every run. */
import { sha512 } from '@noble/hashes/sha2.js';
import type { Ed25519 } from './ed25519.ts';
import { createWebCryptoEd25519 } from './ed25519-webcrypto.ts';
import { deriveKeys, linkFor, type EditKeys, type ViewKeys } from './list-keys.ts';
import { toEditSecret } from './list-secrets.ts';
import type { RandomBytes } from './random-bytes.ts';
import { concatBytes } from './verify/byte-strings.ts';
import type { Result } from './verify/result.ts';

/** The adapter that tests use where any will do. */
export const testEd25519: Ed25519 = createWebCryptoEd25519(crypto.subtle);

/** Bytes that look random and are the same for the same seed. */
export const createSeededRandom = (seed: number): RandomBytes => {
  let drawn = 0;
  return (length) => {
    let bytes = new Uint8Array(0);
    while (bytes.length < length) {
      bytes = concatBytes(bytes, sha512(new TextEncoder().encode(`${seed}/${drawn}`)));
      drawn += 1;
    }
    return bytes.slice(0, length);
  };
};

/** The value of a result that must be good. */
export const valueOf = <T>(result: Result<T, { readonly type: string }>): T => {
  if (!result.ok) throw new Error(`expected a value, got ${result.error.type}`);
  return result.value;
};

/** Keys of an editor; another number is another list. */
export const editKeys = async (list: number): Promise<EditKeys> => {
  const editSecret = toEditSecret(new Uint8Array(16).fill(list));
  const keys = valueOf(await deriveKeys({ role: 'edit', editSecret }, testEd25519));
  if (keys.role !== 'edit') throw new Error('an edit link gives the edit role');
  return keys;
};

/** Keys of a viewer of the same list. */
export const viewKeys = async (list: number): Promise<ViewKeys> => {
  const link = linkFor(await editKeys(list), 'view');
  if (link === undefined) throw new Error('an editor can make a view link');
  const keys = valueOf(await deriveKeys(link, testEd25519));
  if (keys.role !== 'view') throw new Error('a view link gives the view role');
  return keys;
};
