/** What seals, signs and verifies in a world. All of it must settle without time passing, or a seed would not replay. */
import type { Cipher, Ed25519, VerifySignature } from '@tote/seal';
import { sameBytes } from '@tote/seal/verify';

/** Seals of one kind, for devices and relays. */
export interface Seals {
  readonly kind: 'real' | 'stub';
  readonly ed25519: Ed25519;
  readonly verify: VerifySignature;
  /** Undefined: the real one. */
  readonly cipher?: Cipher;
}

const WORDS = 8;

/** 32 bytes that depend on every byte of the parts: 64 bits of hash (FNV-1a twice), drawn out. No security whatsoever. */
const mash = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  let [low, high] = [0x811c9dc5, 0x9747b28c];
  for (const part of parts) {
    for (let at = 0; at < part.length; at += 1) {
      const byte = part[at] ?? 0;
      low = Math.imul(low ^ byte, 0x01000193);
      high = Math.imul(((high << 5) | (high >>> 27)) ^ byte, 0x85ebca6b);
    }
    low = Math.imul(low ^ part.length, 0x01000193);
  }
  const words = new Uint32Array(WORDS);
  for (let at = 0; at < WORDS; at += 1) {
    low = Math.imul(low ^ (low >>> 15) ^ high, 0x85ebca6b) + at;
    high = Math.imul(high ^ (high >>> 13) ^ low, 0xc2b2ae35);
    words[at] = low;
  }
  return new Uint8Array(words.buffer);
};

/** Bytes that pass for the encoding of a point and of a scalar: the strict rule looks at both before any verifier is asked. */
const asPoint = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => {
  bytes[31] = 0x40 | ((bytes[31] ?? 0) & 0x1f);
  return bytes;
};
const asScalar = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => {
  bytes[31] = (bytes[31] ?? 0) & 0x07;
  return bytes;
};

const publicKeyOf = (seed: Uint8Array) => asPoint(mash(seed));
const signatureOf = (publicKey: Uint8Array, message: Uint8Array): Uint8Array<ArrayBuffer> => {
  const first = mash(publicKey, message);
  const signature = new Uint8Array(64);
  signature.set(asPoint(first.slice()));
  signature.set(asScalar(mash(first, publicKey)), 32);
  return signature;
};

const TAG_BYTES = 16;

/** Content in the open, with a tag that any changed byte of key, nonce, additional data or content changes. */
const stubCipher: Cipher = (key, nonce, additional) => {
  const tagOf = (plaintext: Uint8Array) => mash(key, nonce, additional, plaintext).subarray(0, TAG_BYTES);
  return {
    encrypt: (plaintext) => {
      const ciphertext = new Uint8Array(plaintext.length + TAG_BYTES);
      ciphertext.set(plaintext);
      ciphertext.set(tagOf(plaintext), plaintext.length);
      return ciphertext;
    },
    decrypt: (ciphertext) => {
      const plaintext = ciphertext.slice(0, -TAG_BYTES);
      if (!sameBytes(tagOf(plaintext), ciphertext.subarray(-TAG_BYTES))) throw new Error('the tag is wrong');
      return plaintext;
    },
  };
};

/**
 * Stand-in for Ed25519 that anybody can forge, and for the cipher that anybody can read: for runs that look for lost acts, not
 * for lost secrets. Together they cost a hundredth. Key derivation and every format stay real.
 */
export const createStubSeals = (): Seals => {
  const verify: VerifySignature = (publicKey, message, signature) =>
    sameBytes(signatureOf(publicKey, message), signature);
  return {
    kind: 'stub',
    cipher: stubCipher,
    verify,
    ed25519: {
      adapter: 'noble',
      publicKey: (seed) => Promise.resolve(publicKeyOf(seed)),
      sign: (seed, message) => Promise.resolve(signatureOf(publicKeyOf(seed), message)),
      verify: (publicKey, message, signature) => Promise.resolve(verify(publicKey, message, signature)),
    },
  };
};
