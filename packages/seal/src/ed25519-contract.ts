/**
 * What every adapter of the Ed25519 port must do. The judge is node:crypto behind the strict rule: it is also what the relay verifies with.
 */
import { createPrivateKey, createPublicKey, sign as nodeSign, verify as verifyWithNode } from 'node:crypto';
import { ed25519 as curve, ED25519_TORSION_SUBGROUP } from '@noble/curves/ed25519.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { hexToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import type { Ed25519 } from './ed25519.ts';
import { concatBytes } from './verify/byte-strings.ts';
import { createStrictVerify, type VerifySignature } from './verify/strict-ed25519.ts';

/** node:crypto's verification, as the relay uses it, without the strict rule. False for bytes that it cannot read as a key. */
export const nodeVerify: VerifySignature = (publicKey, message, signature) => {
  try {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') };
    return verifyWithNode(null, message, createPublicKey({ key: jwk, format: 'jwk' }), signature);
  } catch {
    return false;
  }
};

const PKCS8_HEADER = hexToBytes('302e020100300506032b657004220420');
const nodeKey = (seed: Uint8Array) =>
  createPrivateKey({ key: Buffer.from(concatBytes(PKCS8_HEADER, seed)), format: 'der', type: 'pkcs8' });

const { Point } = curve;
const ORDER = Point.Fn.ORDER;
const TORSION = ED25519_TORSION_SUBGROUP.map((hex) => Point.fromHex(hex));

const littleEndian = (value: bigint): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(32);
  for (let index = 0; index < 32; index += 1) bytes[index] = Number((value >> BigInt(8 * index)) & 0xffn);
  return bytes;
};
const fromLittleEndian = (bytes: Uint8Array): bigint =>
  bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);

/** Signs as somebody would who chooses freely what to add to the key and to R. */
const forge = (message: Uint8Array, keyTorsion: number, nonceTorsion: number) => {
  const secret = 0x1234_5678_9abc_def0_0fed_cba9n;
  const nonce = 0x0bad_cafe_1357_9bdfn + fromLittleEndian(sha512(message).subarray(0, 16));
  const at = (index: number) => TORSION[index] ?? Point.ZERO;
  const publicKey = Point.BASE.multiply(secret).add(at(keyTorsion)).toBytes();
  const encodedR = Point.BASE.multiply(nonce).add(at(nonceTorsion)).toBytes();
  const challenge = fromLittleEndian(sha512(concatBytes(encodedR, publicKey, message))) % ORDER;
  const scalar = (nonce + challenge * secret) % ORDER;
  return { publicKey, signature: concatBytes(encodedR, littleEndian(scalar)), challenge };
};

/** Crafted keys and signatures on which libraries are known to differ, with the verdict of the strict rule. */
export const craftedSignatures = (): readonly {
  readonly what: string;
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}[] => {
  const message = new TextEncoder().encode('two litres of milk');
  const honest = forge(message, 0, 0);
  const R = honest.signature.subarray(0, 32);
  const s = honest.signature.subarray(32);
  const identity = Point.ZERO.toBytes();
  const negativeZero = identity.slice();
  negativeZero[31] = 0x80;
  const secret = 0x1234_5678_9abc_def0_0fed_cba9n;
  const challengeOfIdentity = fromLittleEndian(sha512(concatBytes(identity, honest.publicKey, message))) % ORDER;
  return [
    ...TORSION.map((point, index) => ({
      what: `small-order key ${index}`,
      publicKey: point.toBytes(),
      message,
      signature: concatBytes(identity, littleEndian(0n)),
    })),
    {
      what: 'the identity with the sign bit set as key',
      publicKey: negativeZero,
      message,
      signature: concatBytes(identity, littleEndian(0n)),
    },
    {
      what: 'y = p + 1 as key, the identity in another dress',
      publicKey: hexToBytes(`ee${'ff'.repeat(30)}7f`),
      message,
      signature: concatBytes(identity, littleEndian(0n)),
    },
    {
      what: 'R is the identity',
      publicKey: honest.publicKey,
      message,
      signature: concatBytes(identity, littleEndian((challengeOfIdentity * secret) % ORDER)),
    },
    {
      what: 's + L in place of s',
      publicKey: honest.publicKey,
      message,
      signature: concatBytes(R, littleEndian(fromLittleEndian(s) + ORDER)),
    },
    { what: 's = 0', publicKey: honest.publicKey, message, signature: concatBytes(R, new Uint8Array(32)) },
    ...[1, 2, 4].map((torsion) => ({
      what: `R plus a point of small order (${torsion}), good only with cofactor`,
      message,
      ...forge(message, 0, torsion),
    })),
  ];
};

/**
 * Keys and R with every component of small order, honest ones among them. The equation without cofactor decides, and must decide alike
 * everywhere. Signatures of one key follow one another, as they do in a log.
 */
export const mixedOrderSignatures = () =>
  TORSION.flatMap((_, keyTorsion) =>
    TORSION.flatMap((__, nonceTorsion) =>
      Array.from({ length: nonceTorsion === 0 ? 8 : 1 }, (___, index) => {
        const message = new TextEncoder().encode(`message ${index}`);
        return { message, ...forge(message, keyTorsion, nonceTorsion) };
      }),
    ),
  );

