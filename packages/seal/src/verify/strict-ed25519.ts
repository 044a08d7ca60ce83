/**
 * The one rule for Ed25519, on every device and relay (THREAT_MODEL.md, K5-K7).
 *
 * Libraries agree on honest signatures and differ on crafted ones: the identity point as a key verifies any message in
 * some, some multiply by the cofactor, some accept a second encoding of the same point. An editor could use such a
 * difference to make an edit that half of the devices take and half refuse. So keys and signatures are first held
 * against this rule, which needs no curve arithmetic, and then against the equation without cofactor, [s]B = R + [k]A,
 * that WebCrypto prescribes and node:crypto computes.
 */

/** Checks a signature: 32-byte key, message, 64-byte signature. Port: node:crypto at the relay, noble in a browser. */
export type VerifySignature = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

const POINT_BYTES = 32;
const SIGNATURE_BYTES = 64;

const fromBigEndianHex = (hex: string): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(hex.length / 2);
  for (let index = 0; index < bytes.length; index += 1) {
    bytes[bytes.length - 1 - index] = Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16);
  }
  return bytes;
};

/** p = 2^255 - 19, the field's prime. */
const PRIME = fromBigEndianHex(`7f${'ff'.repeat(30)}ed`);
/** L = 2^252 + 27742317777372353535851937790883648493, the order of the base point (RFC 8032, 5.1). */
const ORDER = fromBigEndianHex('1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed');
/** The y coordinates of the eight points whose order divides 8: 1, p - 1, 0, and the two of order 8. */
const SMALL_ORDER_Y = [
  `${'00'.repeat(31)}01`,
  `7f${'ff'.repeat(30)}ec`,
  '00'.repeat(32),
  '7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7',
  '05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826',
].map(fromBigEndianHex);

/** Whether a < b as little-endian numbers of the same length; for public values only. */
const isBelow = (a: Uint8Array, b: Uint8Array): boolean => {
  for (let index = a.length - 1; index >= 0; index -= 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
};

const isAcceptablePoint = (encoded: Uint8Array): boolean => {
  const y = new Uint8Array(encoded);
  y[POINT_BYTES - 1] = (y[POINT_BYTES - 1] ?? 0) & 0x7f;
  if (!isBelow(y, PRIME)) return false;
  return !SMALL_ORDER_Y.some((small) => small.every((byte, index) => byte === y[index]));
};

/**
 * Whether these bytes may be a public key: 32 bytes, y below p, not of small order. (A point with x = 0 and the sign bit
 * set is of small order, so no other non-canonical form is left. Bytes that are no point at all verify nothing.)
 */
export const isAcceptablePublicKey = (publicKey: Uint8Array): boolean =>
  publicKey.length === POINT_BYTES && isAcceptablePoint(publicKey);

/** Whether these bytes may be a signature: 64 bytes, R under the rule for public keys, s below L. */
export const isAcceptableSignature = (signature: Uint8Array): boolean =>
  signature.length === SIGNATURE_BYTES &&
  isAcceptablePoint(signature.subarray(0, POINT_BYTES)) &&
  isBelow(signature.subarray(POINT_BYTES), ORDER);

/**
 * Puts the rule before a verifier that computes the equation without cofactor. The result is the rule of this package. The
 * verifier may answer later (a relay computes on other threads); what the rule refuses is refused at once.
 */
export const createStrictVerify =
  <Answer extends boolean | Promise<boolean>>(
    verifyEquation: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => Answer,
  ) =>
  (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Answer | false =>
    isAcceptablePublicKey(publicKey) &&
    isAcceptableSignature(signature) &&
    verifyEquation(publicKey, message, signature);
