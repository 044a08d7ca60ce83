/**
 * The public half: what a relay checks, without any secret and without opening anything. The rules are written once, here,
 * and the other half uses them too (DECISIONS.md, 1).
 */
export { accessMessage, readAccess, type AccessChallenge, type AccessClaim, type Role } from './access.ts';
export { sameBytes } from './byte-strings.ts';
export { checkPresence, readStorable, type StorableEnvelope, type StorableError } from './check-envelope.ts';
export {
  ENVELOPE_BYTES,
  ENVELOPE_KINDS,
  envelopeId,
  envelopeMessage,
  readEnvelopeKind,
  type EnvelopeKind,
} from './envelope-shape.ts';
export { SEAL_VERSION, SUITE } from './labels.ts';
export { computeListId, LIST_ID_BYTES, type PublicParts } from './list-id.ts';
export type { Result } from './result.ts';
export { createStrictVerify, type VerifySignature } from './strict-ed25519.ts';
