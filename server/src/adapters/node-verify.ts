import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import type { VerifyEquation } from '../core/index.ts';

/** Parsed keys that are kept: a list's key is used over and over, and parsing costs a tenth of a signature check. */
const KEYS_MAX = 4_096;

const keysByText = new Map<string, KeyObject>();

const parseKey = (publicKey: Uint8Array): KeyObject => {
  const x = Buffer.from(publicKey.buffer, publicKey.byteOffset, publicKey.length).toString('base64url');
  const known = keysByText.get(x);
  if (known) return known;
  // As JWK: 14 µs. As DER, which OpenSSL takes through its generic decoder, 111 µs (Node 20).
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const [oldest] = keysByText.keys();
  if (keysByText.size >= KEYS_MAX && oldest !== undefined) keysByText.delete(oldest);
  keysByText.set(x, key);
  return key;
};

/**
 * Checks Ed25519 signatures with node:crypto on its threads: 0.11 ms each that the event loop does not stand still, and as many
 * at once as there are processors (RELAY.md, D9). False for bytes that are no key or no signature; never throws or rejects.
 */
export const verifyOnThreads: VerifyEquation = (publicKey, message, signature) =>
  new Promise((resolve) => {
    try {
      verify(null, message, parseKey(publicKey), signature, (error, isGood) => resolve(!error && isGood));
    } catch {
      resolve(false);
    }
  });
