import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { nodeVerify } from './ed25519-contract.ts';
import { openEnvelope, sealEnvelope } from './envelope.ts';
import type { EditKeys } from './list-keys.ts';
import { pad } from './padding.ts';
import { createSeededRandom, editKeys, testEd25519, valueOf, viewKeys } from './test-keys.ts';
import { concatBytes } from './verify/byte-strings.ts';
import { checkEnvelope } from './test-relay.ts';
import { checkPresence, ENVELOPE_BYTES, ENVELOPE_KINDS, envelopeMessage } from './verify/index.ts';
import { labelBytes } from './verify/labels.ts';

const deps = { ed25519: testEd25519, random: createSeededRandom(1) };
const plaintext = new TextEncoder().encode('two litres of milk');
const KINDS = ['update', 'snapshot', 'presence'] as const;

/** Seals like `sealEnvelope`, but as somebody with the edit link would who does not keep to its rules. */
const sealAtWill = async (
  keys: EditKeys,
  content: { kindNumber: number; key: Uint8Array; padded: Uint8Array },
): Promise<Uint8Array> => {
  const header = Uint8Array.of(1, 1, content.kindNumber);
  const nonce = deps.random(24);
  const data = concatBytes(labelBytes('envelopeData'), keys.listIdBytes, header);
  const unsigned = concatBytes(header, nonce, xchacha20poly1305(content.key, nonce, data).encrypt(content.padded));
  return concatBytes(unsigned, await testEd25519.sign(keys.writeSeed, envelopeMessage(keys.listIdBytes, unsigned)));
};

describe('sealing and opening', () => {
  it.each(KINDS)('[K9] editors and viewers open what an editor sealed: %s', async (kind) => {
    const envelope = await sealEnvelope(await editKeys(1), kind, plaintext, deps);
    for (const keys of [await editKeys(1), await viewKeys(1)]) {
      expect(await openEnvelope(keys, envelope, deps)).toEqual({ ok: true, value: { kind, plaintext } });
    }
  });

  it('[K11] 63 bytes of content make 171 bytes, 64 make 235', async () => {
    const keys = await editKeys(1);
    expect((await sealEnvelope(keys, 'update', new Uint8Array(0), deps)).length).toBe(171);
    expect((await sealEnvelope(keys, 'update', new Uint8Array(62), deps)).length).toBe(171);
    expect((await sealEnvelope(keys, 'update', new Uint8Array(63), deps)).length).toBe(171);
    expect((await sealEnvelope(keys, 'update', new Uint8Array(64), deps)).length).toBe(235);
  });

  it('[K9] no two envelopes of the same content are alike', async () => {
    const keys = await editKeys(1);
    const first = await sealEnvelope(keys, 'update', plaintext, deps);
    const second = await sealEnvelope(keys, 'update', plaintext, deps);
    expect(bytesToHex(first)).not.toBe(bytesToHex(second));
  });

  it('[K10] a viewer seals presence and nothing else', async () => {
    const keys = await viewKeys(1);
    const presence = await sealEnvelope(keys, 'presence', plaintext, deps);
    expect((await openEnvelope(await editKeys(1), presence, deps)).ok).toBe(true);
    await expect(sealEnvelope(keys, 'update', plaintext, deps)).rejects.toThrow(TypeError);
    await expect(sealEnvelope(keys, 'snapshot', plaintext, deps)).rejects.toThrow(TypeError);
  });

  it('[K12] the largest content fits the largest envelope, one byte more is refused before it is signed', async () => {
    const keys = await editKeys(1);
    const largest = new Uint8Array(258_047).fill(1);
    const envelope = await sealEnvelope(keys, 'snapshot', largest, deps);
    expect(envelope.length).toBeLessThanOrEqual(ENVELOPE_BYTES.max);
    expect(bytesToHex(valueOf(await openEnvelope(keys, envelope, deps)).plaintext)).toBe(bytesToHex(largest));
    await expect(sealEnvelope(keys, 'snapshot', new Uint8Array(258_048), deps)).rejects.toThrow(RangeError);
  });

  it('refuses to seal with a nonce of the wrong length', async () => {
    const random = () => new Uint8Array(12);
    await expect(sealEnvelope(await editKeys(1), 'update', plaintext, { ...deps, random })).rejects.toThrow(RangeError);
  });
});

