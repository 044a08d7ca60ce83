/**
 * Keys, links, envelopes, access proofs and fingerprints of a list (THREAT_MODEL.md). The public half that relays use is `@tote/seal/verify`.
 */
export { chooseEd25519 } from './choose-ed25519.ts';
export { createNobleEd25519, createNobleVerify } from './ed25519-noble.ts';
export type { Ed25519 } from './ed25519.ts';
export {
  openEnvelope,
  sealEnvelope,
  type Cipher,
  type OpenedEnvelope,
  type OpenError,
  type SealDeps,
} from './envelope.ts';
export { fingerprint, type Fingerprint } from './fingerprint.ts';
export type { ListId } from './list-id-text.ts';
export { deriveKeys, linkFor, type ListKeys } from './list-keys.ts';
export { decodeLink, encodeLink, type LinkError } from './list-link.ts';
export { createEditSecret } from './list-secrets.ts';
export type { RandomBytes } from './random-bytes.ts';
export { signAccess } from './sign-access.ts';
export {
  ENVELOPE_BYTES,
  readEnvelopeKind,
  type EnvelopeKind,
  type Result,
  type Role,
  type VerifySignature,
} from './verify/index.ts';
