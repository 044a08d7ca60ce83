/**
 * Port: Ed25519 signatures (RFC 8032) under the strict rule of `verify/strict-ed25519.ts`. Adapters: WebCrypto and noble, both held to
 * `ed25519-contract.ts`.
 */
export interface Ed25519 {
  /** Which adapter this is, for diagnostics. */
  readonly adapter: string;
  /** The 32-byte public key of a 32-byte seed. */
  publicKey(seed: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
  /** A 64-byte signature; the same bytes for the same seed and message. Seed arrays must not be changed after use: adapters may keep what they made of them. */
  sign(seed: Uint8Array, message: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
  /** Whether the signature is good; false, never a throw, for keys and signatures of any length or content. */
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean>;
}

/** Length of an Ed25519 seed in bytes. */
export const SEED_BYTES = 32;
