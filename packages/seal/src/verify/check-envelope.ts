/** All that a relay checks of an envelope but its signature, which belongs to the strict rule (`strict-ed25519.ts`). */
import { envelopeMessage, readEnvelopeShape, type EnvelopeKind, type EnvelopeShapeError } from './envelope-shape.ts';
import type { Result } from './result.ts';

/** Why an envelope is not stored, whoever signed it. */
export type StorableError =
  | EnvelopeShapeError
  /** Presence is passed on, never stored. */
  | { readonly type: 'envelope-not-storable' };

/** An envelope of a shape that is stored, with what its signature must be held against. */
export interface StorableEnvelope {
  /** `unknown` with a good signature was made by a later version: it is kept and passed on. */
  readonly kind: Exclude<EnvelopeKind, 'presence'> | 'unknown';
  /** What the list's write key must have signed. */
  message(listId: Uint8Array): Uint8Array;
  /** 64 bytes. */
  readonly signature: Uint8Array;
}

/** Checks all but the signature of an envelope that wants to be stored. Never throws on envelope bytes. */
export const readStorable = (envelope: Uint8Array): Result<StorableEnvelope, StorableError> => {
  const shape = readEnvelopeShape(envelope);
  if (!shape.ok) return shape;
  const { kind, unsigned, signature } = shape.value;
  if (kind === 'presence' || signature === undefined) return { ok: false, error: { type: 'envelope-not-storable' } };
  return { ok: true, value: { kind, signature, message: (listId) => envelopeMessage(listId, unsigned) } };
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
