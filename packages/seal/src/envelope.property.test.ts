import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodeVerify } from './ed25519-contract.ts';
import { openEnvelope, sealEnvelope } from './envelope.ts';
import type { EditKeys } from './list-keys.ts';
import { pad, unpad } from './padding.ts';
import { createSeededRandom, editKeys, testEd25519 } from './test-keys.ts';
import { checkEnvelope } from './test-relay.ts';
import { checkPresence, ENVELOPE_BYTES, envelopeId, readEnvelopeKind } from './verify/index.ts';
import { isPaddedLength, paddedLength } from './verify/padded-length.ts';

const deps = { ed25519: testEd25519, random: createSeededRandom(2) };
const kinds = fc.constantFrom('update', 'snapshot', 'presence');
const contents = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Uint8Array.from([...bytes, 0x80, 0, 0])),
  fc.nat(5_000).map((length) => new Uint8Array(length)),
);

let keys: EditKeys;
beforeAll(async () => {
  keys = await editKeys(3);
});

/** Neither side throws, and neither takes it. */
const isRefused = async (bytes: Uint8Array): Promise<boolean> => {
  checkPresence(bytes);
  readEnvelopeKind(bytes);
  envelopeId(bytes);
  const atRelay = checkEnvelope(bytes, keys.listIdBytes, keys.writePublicKey, nodeVerify);
  const atReader = await openEnvelope(keys, bytes, deps);
  return !atRelay.ok && !atReader.ok;
};

describe('envelopes', () => {
  it('[K9] round trip for any content and kind', async () => {
    await fc.assert(
      fc.asyncProperty(kinds, contents, async (kind, plaintext) => {
        const envelope = await sealEnvelope(keys, kind, plaintext, deps);
        expect(await openEnvelope(keys, envelope, deps)).toEqual({
          ok: true,
          value: { kind, plaintext: new Uint8Array(plaintext) },
        });
        expect(readEnvelopeKind(envelope)).toBe(kind);
      }),
    );
  });

  it('[K12] every truncation is an error value', async () => {
    for (const kind of ['update', 'presence'] as const) {
      const envelope = await sealEnvelope(keys, kind, new Uint8Array(90).fill(5), deps);
      for (let length = 0; length < envelope.length; length += 1) {
        expect(await isRefused(envelope.subarray(0, length)), `${length} bytes`).toBe(true);
      }
    }
  });

  it('[K12] added, moved and overwritten bytes are an error value', async () => {
    const envelope = await sealEnvelope(keys, 'update', new Uint8Array(90).fill(5), deps);
    const patch = fc.record({
      at: fc.nat(envelope.length),
      remove: fc.nat(80),
      insert: fc.uint8Array({ maxLength: 80 }),
    });
    await fc.assert(
      fc.asyncProperty(patch, async ({ at, remove, insert }) => {
        const changed = Uint8Array.from([...envelope.subarray(0, at), ...insert, ...envelope.subarray(at + remove)]);
        fc.pre(Buffer.compare(changed, envelope) !== 0);
        expect(await isRefused(changed)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('[K12] random bytes, with or without a good header, are an error value', async () => {
    const header = fc.constantFrom([], [1, 1, 1], [1, 1, 2], [1, 1, 3], [1, 1, 200]);
    await fc.assert(
      fc.asyncProperty(header, fc.uint8Array({ maxLength: 400 }), async (start, rest) => {
        expect(await isRefused(Uint8Array.from([...start, ...rest]))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('[K12] what is too large is refused without being hashed or decrypted', async () => {
    const verify = () => {
      throw new Error('must not be reached');
    };
    for (const bytes of [ENVELOPE_BYTES.max + 1, 50_000_000]) {
      const huge = new Uint8Array(bytes);
      huge.set([1, 1, 1]);
      const tooLarge = { ok: false, error: { type: 'envelope-too-large', bytes } };
      expect(checkEnvelope(huge, keys.listIdBytes, keys.writePublicKey, verify)).toEqual(tooLarge);
      expect(await openEnvelope(keys, huge, deps)).toEqual(tooLarge);
    }
  });
});

describe('padding', () => {
  const lengths = fc.oneof(fc.nat(2_000), fc.nat(300_000));

  it('[K11] is a step of 64 up to 1 KiB, wastes at most 12 % above, and never shrinks', () => {
    for (let length = 0; length <= 1_024; length += 1) {
      expect(paddedLength(length)).toBe(Math.max(64, Math.ceil(length / 64) * 64));
    }
    fc.assert(
      fc.property(lengths, (length) => {
        const padded = paddedLength(length);
        expect(padded).toBeGreaterThanOrEqual(length);
        expect(paddedLength(length + 1)).toBeGreaterThanOrEqual(padded);
        expect(isPaddedLength(padded)).toBe(true);
        if (length > 1_024) expect(padded).toBeLessThanOrEqual(length * 1.12);
      }),
    );
  });

  it('[K11] follows the PADMÉ of the paper above 1 KiB', () => {
    const padme = (length: number) => {
      const exponent = Math.floor(Math.log2(length));
      const lastBits = exponent - (Math.floor(Math.log2(exponent)) + 1);
      const mask = 2 ** lastBits - 1;
      return (length + mask) & ~mask;
    };
    for (let length = 1_025; length <= 262_144; length += 7) expect(paddedLength(length)).toBe(padme(length));
  });

  it('[K11] few lengths are left: 16 up to 1 KiB, 176 up to 256 KiB', () => {
    const seen = new Set<number>();
    for (let length = 1; length <= 262_144; length += 1) seen.add(paddedLength(length));
    expect([...seen].filter((length) => length <= 1_024).length).toBe(16);
    expect(seen.size).toBe(176);
  });

  it('[K11] unpads to the same content, and refuses any other bytes', () => {
    fc.assert(
      fc.property(contents, (content) => {
        expect(unpad(pad(content))).toEqual(new Uint8Array(content));
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const content = unpad(bytes);
        if (content !== undefined) expect(pad(content)).toEqual(new Uint8Array(bytes));
      }),
      { numRuns: 1_000 },
    );
  });
});
