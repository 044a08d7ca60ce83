import { base64urlToBytes } from './base64url.ts';
import { SEED_BYTES, type Ed25519 } from './ed25519.ts';
import { assertLength, concatBytes } from './verify/byte-strings.ts';
import { isAcceptablePublicKey, isAcceptableSignature } from './verify/strict-ed25519.ts';

const ALGORITHM = 'Ed25519';

/** PKCS #8 header of an Ed25519 private key (RFC 8410, section 7); the 32-byte seed follows. */
const PKCS8_HEADER = Uint8Array.of(
  0x30,
  0x2e,
  0x02,
  0x01,
  0,
  0x30,
  0x05,
  0x06,
  0x03,
  0x2b,
  0x65,
  0x70,
  0x04,
  0x22,
  0x04,
  0x20,
);

/** WebCrypto takes no views on shared memory; all else goes in as it is. */
const withoutSharing = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);

/** Adapter on the browser's own Ed25519. Rejects where the browser has none: use `chooseEd25519`, which tries it first. */
export const createWebCryptoEd25519 = (subtle: SubtleCrypto): Ed25519 => {
  // Importing a seed costs eight times as much as signing with it. The map holds nothing that the caller does not hold.
  const signingKeys = new WeakMap<Uint8Array, Promise<CryptoKey>>();
  const importSeed = (seed: Uint8Array, extractable: boolean): Promise<CryptoKey> => {
    assertLength('seed', seed, SEED_BYTES);
    return subtle.importKey('pkcs8', concatBytes(PKCS8_HEADER, seed), ALGORITHM, extractable, ['sign']);
  };
  const signingKey = (seed: Uint8Array): Promise<CryptoKey> => {
    const known = signingKeys.get(seed);
    if (known !== undefined) return known;
    const imported = importSeed(seed, false);
    signingKeys.set(seed, imported);
    return imported;
  };
  return {
    adapter: 'webcrypto',
    publicKey: async (seed) => {
      // WebCrypto has no "public key of"; exporting the private key as JWK includes it (RFC 8037, section 2).
      const { x } = await subtle.exportKey('jwk', await importSeed(seed, true));
      const publicKey = x === undefined ? undefined : base64urlToBytes(x);
      if (publicKey === undefined) throw new Error('WebCrypto exported no public key');
      return publicKey;
    },
    sign: async (seed, message) =>
      new Uint8Array(await subtle.sign(ALGORITHM, await signingKey(seed), withoutSharing(message))),
    verify: async (publicKey, message, signature) => {
      if (!isAcceptablePublicKey(publicKey) || !isAcceptableSignature(signature)) return false;
      let key;
      try {
        key = await subtle.importKey('raw', withoutSharing(publicKey), ALGORITHM, false, ['verify']);
      } catch {
        // Some implementations notice here that the bytes are no point on the curve.
        return false;
      }
      return subtle.verify(ALGORITHM, key, withoutSharing(signature), withoutSharing(message));
    },
  };
};
