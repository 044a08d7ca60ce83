/**
 * The public shape of an envelope, in this order:
 *
 *   version 1 | suite 1 | kind 1 | nonce 24 | ciphertext (padded plaintext + 16) | signature 64, not for presence
 *
 * The list id is bound into ciphertext and signature but not repeated here: whoever carries an envelope says it.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { assertLength, concatBytes } from './byte-strings.ts';
import { labelBytes, SEAL_VERSION, SUITE } from './labels.ts';
import { LIST_ID_BYTES } from './list-id.ts';
import { isPaddedLength } from './padded-length.ts';
import type { Result } from './result.ts';

/** Kinds of envelope and their byte. Kinds added later are signed like updates: only presence is not. */
export const ENVELOPE_KINDS = { update: 1, snapshot: 2, presence: 3 } as const;

/** What an envelope holds. */
export type EnvelopeKind = keyof typeof ENVELOPE_KINDS;

/** Lengths within an envelope, in bytes. */
export const ENVELOPE_BYTES = {
  header: 3,
  nonce: 24,
  tag: 16,
  signature: 64,
  /** The longest that a relay carries: with its frame's header it fits a frame of 256 KiB. A reader refuses more before hashing it. */
  max: 262_080,
} as const;

/** Why bytes are not an envelope of this version. */
export type EnvelopeShapeError =
  | { readonly type: 'envelope-truncated'; readonly bytes: number }
  | { readonly type: 'envelope-too-large'; readonly bytes: number }
  | { readonly type: 'envelope-version'; readonly version: number }
  | { readonly type: 'envelope-suite'; readonly suite: number }
  /** The ciphertext is not of a length that padding produces. */
  | { readonly type: 'envelope-length'; readonly bytes: number };

/** An envelope in its parts; all are views on it. */
export interface EnvelopeShape {
  /** `unknown`: of a kind that a later version made; it is kept and passed on. */
  readonly kind: EnvelopeKind | 'unknown';
  readonly kindNumber: number;
  readonly header: Uint8Array;
  readonly nonce: Uint8Array;
  readonly ciphertext: Uint8Array;
  /** All bytes before the signature. */
  readonly unsigned: Uint8Array;
  /** 64 bytes; absent for presence. */
  readonly signature: Uint8Array | undefined;
}

const kindsByNumber: ReadonlyMap<number, EnvelopeKind> = new Map(
  (Object.keys(ENVELOPE_KINDS) as EnvelopeKind[]).map((kind) => [ENVELOPE_KINDS[kind], kind]),
);

/** Kind of an envelope by its third byte; undefined when it is too short to have one. Says nothing about the rest. */
export const readEnvelopeKind = (envelope: Uint8Array): EnvelopeKind | 'unknown' | undefined => {
  const kindNumber = envelope[2];
  return kindNumber === undefined ? undefined : (kindsByNumber.get(kindNumber) ?? 'unknown');
};

/** Takes an envelope apart and checks what can be checked without keys. Never throws. */
export const readEnvelopeShape = (envelope: Uint8Array): Result<EnvelopeShape, EnvelopeShapeError> => {
  const [version, suite, kindNumber] = envelope;
  const bytes = envelope.length;
  if (bytes > ENVELOPE_BYTES.max) return { ok: false, error: { type: 'envelope-too-large', bytes } };
  if (version === undefined || suite === undefined || kindNumber === undefined) {
    return { ok: false, error: { type: 'envelope-truncated', bytes } };
  }
  if (version !== SEAL_VERSION) return { ok: false, error: { type: 'envelope-version', version } };
  if (suite !== SUITE) return { ok: false, error: { type: 'envelope-suite', suite } };
  const kind = kindsByNumber.get(kindNumber) ?? 'unknown';
  const contentStart = ENVELOPE_BYTES.header + ENVELOPE_BYTES.nonce;
  const contentEnd = kind === 'presence' ? bytes : bytes - ENVELOPE_BYTES.signature;
  const paddedBytes = contentEnd - contentStart - ENVELOPE_BYTES.tag;
  if (paddedBytes <= 0) return { ok: false, error: { type: 'envelope-truncated', bytes } };
  if (!isPaddedLength(paddedBytes)) return { ok: false, error: { type: 'envelope-length', bytes } };
  return {
    ok: true,
    value: {
      kind,
      kindNumber,
      header: envelope.subarray(0, ENVELOPE_BYTES.header),
      nonce: envelope.subarray(ENVELOPE_BYTES.header, contentStart),
      ciphertext: envelope.subarray(contentStart, contentEnd),
      unsigned: envelope.subarray(0, contentEnd),
      signature: kind === 'presence' ? undefined : envelope.subarray(contentEnd),
    },
  };
};

/** What the write key signs: label | list id | everything in the envelope before the signature. */
export const envelopeMessage = (listId: Uint8Array, unsigned: Uint8Array): Uint8Array<ArrayBuffer> => {
  assertLength('listId', listId, LIST_ID_BYTES);
  return concatBytes(labelBytes('envelopeSignature'), listId, unsigned);
};

/** The id under which a log keeps an envelope: SHA-256 of all its bytes, 32 bytes. */
export const envelopeId = (envelope: Uint8Array): Uint8Array<ArrayBuffer> => sha256(envelope);
