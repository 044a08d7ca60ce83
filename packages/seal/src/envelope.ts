import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import type { Ed25519 } from './ed25519.ts';
import type { ListKeys } from './list-keys.ts';
import { pad, unpad } from './padding.ts';
import type { RandomBytes } from './random-bytes.ts';
import { concatBytes } from './verify/byte-strings.ts';
import {
  ENVELOPE_BYTES,
  ENVELOPE_KINDS,
  envelopeMessage,
  readEnvelopeShape,
  type EnvelopeKind,
  type EnvelopeShapeError,
} from './verify/envelope-shape.ts';
import { labelBytes, SEAL_VERSION, SUITE } from './verify/labels.ts';
import type { Result } from './verify/result.ts';

/** Why an envelope does not open. */
export type OpenError =
  | EnvelopeShapeError
  /** The signature is not the write key's over this list and these bytes. */
  | { readonly type: 'envelope-signature' }
  /** Made by a later version, with a good signature. */
  | { readonly type: 'envelope-kind-unknown'; readonly kind: number }
  /** It was not sealed with the keys of this list, or a byte changed. */
  | { readonly type: 'envelope-undecryptable' }
  /** It decrypts, but to bytes that no sealing makes. */
  | { readonly type: 'envelope-padding' };

/** What was inside an envelope. */
export interface OpenedEnvelope {
  readonly kind: EnvelopeKind;
  readonly plaintext: Uint8Array<ArrayBuffer>;
}

/** Encrypts and authenticates under a key, a nonce and additional data; `decrypt` throws on bytes that it did not make. */
export type Cipher = (
  key: Uint8Array,
  nonce: Uint8Array,
  additional: Uint8Array,
) => {
  readonly encrypt: (plaintext: Uint8Array) => Uint8Array;
  readonly decrypt: (ciphertext: Uint8Array) => Uint8Array<ArrayBuffer>;
};

/** What sealing and opening are done with. */
export interface SealDeps {
  readonly ed25519: Ed25519;
  /** XChaCha20-Poly1305, the only one that the format knows. A simulated world that looks for lost acts may put a quick one in its place. */
  readonly cipher?: Cipher;
}

const keyFor = (keys: ListKeys, kind: EnvelopeKind): Uint8Array => {
  switch (kind) {
    case 'update':
      return keys.updateKey;
    case 'snapshot':
      return keys.snapshotKey;
    case 'presence':
      return keys.presenceKey;
  }
};

/** Additional data: label | list id | header. Nothing moves between lists, kinds, suites or versions. */
const cipherFor = (
  { cipher = xchacha20poly1305 }: SealDeps,
  keys: ListKeys,
  kind: EnvelopeKind,
  header: Uint8Array,
  nonce: Uint8Array,
) => cipher(keyFor(keys, kind), nonce, concatBytes(labelBytes('envelopeData'), keys.listIdBytes, header));

/** What signs this kind; undefined for presence, which nothing signs. */
const writeSeedFor = (keys: ListKeys, kind: EnvelopeKind): Uint8Array | undefined => {
  if (kind === 'presence') return undefined;
  if (keys.role !== 'edit') throw new TypeError(`sealing a ${kind} needs the edit role`);
  return keys.writeSeed;
};

/**
 * Seals content for everybody who can read the list. Updates and snapshots are signed and need the edit role (asserted); presence is
 * unsigned, so that viewers can be seen too. Throws a RangeError when the envelope would exceed `ENVELOPE_BYTES.max`.
 */
export const sealEnvelope = async (
  keys: ListKeys,
  kind: EnvelopeKind,
  plaintext: Uint8Array,
  deps: SealDeps & { readonly random: RandomBytes },
): Promise<Uint8Array<ArrayBuffer>> => {
  const writeSeed = writeSeedFor(keys, kind);
  const padded = pad(plaintext);
  const { header: headerBytes, nonce: nonceBytes, tag: tagBytes, signature: signatureBytes, max } = ENVELOPE_BYTES;
  const bytes = headerBytes + nonceBytes + padded.length + tagBytes + (writeSeed === undefined ? 0 : signatureBytes);
  if (bytes > max) throw new RangeError(`an envelope of ${bytes} bytes is too large`);
  const nonce = deps.random(nonceBytes);
  const header = Uint8Array.of(SEAL_VERSION, SUITE, ENVELOPE_KINDS[kind]);
  const unsigned = concatBytes(header, nonce, cipherFor(deps, keys, kind, header, nonce).encrypt(padded));
  if (writeSeed === undefined) return unsigned;
  return concatBytes(unsigned, await deps.ed25519.sign(writeSeed, envelopeMessage(keys.listIdBytes, unsigned)));
};

/** Opens an envelope: shape, then signature, then decryption, then padding. Never throws on envelope bytes. */
export const openEnvelope = async (
  keys: ListKeys,
  envelope: Uint8Array,
  deps: SealDeps,
): Promise<Result<OpenedEnvelope, OpenError>> => {
  const shape = readEnvelopeShape(envelope);
  if (!shape.ok) return shape;
  const { kind, kindNumber, header, nonce, ciphertext, unsigned, signature } = shape.value;
  if (signature !== undefined) {
    const message = envelopeMessage(keys.listIdBytes, unsigned);
    const isGood = await deps.ed25519.verify(keys.writePublicKey, message, signature);
    if (!isGood) return { ok: false, error: { type: 'envelope-signature' } };
  }
  if (kind === 'unknown') return { ok: false, error: { type: 'envelope-kind-unknown', kind: kindNumber } };
  let padded;
  try {
    padded = cipherFor(deps, keys, kind, header, nonce).decrypt(ciphertext);
  } catch {
    // noble's only way to say that the tag is wrong; lengths and key are checked above.
    return { ok: false, error: { type: 'envelope-undecryptable' } };
  }
  const plaintext = unpad(padded);
  if (plaintext === undefined) return { ok: false, error: { type: 'envelope-padding' } };
  return { ok: true, value: { kind, plaintext } };
};
