import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import type { VerifySignature } from '@tote/seal/verify';

/** DER header of an Ed25519 public key (RFC 8410); the 32 bytes follow. */
const SPKI_HEADER = Buffer.from('302a300506032b6570032100', 'hex');
/** Parsed keys that are kept. Parsing costs a fifth of a signature check, and each list's key is used over and over. */
const KEYS_MAX = 4_096;

const keysByBytes = new Map<string, KeyObject>();

const parseKey = (publicKey: Uint8Array): KeyObject => {
  const name = Buffer.from(publicKey.buffer, publicKey.byteOffset, publicKey.length).toString('latin1');
  const known = keysByBytes.get(name);
  if (known) return known;
  const key = createPublicKey({ key: Buffer.concat([SPKI_HEADER, publicKey]), format: 'der', type: 'spki' });
  const [oldest] = keysByBytes.keys();
  if (keysByBytes.size >= KEYS_MAX && oldest !== undefined) keysByBytes.delete(oldest);
  keysByBytes.set(name, key);
  return key;
};

/** Checks an Ed25519 signature with node:crypto. False for bytes that are no key or no signature; never throws. */
export const verifyWithNodeCrypto: VerifySignature = (publicKey, message, signature) => {
  try {
    return verify(null, message, parseKey(publicKey), signature);
  } catch {
    return false;
  }
};
