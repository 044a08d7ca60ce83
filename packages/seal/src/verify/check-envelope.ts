import {
  envelopeId,
  envelopeMessage,
  readEnvelopeShape,
  type EnvelopeKind,
  type EnvelopeShapeError,
} from './envelope-shape.ts';
import type { Result } from './result.ts';
import { createStrictVerify, type VerifySignature } from './strict-ed25519.ts';

/** Why an envelope is not stored. */
export type EnvelopeError =
  | EnvelopeShapeError
  /** Presence is passed on, never stored. */
  | { readonly type: 'envelope-not-storable' }
  /** The signature is not the write key's over this list and these bytes. */
  | { readonly type: 'envelope-signature' };

/** What is known of an envelope without opening it. */
export interface CheckedEnvelope {
  /** `unknown` with a good signature was made by a later version: it is kept and passed on. */
  readonly kind: Exclude<EnvelopeKind, 'presence'> | 'unknown';
  /** 32 bytes. */
  readonly id: Uint8Array<ArrayBuffer>;
}

/** An envelope of a shape that is stored, with what its signature must be held against. */
export interface StorableEnvelope extends Pick<CheckedEnvelope, 'kind'> {
  /** What the list's write key must have signed. */
  message(listId: Uint8Array): Uint8Array;
  /** 64 bytes. */
  readonly signature: Uint8Array;
}

/** Checks all but the signature of an envelope that wants to be stored. Never throws on envelope bytes. */
export const readStorable = (
  envelope: Uint8Array,
): Result<StorableEnvelope, Exclude<EnvelopeError, { readonly type: 'envelope-signature' }>> => {
  const shape = readEnvelopeShape(envelope);
  if (!shape.ok) return shape;
  const { kind, unsigned, signature } = shape.value;
  if (kind === 'presence' || signature === undefined) return { ok: false, error: { type: 'envelope-not-storable' } };
  return { ok: true, value: { kind, signature, message: (listId) => envelopeMessage(listId, unsigned) } };
};

/** Checks shape and signature of an envelope that wants to be stored in a list's log. Never throws on envelope bytes. */
export const checkEnvelope = (
  envelope: Uint8Array,
  listId: Uint8Array,
  writePublicKey: Uint8Array,
  verify: VerifySignature,
): Result<CheckedEnvelope, EnvelopeError> => {
  const storable = readStorable(envelope);
  if (!storable.ok) return storable;
  const { kind, message, signature } = storable.value;
  if (!createStrictVerify(verify)(writePublicKey, message(listId), signature)) {
    return { ok: false, error: { type: 'envelope-signature' } };
  }
  return { ok: true, value: { kind, id: envelopeId(envelope) } };
};

/** Checks the shape of an envelope that wants to be passed on as presence; there is no signature to check. */
export const checkPresence = (
  envelope: Uint8Array,
): Result<'presence', EnvelopeShapeError | { readonly type: 'envelope-not-presence' }> => {
  const shape = readEnvelopeShape(envelope);
  if (!shape.ok) return shape;
  if (shape.value.kind !== 'presence') return { ok: false, error: { type: 'envelope-not-presence' } };
  return { ok: true, value: 'presence' };
};