const RFC_8032 = [
  {
    seed: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    publicKey: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    message: '',
    signature:
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  },
  {
    seed: 'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    publicKey: 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    message: 'af82',
    signature:
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  },
].map(({ seed, publicKey, message, signature }) => ({
  seed: hexToBytes(seed),
  publicKey: hexToBytes(publicKey),
  message: hexToBytes(message),
  signature: hexToBytes(signature),
}));

/** Runs the contract against one adapter. */
export const describeEd25519Contract = (name: string, create: () => Promise<Ed25519>): void => {
  const strictNodeVerify = createStrictVerify(nodeVerify);

  describe(`Ed25519 contract: ${name}`, () => {
    it('[K7] gives the answers of RFC 8032', async () => {
      const ed25519 = await create();
      for (const { seed, publicKey, message, signature } of RFC_8032) {
        expect(await ed25519.publicKey(seed)).toEqual(publicKey);
        expect(await ed25519.sign(seed, message)).toEqual(signature);
        expect(await ed25519.verify(publicKey, message, signature)).toBe(true);
      }
    });

    it('[K7] signs the same bytes as node:crypto, and each verifies the other', async () => {
      const ed25519 = await create();
      for (let round = 1; round <= 20; round += 1) {
        const seed = sha512(Uint8Array.of(round)).slice(0, 32);
        const message = new Uint8Array(round * 37).fill(round);
        const signature = await ed25519.sign(seed, message);
        const fromNode = new Uint8Array(nodeSign(null, message, nodeKey(seed)));
        expect(signature).toEqual(fromNode);
        const publicKey = await ed25519.publicKey(seed);
        expect(strictNodeVerify(publicKey, message, signature)).toBe(true);
        expect(await ed25519.verify(publicKey, message, fromNode)).toBe(true);
      }
    });

    it('[K6] refuses a signature with any byte changed, of another message, or by another key', async () => {
      const ed25519 = await create();
      const [first, second] = RFC_8032;
      if (first === undefined || second === undefined) throw new Error('vectors are missing');
      for (let at = 0; at < 64; at += 1) {
        const changed = second.signature.slice();
        changed[at] = (changed[at] ?? 0) ^ (1 << (at & 7));
        expect(await ed25519.verify(second.publicKey, second.message, changed), `byte ${at}`).toBe(false);
      }
      expect(await ed25519.verify(second.publicKey, first.message, second.signature)).toBe(false);
      expect(await ed25519.verify(first.publicKey, second.message, second.signature)).toBe(false);
    });

    it.each(craftedSignatures())('[K5, K6] refuses: $what', async ({ publicKey, message, signature }) => {
      expect(await (await create()).verify(publicKey, message, signature)).toBe(false);
    });

    it('[K7] agrees with node:crypto about keys and R of mixed order', async () => {
      const ed25519 = await create();
      const signatures = mixedOrderSignatures();
      let good = 0;
      for (const { publicKey, message, signature } of signatures) {
        const verdict = strictNodeVerify(publicKey, message, signature);
        expect(await ed25519.verify(publicKey, message, signature)).toBe(verdict);
        if (verdict) good += 1;
        const changed = signature.with(40, (signature[40] ?? 0) ^ 1);
        expect(await ed25519.verify(publicKey, message, changed)).toBe(false);
      }
      expect(good, 'the honest ones, and some of mixed order').toBeGreaterThan(8);
      expect(good).toBeLessThan(signatures.length / 2);
    });

    it('[K12] answers false to keys and signatures of any length, and to keys that are no points', async () => {
      const ed25519 = await create();
      const [first] = RFC_8032;
      if (first === undefined) throw new Error('vectors are missing');
      for (const length of [0, 1, 31, 33, 63, 64, 65, 200]) {
        const bytes = new Uint8Array(length).fill(2);
        if (length !== 64) expect(await ed25519.verify(first.publicKey, first.message, bytes)).toBe(false);
        expect(await ed25519.verify(bytes, first.message, first.signature)).toBe(false);
      }
      for (let byte = 2; byte < 40; byte += 1) {
        const publicKey = new Uint8Array(32).fill(byte);
        expect(await ed25519.verify(publicKey, first.message, first.signature)).toBe(false);
      }
    });

    it('takes views on larger arrays and Node Buffers', async () => {
      const ed25519 = await create();
      const [, vector] = RFC_8032;
      if (vector === undefined) throw new Error('vectors are missing');
      const within = concatBytes(Uint8Array.of(9, 9), vector.message, vector.signature, vector.publicKey, vector.seed);
      const at = (start: number, length: number) => within.subarray(start, start + length);
      expect(await ed25519.sign(at(100, 32), at(2, 2))).toEqual(vector.signature);
      expect(await ed25519.verify(at(68, 32), at(2, 2), at(4, 64))).toBe(true);
      expect(
        await ed25519.verify(Buffer.from(vector.publicKey), Buffer.from(vector.message), Buffer.from(vector.signature)),
      ).toBe(true);
    });

    it("rejects a seed of the wrong length, which is a caller's bug", async () => {
      const ed25519 = await create();
      await expect(ed25519.publicKey(new Uint8Array(31))).rejects.toThrow();
      await expect(ed25519.sign(new Uint8Array(33), new Uint8Array(1))).rejects.toThrow();
    });
  });
};
