/**
 * Says something to one device of a person past all the others (THREAT_MODEL.md, K17): a box that only the receiver opens, and
 * that only the sender or the receiver can have made. X25519 between the two devices' own keys, HKDF-SHA-256 over both public
 * keys, XChaCha20-Poly1305. The curve code is fetched on demand: boxes are made when a device is removed, which is rare.
 */
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { RandomBytes } from '../random-bytes.ts';
import { concatBytes } from '../verify/byte-strings.ts';
import { labelBytes } from '../verify/labels.ts';

const KEY_BYTES = 32;
const NONCE_BYTES = 24;

const curve = async () => (await import('@noble/curves/ed25519.js')).x25519;

/** Draws a device's own secret key. */
export const createDeviceKey = (random: RandomBytes): Uint8Array<ArrayBuffer> => random(KEY_BYTES);

/** The public half of a device's key. */
export const devicePublicKey = async (key: Uint8Array): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array((await curve()).getPublicKey(key));

/** Key of the boxes from one device to another; undefined for a public key that no device can have. */
const boxKey = async (own: Uint8Array, theirs: Uint8Array, from: Uint8Array, to: Uint8Array) => {
  try {
    const shared = (await curve()).getSharedSecret(own, theirs);
    return hkdf(sha256, shared, labelBytes('keySalt'), concatBytes(labelBytes('deviceBox'), from, to), KEY_BYTES);
  } catch {
    // noble's way to refuse points of small order, with which a secret would be no secret, and wrong lengths.
    return undefined;
  }
};

/** Seals content from the device of `key` for the device of a public key; undefined if that is none. */
export const sealForDevice = async (
  key: Uint8Array,
  receiver: Uint8Array,
  content: Uint8Array,
  random: RandomBytes,
): Promise<Uint8Array<ArrayBuffer> | undefined> => {
  const secret = await boxKey(key, receiver, await devicePublicKey(key), receiver);
  if (!secret) return undefined;
  const nonce = random(NONCE_BYTES);
  return concatBytes(nonce, xchacha20poly1305(secret, nonce).encrypt(content));
};

/** Opens a box that the device of a public key sealed for the device of `key`; undefined if it is not such a box. */
export const openFromDevice = async (
  key: Uint8Array,
  sender: Uint8Array,
  box: Uint8Array,
): Promise<Uint8Array | undefined> => {
  const secret = await boxKey(key, sender, sender, await devicePublicKey(key));
  if (!secret || box.length < NONCE_BYTES) return undefined;
  try {
    return xchacha20poly1305(secret, box.subarray(0, NONCE_BYTES)).decrypt(box.subarray(NONCE_BYTES));
  } catch {
    // noble's only way to say that the tag is wrong.
    return undefined;
  }
};
