/**
 * Frames between client and relay: bytes in, frames out (PROTOCOL.md). Keys, signatures and envelopes are opaque here.
 */
export { isAccessToken, SUBPROTOCOL, subprotocolsFor, tokenAmong } from './access-token.ts';
export {
  CLOSE_CODES,
  closeCodeFromNumber,
  mayReconnectAfter,
  readRetryAfterMs,
  retryAfterReason,
  type CloseCode,
  type CloseCodeName,
} from './close-codes.ts';
export { decodeClientFrame, encodeClientFrame } from './client-frames.ts';
export { decodeRelayFrame, encodeRelayFrame } from './relay-frames.ts';
export type * from './frames.ts';
export { FIELD_BYTES, LIMITS, PROTOCOL_VERSION } from './limits.ts';
export {
  isFinalRefusal,
  isPassingRefusal,
  REFUSALS,
  refusalFromNumber,
  type FinalRefusal,
  type PassingRefusal,
  type Refusal,
  type RefusalCode,
} from './refusals.ts';
export type { Result } from './result.ts';
export type { WireError } from './wire-error.ts';
