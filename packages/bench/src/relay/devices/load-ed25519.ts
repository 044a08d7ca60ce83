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
/** Length of a signature. */
export const SIGNATURE_BYTES = 64;

const { crypto_sign_seed_keypair, crypto_sign_detached, crypto_sign_verify_detached } = sodium as Sodium;
const pairBySeed = new WeakMap<
  Uint8Array,
  { readonly publicKey: Uint8Array<ArrayBuffer>; readonly secretKey: Uint8Array }
>();

const pairOf = (seed: Uint8Array) => {
  const known = pairBySeed.get(seed);
  if (known) return known;
  const pair = { publicKey: new Uint8Array(PUBLIC_KEY_BYTES), secretKey: new Uint8Array(SECRET_KEY_BYTES) };
  crypto_sign_seed_keypair(pair.publicKey, pair.secretKey, seed);
  pairBySeed.set(seed, pair);
  return pair;
};

/** Answers at once. */
export const ed25519Now = {
  publicKey: (seed: Uint8Array): Uint8Array<ArrayBuffer> => pairOf(seed).publicKey.slice(),
  sign: (seed: Uint8Array, message: Uint8Array): Uint8Array<ArrayBuffer> => {
    const signature = new Uint8Array(SIGNATURE_BYTES);
    crypto_sign_detached(signature, message, pairOf(seed).secretKey);
    return signature;
  },
  verify: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean =>
    crypto_sign_verify_detached(signature, message, publicKey),
};

/** Of all of Tote's devices of the load. */
export const ed25519: Ed25519 = {
  adapter: 'libsodium',
  publicKey: (seed) => Promise.resolve(ed25519Now.publicKey(seed)),
  sign: (seed, message) => Promise.resolve(ed25519Now.sign(seed, message)),
  verify: (...parts) => Promise.resolve(ed25519Now.verify(...parts)),
};
