import type { Ed25519 } from './ed25519.ts';
import type { VerifySignature } from './verify/strict-ed25519.ts';

/** Adapter for browsers without WebCrypto (plain-http origins) or without Ed25519 in it. Loads the curve code on demand. */
export const createNobleEd25519 = async (): Promise<Ed25519> => {
  const curve = await import('./noble-curve.ts');
  return {
    adapter: 'noble',
    // In a `then`, so that a wrong length rejects as it does with WebCrypto, and does not throw at once.
    publicKey: (seed) => Promise.resolve().then(() => curve.publicKey(seed)),
    sign: (seed, message) => Promise.resolve().then(() => curve.sign(seed, message)),
    verify: (publicKey, message, signature) => Promise.resolve(curve.verify(publicKey, message, signature)),
  };
};

/** The same check as a plain function, for a relay that runs in a browser (the lab, simulated runs). */
export const createNobleVerify = async (): Promise<VerifySignature> => (await import('./noble-curve.ts')).verify;
