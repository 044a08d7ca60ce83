import { describe, expect, it } from 'vitest';
import { signAccess } from './sign-access.ts';
import { createSeededRandom, editKeys, testEd25519, viewKeys } from './test-keys.ts';
import { opensList } from './test-relay.ts';
import { accessMessage, readAccess, type AccessChallenge } from './verify/index.ts';

const random = createSeededRandom(3);
const challengeFor = (listId: Uint8Array, role: 'edit' | 'view'): AccessChallenge => ({
  origin: 'tote.example:4680',
  listId,
  role,
  relayNonce: random(32),
  clientNonce: random(32),
  version: 1,
});

describe('access proof', () => {
  it('[K8] opens with the role that was signed', async () => {
    for (const keys of [await editKeys(1), await viewKeys(1)]) {
      for (const role of ['edit', 'view'] as const) {
        const challenge = challengeFor(keys.listIdBytes, role);
        if (role === 'edit' && keys.role === 'view') {
          await expect(signAccess(keys, challenge, testEd25519)).rejects.toThrow(TypeError);
          continue;
        }
        const proof = await signAccess(keys, challenge, testEd25519);
        expect(opensList(keys, challenge, proof)).toBe(true);
      }
    }
  });

  it('[K8] fits no other origin, list, role, nonce or version', async () => {
    const keys = await editKeys(1);
    const challenge = challengeFor(keys.listIdBytes, 'edit');
    const proof = await signAccess(keys, challenge, testEd25519);
    const others: AccessChallenge[] = [
      { ...challenge, origin: 'tote.example' },
      { ...challenge, origin: '' },
      { ...challenge, origin: 'TOTE.example:4680' },
      { ...challenge, role: 'view' },
      { ...challenge, relayNonce: random(32) },
      { ...challenge, clientNonce: random(32) },
      { ...challenge, relayNonce: challenge.clientNonce, clientNonce: challenge.relayNonce },
      { ...challenge, version: 2 },
    ];
    for (const other of others) expect(opensList(keys, other, proof)).toBe(false);
    expect(opensList(await editKeys(2), challenge, proof)).toBe(false);
  });

  it('[K8] an origin of more than 255 bytes is said with its length', () => {
    const message = accessMessage({ ...challengeFor(new Uint8Array(32), 'edit'), origin: 'x'.repeat(259) });
    expect(message.subarray(14, 16)).toEqual(Uint8Array.of(1, 3));
    expect(message.length).toBe(14 + 2 + 259 + 32 + 1 + 32 + 32 + 1);
  });

  it('[K3] the list is the one that the public parts hash to, whatever was signed', async () => {
    const keys = await editKeys(1);
    const other = await editKeys(2);
    const challenge = challengeFor(other.listIdBytes, 'edit');
    const proof = await testEd25519.sign(keys.writeSeed, accessMessage(challenge));
    const mixed = { ...other, writePublicKey: keys.writePublicKey };
    for (const parts of [keys, mixed]) expect(opensList(parts, challenge, proof)).toBe(false);
  });

  it('[K5] a list with a key of small order opens to nobody', async () => {
    const keys = await editKeys(1);
    const identity = new Uint8Array(32);
    identity[0] = 1;
    for (const parts of [
      { ...keys, writePublicKey: identity },
      { ...keys, readPublicKey: identity },
    ]) {
      expect(readAccess(parts, challengeFor(keys.listIdBytes, 'edit'))).toEqual({
        ok: false,
        error: { type: 'access-bad-key' },
      });
    }
  });

  it('[K8] an envelope signature is no access proof: their labels differ', async () => {
    const keys = await editKeys(1);
    const challenge = challengeFor(keys.listIdBytes, 'edit');
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes.subarray(0, 13));
    expect(text(accessMessage(challenge))).toBe('tote/1/access');
    const message = accessMessage(challenge).slice();
    message.set(new TextEncoder().encode('tote/1/envelo'));
    expect(opensList(keys, challenge, await testEd25519.sign(keys.writeSeed, message))).toBe(false);
  });

  it("fields of the wrong length are the caller's bug", async () => {
    const keys = await editKeys(1);
    const challenge = challengeFor(keys.listIdBytes, 'edit');
    expect(() => accessMessage({ ...challenge, relayNonce: new Uint8Array(31) })).toThrow(RangeError);
    expect(() => accessMessage({ ...challenge, clientNonce: new Uint8Array(33) })).toThrow(RangeError);
    expect(() => accessMessage({ ...challenge, listId: new Uint8Array(0) })).toThrow(RangeError);
    expect(() => accessMessage({ ...challenge, version: 256 })).toThrow(RangeError);
    expect(() => accessMessage({ ...challenge, origin: 'x'.repeat(70_000) })).toThrow(RangeError);
    const other = challengeFor((await editKeys(2)).listIdBytes, 'edit');
    await expect(signAccess(keys, other, testEd25519)).rejects.toThrow(TypeError);
  });
});
