import { ed25519, ED25519_TORSION_SUBGROUP } from '@noble/curves/ed25519.js';
import { hexToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAcceptablePublicKey, isAcceptableSignature } from './strict-ed25519.ts';

const { Point } = ed25519;

describe('strict rule', () => {
  it('[K5] refuses all points of small order, with either sign bit', () => {
    for (const hex of ED25519_TORSION_SUBGROUP) {
      const encoded = hexToBytes(hex);
      expect(isAcceptablePublicKey(encoded), hex).toBe(false);
      encoded[31] = (encoded[31] ?? 0) ^ 0x80;
      expect(isAcceptablePublicKey(encoded), hex).toBe(false);
    }
  });

  it('[K5] refuses every y from p to 2^255 - 1, with either sign bit', () => {
    for (let low = 0xed; low <= 0xff; low += 1) {
      for (const high of [0x7f, 0xff]) {
        const encoded = new Uint8Array(32).fill(0xff);
        encoded[0] = low;
        encoded[31] = high;
        expect(isAcceptablePublicKey(encoded)).toBe(false);
      }
    }
  });

  it('[K5] takes the greatest y below p that is not of small order', () => {
    const encoded = new Uint8Array(32).fill(0xff);
    encoded[0] = 0xeb;
    encoded[31] = 0x7f;
    expect(isAcceptablePublicKey(encoded)).toBe(true);
  });

  it('[K5] refuses other lengths', () => {
    for (const length of [0, 31, 33, 64]) expect(isAcceptablePublicKey(new Uint8Array(length).fill(3))).toBe(false);
  });

  it('[K5] takes the key of every seed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (seed) =>
        isAcceptablePublicKey(ed25519.getPublicKey(seed)),
      ),
      { numRuns: 50 },
    );
  });

  it('[K5] refuses what the curve code would refuse to decode for not being canonical, or calls small order', () => {
    const edge = fc.tuple(fc.constantFrom(0x00, 0xff), fc.nat(255), fc.nat(255)).map(([fill, low, high]) => {
      const encoded = new Uint8Array(32).fill(fill);
      encoded[0] = low;
      encoded[31] = high;
      return encoded;
    });
    fc.assert(
      fc.property(fc.oneof(edge, fc.uint8Array({ minLength: 32, maxLength: 32 })), (encoded) => {
        let point;
        try {
          point = Point.fromBytes(encoded, false);
        } catch {
          return true;
        }
        return isAcceptablePublicKey(encoded) === !point.isSmallOrder();
      }),
      { numRuns: 2_000 },
    );
  });

  it('[K6] refuses s = L and above, takes s = L - 1', () => {
    const R = ed25519.getPublicKey(new Uint8Array(32));
    const order = hexToBytes('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010');
    const withScalar = (low: number) => {
      const signature = new Uint8Array(64);
      signature.set(R);
      signature.set(order, 32);
      signature[32] = low;
      return signature;
    };
    expect(isAcceptableSignature(withScalar(0xec))).toBe(true);
    expect(isAcceptableSignature(withScalar(0xed))).toBe(false);
    expect(isAcceptableSignature(withScalar(0xee))).toBe(false);
    const top = withScalar(0);
    top[63] = 0xff;
    expect(isAcceptableSignature(top)).toBe(false);
    expect(isAcceptableSignature(withScalar(0).subarray(0, 63))).toBe(false);
  });
});
