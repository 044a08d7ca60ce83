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
/** The last byte's top bit is the sign of x. */
const Y_TOP_MASK = 0x7f;

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

/** Whether the 32 bytes from `at` on are below a bound, as little-endian numbers, `topMask` over the last; for public values only. */
const isBelow = (bytes: Uint8Array, at: number, topMask: number, bound: Uint8Array): boolean => {
  for (let index = POINT_BYTES - 1, mask = topMask; index >= 0; index -= 1, mask = 0xff) {
    const difference = ((bytes[at + index] ?? 0) & mask) - (bound[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
};

const isSameY = (bytes: Uint8Array, at: number, y: Uint8Array): boolean => {
  for (let index = 0; index < POINT_BYTES - 1; index += 1) if (bytes[at + index] !== y[index]) return false;
  return ((bytes[at + POINT_BYTES - 1] ?? 0) & Y_TOP_MASK) === y[POINT_BYTES - 1];
};

/** The point that is encoded in 32 bytes from `at` on; nothing is copied, this is asked of every envelope twice. */
const isAcceptablePoint = (bytes: Uint8Array, at: number): boolean =>
  isBelow(bytes, at, Y_TOP_MASK, PRIME) && !SMALL_ORDER_Y.some((small) => isSameY(bytes, at, small));

/**
 * Whether these bytes may be a public key: 32 bytes, y below p, not of small order. (A point with x = 0 and the sign bit
 * set is of small order, so no other non-canonical form is left. Bytes that are no point at all verify nothing.)
 */
export const isAcceptablePublicKey = (publicKey: Uint8Array): boolean =>
  publicKey.length === POINT_BYTES && isAcceptablePoint(publicKey, 0);

/** Whether these bytes may be a signature: 64 bytes, R under the rule for public keys, s below L. */
export const isAcceptableSignature = (signature: Uint8Array): boolean =>
  signature.length === SIGNATURE_BYTES &&
  isAcceptablePoint(signature, 0) &&
  isBelow(signature, POINT_BYTES, 0xff, ORDER);

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