describe('tampering', () => {
  it.each(KINDS)('[K9] any changed byte makes it fail, at the relay and at the reader: %s', async (kind) => {
    const keys = await editKeys(1);
    const envelope = await sealEnvelope(keys, kind, plaintext, deps);
    for (let at = 0; at < envelope.length; at += 1) {
      const changed = envelope.slice();
      changed[at] = (changed[at] ?? 0) ^ (1 << (at & 7));
      expect((await openEnvelope(keys, changed, deps)).ok, `byte ${at}`).toBe(false);
      expect(checkEnvelope(changed, keys.listIdBytes, keys.writePublicKey, nodeVerify).ok, `byte ${at}`).toBe(false);
    }
  });

  it.each(KINDS)('[K9] it does not open in another list: %s', async (kind) => {
    const envelope = await sealEnvelope(await editKeys(1), kind, plaintext, deps);
    const other = await editKeys(2);
    const error = { type: kind === 'presence' ? 'envelope-undecryptable' : 'envelope-signature' };
    expect(await openEnvelope(other, envelope, deps)).toEqual({ ok: false, error });
    expect(checkEnvelope(envelope, other.listIdBytes, other.writePublicKey, nodeVerify).ok).toBe(false);
  });

  it('[K9] the list id is bound even where keys are the same', async () => {
    const keys = await editKeys(1);
    const twin = { ...keys, listIdBytes: (await editKeys(2)).listIdBytes };
    const update = await sealEnvelope(keys, 'update', plaintext, deps);
    const presence = await sealEnvelope(keys, 'presence', plaintext, deps);
    expect(await openEnvelope(twin, update, deps)).toEqual({ ok: false, error: { type: 'envelope-signature' } });
    expect(await openEnvelope(twin, presence, deps)).toEqual({ ok: false, error: { type: 'envelope-undecryptable' } });
  });

  it('[K9] an editor cannot pass an update off as a snapshot: each kind has its own key', async () => {
    const keys = await editKeys(1);
    const envelope = await sealAtWill(keys, {
      kindNumber: ENVELOPE_KINDS.snapshot,
      key: keys.updateKey,
      padded: pad(plaintext),
    });
    expect(await openEnvelope(keys, envelope, deps)).toEqual({ ok: false, error: { type: 'envelope-undecryptable' } });
  });

  it('[K10] an update without its signature is not presence, presence is not stored', async () => {
    const keys = await editKeys(1);
    const update = await sealEnvelope(keys, 'update', plaintext, deps);
    const stripped = update.slice(0, -64);
    stripped[2] = ENVELOPE_KINDS.presence;
    expect(await openEnvelope(keys, stripped, deps)).toEqual({ ok: false, error: { type: 'envelope-undecryptable' } });
    const presence = await sealEnvelope(keys, 'presence', plaintext, deps);
    expect(checkEnvelope(presence, keys.listIdBytes, keys.writePublicKey, nodeVerify)).toEqual({
      ok: false,
      error: { type: 'envelope-not-storable' },
    });
    expect(checkPresence(presence)).toEqual({ ok: true, value: 'presence' });
    expect(checkPresence(update)).toEqual({ ok: false, error: { type: 'envelope-not-presence' } });
  });

  it('[K10] a viewer with the read key instead of the write key is noticed', async () => {
    const keys = await editKeys(1);
    const envelope = await sealEnvelope({ ...keys, writeSeed: keys.readSeed }, 'update', plaintext, deps);
    expect(await openEnvelope(keys, envelope, deps)).toEqual({ ok: false, error: { type: 'envelope-signature' } });
  });
});

