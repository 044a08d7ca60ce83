/**
 * The only file that loads curve code. It is reached by `import()` alone, so that browsers with WebCrypto never fetch it.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { concatBytes, sameBytes } from './verify/byte-strings.ts';
import { createStrictVerify, type VerifySignature } from './verify/strict-ed25519.ts';

const { Point } = ed25519;
const littleEndianToNumber = (bytes: Uint8Array): bigint => {
  let value = 0n;
  for (let index = bytes.length - 1; index >= 0; index -= 1) value = (value << 8n) | BigInt(bytes[index] ?? 0);
  return value;
};

/**
 * The key that was verified last, negated: logs are read list by list, and a table of its multiples, made when it comes a second time,
 * makes verifying three times as fast.
 */
let latest: { readonly publicKey: Uint8Array; readonly negated: InstanceType<typeof Point>; uses: number } | undefined;
const USES_BEFORE_TABLE = 2;
const TABLE_WINDOW_BITS = 4;

const negatedPoint = (publicKey: Uint8Array): InstanceType<typeof Point> | undefined => {
  if (latest !== undefined && sameBytes(latest.publicKey, publicKey)) {
    latest.uses += 1;
    if (latest.uses === USES_BEFORE_TABLE) latest.negated.precompute(TABLE_WINDOW_BITS, false);
    return latest.negated;
  }
  try {
    latest = { publicKey: new Uint8Array(publicKey), negated: Point.fromBytes(publicKey, false).negate(), uses: 1 };
    return latest.negated;
  } catch {
    // The only way that noble says "not a point on the curve".
    return undefined;
  }
};

/**
 * noble's own `verify` multiplies by the cofactor and so takes signatures that WebCrypto and node:crypto refuse. This computes
 * R' = [s]B - [k]A and compares its encoding with R, as they do.
 */
const verifyEquation: VerifySignature = (publicKey, message, signature) => {
  const encodedR = signature.subarray(0, 32);
  const negatedKey = negatedPoint(publicKey);
  if (negatedKey === undefined) return false;
  const order = Point.Fn.ORDER;
  const challenge = littleEndianToNumber(sha512(concatBytes(encodedR, publicKey, message))) % order;
  const scalar = littleEndianToNumber(signature.subarray(32));
  const expectedR = Point.BASE.multiplyUnsafe(scalar).add(negatedKey.multiplyUnsafe(challenge));
  return sameBytes(expectedR.toBytes(), encodedR);
};

/** Verifies under the strict rule. */
export const verify: VerifySignature = createStrictVerify(verifyEquation);

/** Public key of a seed. */
export const publicKey = (seed: Uint8Array): Uint8Array<ArrayBuffer> => ed25519.getPublicKey(seed);

/** Signature by a seed. */
export const sign = (seed: Uint8Array, message: Uint8Array): Uint8Array<ArrayBuffer> => ed25519.sign(message, seed);
