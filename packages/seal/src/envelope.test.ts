import { createPublicKey, verify as nodeVerify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  chooseEd25519,
  createEditSecret,
  createNobleEd25519,
  createNobleVerify,
  decodeLink,
  deriveKeys,
  encodeLink,
  fingerprint,
  linkFor,
  openEnvelope,
  sealEnvelope,
  signAccess,
} from './index.ts';
import { checkAccess, checkEnvelope, type VerifySignature } from './verify/index.ts';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const nodeVerifier: VerifySignature = (publicKey, message, signature) =>
  nodeVerify(
    null,
    message,
    createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') },
      format: 'jwk',
    }),
    signature,
  );

describe('envelope', () => {
  it('seals and opens, and the relay can check it', async () => {
    for (const ed25519 of [await chooseEd25519(), await createNobleEd25519()]) {
      const made = await deriveKeys({ role: 'edit', editSecret: createEditSecret(random) }, ed25519);
      if (!made.ok) throw new Error(made.error.type);
      const keys = made.value;
      const envelope = await sealEnvelope(keys, 'update', new Uint8Array(62).fill(9), { ed25519, random });
      expect(envelope.length).toBe(171);
      expect(await openEnvelope(keys, envelope, { ed25519 })).toEqual({
        ok: true,
        value: { kind: 'update', plaintext: new Uint8Array(62).fill(9) },
      });
      expect(checkEnvelope(envelope, keys.listIdBytes, keys.writePublicKey, nodeVerifier).ok).toBe(true);
      expect(checkEnvelope(envelope, keys.listIdBytes, keys.writePublicKey, await createNobleVerify()).ok).toBe(true);
      const view = linkFor(keys, 'view');
      if (!view) throw new Error();
      const decoded = decodeLink(encodeLink(view));
      if (!decoded.ok) throw new Error(decoded.error.type);
      const viewKeys = await deriveKeys(decoded.value, ed25519);
      if (!viewKeys.ok) throw new Error(viewKeys.error.type);
      expect(viewKeys.value.listId).toBe(keys.listId);
      expect((await openEnvelope(viewKeys.value, envelope, { ed25519 })).ok).toBe(true);
      const challenge = {
        origin: 'localhost:4680',
        listId: keys.listIdBytes,
        role: 'view',
        relayNonce: random(32),
        clientNonce: random(32),
        version: 1,
      } as const;
      expect(checkAccess(keys, challenge, await signAccess(viewKeys.value, challenge, ed25519), nodeVerifier)).toEqual({
        ok: true,
        value: 'view',
      });
      expect(fingerprint(keys, new Uint8Array(3))).toEqual(fingerprint(viewKeys.value, new Uint8Array(3)));
    }
  });
});