describe('signed by an editor, but not as sealing does it', () => {
  it('[K11] wrong padding is an error value', async () => {
    const keys = await editKeys(1);
    const zeros = new Uint8Array(64);
    const wasteful = new Uint8Array(128);
    wasteful[3] = 0x80;
    for (const padded of [zeros, wasteful, new Uint8Array(64).fill(0x80, 0, 10).fill(1, 63)]) {
      const envelope = await sealAtWill(keys, { kindNumber: ENVELOPE_KINDS.update, key: keys.updateKey, padded });
      expect(checkEnvelope(envelope, keys.listIdBytes, keys.writePublicKey, nodeVerify).ok).toBe(true);
      expect(await openEnvelope(keys, envelope, deps)).toEqual({ ok: false, error: { type: 'envelope-padding' } });
    }
  });

  it('[K11] a length that no padding makes is refused by relay and reader', async () => {
    const keys = await editKeys(1);
    for (const bytes of [1, 63, 65, 1_000, 1_089]) {
      const padded = new Uint8Array(bytes);
      padded[bytes - 1] = 0x80;
      const envelope = await sealAtWill(keys, { kindNumber: ENVELOPE_KINDS.update, key: keys.updateKey, padded });
      const error = { type: 'envelope-length', bytes: envelope.length };
      expect(checkEnvelope(envelope, keys.listIdBytes, keys.writePublicKey, nodeVerify)).toEqual({ ok: false, error });
      expect(await openEnvelope(keys, envelope, deps)).toEqual({ ok: false, error });
    }
  });

  it('[K13] a kind of a later version is stored and passed on, but not opened', async () => {
    const keys = await editKeys(1);
    const envelope = await sealAtWill(keys, { kindNumber: 9, key: keys.updateKey, padded: pad(plaintext) });
    expect(valueOf(checkEnvelope(envelope, keys.listIdBytes, keys.writePublicKey, nodeVerify)).kind).toBe('unknown');
    expect(await openEnvelope(keys, envelope, deps)).toEqual({
      ok: false,
      error: { type: 'envelope-kind-unknown', kind: 9 },
    });
    const forged = envelope.slice();
    forged[100] = (forged[100] ?? 0) ^ 1;
    expect(await openEnvelope(keys, forged, deps)).toEqual({ ok: false, error: { type: 'envelope-signature' } });
  });

  it('[K13] another version or suite is refused, and says which', async () => {
    const keys = await editKeys(1);
    const envelope = await sealEnvelope(keys, 'update', plaintext, deps);
    const withByte = (index: number, value: number) => {
      const changed = envelope.slice();
      changed[index] = value;
      return changed;
    };
    expect(await openEnvelope(keys, withByte(0, 2), deps)).toEqual({
      ok: false,
      error: { type: 'envelope-version', version: 2 },
    });
    expect(await openEnvelope(keys, withByte(1, 7), deps)).toEqual({
      ok: false,
      error: { type: 'envelope-suite', suite: 7 },
    });
  });
});

describe('the cipher', () => {
  it('[K9] is XChaCha20-Poly1305 of draft-irtf-cfrg-xchacha-03, appendix A.3.1', () => {
    const sunscreen = new TextEncoder().encode(
      "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.",
    );
    const key = hexToBytes('808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f');
    const nonce = hexToBytes('404142434445464748494a4b4c4d4e4f5051525354555657');
    const data = hexToBytes('50515253c0c1c2c3c4c5c6c7');
    const sealed = bytesToHex(xchacha20poly1305(key, nonce, data).encrypt(sunscreen));
    expect(sealed.slice(0, 32)).toBe('bd6d179d3e83d43b9576579493c0e939');
    expect(sealed.slice(-32)).toBe('c0875924c1c7987947deafd8780acf49');
  });
});
