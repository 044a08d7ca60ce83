/**
 * Ed25519 by libsodium, where it has a binary for this machine (RELAY.md, D9). libsodium has changed its equation between
 * versions, with the cofactor and without. So what was loaded is asked first; if its answers are not those of the one rule,
 * it is not used.
 */
import type { VerifyEquation } from '../core/index.ts';

type SodiumVerify = (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array) => boolean;

const PUBLIC_KEY = 'ffda21605f329b9ffed7671381f451a4e7a712f21224c13ea6968e5f783fa54f';
const GOOD = {
  message: 'message 0',
  signature:
    'ea83d876f419a9c058055a732a5fb3e3a0c9f9363a88241003adf3e3fe8c4040ba69d6a248c611a268949bea69f48d8bc31778798d2a994f5b0fce8218588005',
};
/** R with a point of order 8 added to it. */
const GOOD_WITH_COFACTOR_ONLY = {
  message: 'two litres of milk',
  signature:
    '5fc0688aaa719f42247ad3efe4b0cb7c2ec064b70156a1c581108e4e387d07632849132bb875312527224c3195ce7fbbbfb9ea7260a6e3d8b682c6fcdb71b608',
};

type VerifyNow = (...args: Parameters<VerifyEquation>) => boolean;

const fromHex = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));

/** Whether a verifier computes the equation without cofactor. */
export const computesOurEquation = (verify: VerifyNow): boolean => {
  const isGood = ({ message, signature }: typeof GOOD): boolean =>
    verify(fromHex(PUBLIC_KEY), new TextEncoder().encode(message), fromHex(signature));
  return isGood(GOOD) && !isGood(GOOD_WITH_COFACTOR_ONLY);
};

const hasVerify = (loaded: object): loaded is { readonly crypto_sign_verify_detached: SodiumVerify } =>
  'crypto_sign_verify_detached' in loaded && typeof loaded.crypto_sign_verify_detached === 'function';

/** Loads it; undefined where there is none, or another than we need. */
export const loadSodiumVerify = async (): Promise<VerifyEquation | undefined> => {
  // It is optional: without a binary for the platform it is not installed, or throws when it is loaded.
  const loaded = await import('sodium-native').then(
    ({ default: sodium }) => sodium,
    () => undefined,
  );
  if (!loaded || !hasVerify(loaded)) return undefined;
  // The strict rule stands before this port, so lengths are right; libsodium's binding throws on others.
  const verify: VerifyNow = (publicKey, message, signature) =>
    loaded.crypto_sign_verify_detached(signature, message, publicKey);
  return computesOurEquation(verify) ? verify : undefined;
};
