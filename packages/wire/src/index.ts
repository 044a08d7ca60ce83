/**
 * Frames between client and relay: bytes in, frames out (PROTOCOL.md). Keys, signatures and envelopes are opaque here.
 */
export { isAccessToken, SUBPROTOCOL, subprotocolsFor, tokenAmong } from './access-token.ts';
export {
  CLOSE_CODES,
  closeCodeFromNumber,
  readRetryAfterMs,
  retryAfterReason,
  type CloseCodeName,
} from './close-codes.ts';
export { decodeClientFrame, encodeClientFrame } from './client-frames.ts';
export { decodeRelayFrame, encodeRelayFrame } from './relay-frames.ts';
export type * from './frames.ts';
export { LIMITS, PROTOCOL_VERSION } from './limits.ts';
export {
  isFinalRefusal,
  isPassingRefusal,
  REFUSALS,
  type FinalRefusal,
  type PassingRefusal,
  type RefusalCode,
} from './refusals.ts';
export type { Result } from './result.ts';
export type { WireError } from './wire-error.ts';
