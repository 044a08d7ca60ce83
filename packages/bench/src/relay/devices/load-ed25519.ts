/**
 * Signatures of a load that stands for hundreds of devices on one processor: libsodium costs a third of what a device's own
 * WebCrypto does (65 and 25 µs against 260 and 90), so that the load is not what is measured. The signatures are the same.
 */
import sodium from 'sodium-native';
import type { Ed25519 } from '@tote/seal';

interface Sodium {
  crypto_sign_seed_keypair(publicKey: Uint8Array, secretKey: Uint8Array, seed: Uint8Array): void;
  crypto_sign_detached(signature: Uint8Array, message: Uint8Array, secretKey: Uint8Array): void;
  crypto_sign_verify_detached(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean;
}

const PUBLIC_KEY_BYTES = 32;
const SECRET_KEY_BYTES = 64;
const SIGNATURE_BYTES = 64;

const { crypto_sign_seed_keypair, crypto_sign_detached, crypto_sign_verify_detached } = sodium as Sodium;
const pairBySeed = new WeakMap<Uint8Array, { readonly publicKey: Uint8Array; readonly secretKey: Uint8Array }>();

const pairOf = (seed: Uint8Array) => {
  const known = pairBySeed.get(seed);
  if (known) return known;
  const pair = { publicKey: new Uint8Array(PUBLIC_KEY_BYTES), secretKey: new Uint8Array(SECRET_KEY_BYTES) };
  crypto_sign_seed_keypair(pair.publicKey, pair.secretKey, seed);
  pairBySeed.set(seed, pair);
  return pair;
};

/** Of all devices of the load. */
export const ed25519: Ed25519 = {
  adapter: 'libsodium',
  publicKey: (seed) => Promise.resolve(pairOf(seed).publicKey.slice()),
  sign: (seed, message) => {
    const signature = new Uint8Array(SIGNATURE_BYTES);
    crypto_sign_detached(signature, message, pairOf(seed).secretKey);
    return Promise.resolve(signature);
  },
  verify: (publicKey, message, signature) =>
    Promise.resolve(crypto_sign_verify_detached(signature, message, publicKey)),
};
