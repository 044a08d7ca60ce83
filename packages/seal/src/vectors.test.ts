/**
 * Holds the code to `vectors/seal-1.json`, which no test writes: a released vector is never edited, only added to. The key tree
 * is computed a second time here with node:crypto, so that a vector is not merely what our own code once printed.
 */
import { createHash, createPrivateKey, createPublicKey, hkdfSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { nodeVerify } from './ed25519-contract.ts';
import { createNobleEd25519 } from './ed25519-noble.ts';
import { openEnvelope, sealEnvelope } from './envelope.ts';
import { fingerprint } from './fingerprint.ts';
import { deriveKeys, linkFor, type EditKeys } from './list-keys.ts';
import { decodeLink, encodeLink } from './list-link.ts';
import { toEditSecret } from './list-secrets.ts';
import { signAccess } from './sign-access.ts';
import { testEd25519, valueOf } from './test-keys.ts';
import { checkEnvelope, opensList } from './test-relay.ts';
import { accessMessage, envelopeId, type EnvelopeKind, type Role } from './verify/index.ts';
import { paddedLength } from './verify/padded-length.ts';

interface SealVectors {
  readonly lists: readonly {
    readonly editSecret: string;
    readonly viewSecret: string;
    readonly writeSeed: string;
    readonly readSeed: string;
    readonly updateKey: string;
    readonly snapshotKey: string;
    readonly presenceKey: string;
    readonly fingerprintKey: string;
    readonly writePublicKey: string;
    readonly readPublicKey: string;
    readonly contentCommitment: string;
    readonly listId: string;
    readonly listIdText: string;
    readonly editLink: string;
    readonly viewLink: string;
    readonly access: readonly {
      readonly origin: string;
      readonly role: Role;
      readonly relayNonce: string;
      readonly clientNonce: string;
      readonly version: number;
      readonly message: string;
      readonly signature: string;
    }[];
    readonly envelopes: readonly {
      readonly kind: EnvelopeKind;
      readonly nonce: string;
      readonly plaintext: string;
      readonly envelope: string;
      readonly id: string;
    }[];
    readonly fingerprints: readonly { readonly visible: string; readonly emoji: string; readonly hex: string }[];
  }[];
  readonly paddedLengths: readonly (readonly [number, number])[];
}

const vectors = JSON.parse(readFileSync(new URL('../vectors/seal-1.json', import.meta.url), 'utf8')) as SealVectors;
type ListVector = SealVectors['lists'][number];

const keysOf = async (vector: ListVector): Promise<EditKeys> => {
  const editSecret = toEditSecret(hexToBytes(vector.editSecret));
  const keys = valueOf(await deriveKeys({ role: 'edit', editSecret }, testEd25519));
  if (keys.role !== 'edit') throw new Error('an edit link gives the edit role');
  return keys;
};

const nodeHkdf = (parent: Uint8Array, use: string, length: number) =>
  new Uint8Array(hkdfSync('sha256', parent, 'tote/1/salt\0', `tote/1/${use}\0`, length));
const nodeSha256 = (...parts: (string | Uint8Array)[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
};
const nodePublicKey = (seed: Uint8Array) => {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const { x = '' } = createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })).export({
    format: 'jwk',
  });
  return new Uint8Array(Buffer.from(x, 'base64url'));
};

describe.each(vectors.lists)('vectors of the list $listIdText', (vector) => {
  it('[K1, K2, K3] keys and list id', async () => {
    const keys = await keysOf(vector);
    const names = [
      'viewSecret',
      'writeSeed',
      'readSeed',
      'updateKey',
      'snapshotKey',
      'presenceKey',
      'fingerprintKey',
      'writePublicKey',
      'readPublicKey',
      'contentCommitment',
    ] as const;
    for (const name of names) expect(bytesToHex(keys[name]), name).toBe(vector[name]);
    expect(bytesToHex(keys.listIdBytes)).toBe(vector.listId);
    expect(keys.listId).toBe(vector.listIdText);
    const noble = valueOf(await deriveKeys({ role: 'edit', editSecret: keys.editSecret }, await createNobleEd25519()));
    expect(noble).toEqual(keys);
  });

  it('[K1, K2, K3] the same with node:crypto alone', () => {
    const editSecret = hexToBytes(vector.editSecret);
    const writePublicKey = nodePublicKey(nodeHkdf(editSecret, 'write key', 32));
    const viewSecret = nodeHkdf(editSecret, 'view secret', 16);
    const readPublicKey = nodePublicKey(nodeHkdf(viewSecret, 'read key', 32));
    const contentKey = nodeHkdf(viewSecret, 'content key', 32);
    const commitment = nodeSha256('tote/1/content commitment\0', contentKey);
    const listId = nodeSha256('tote/1/list id\0', Uint8Array.of(1), writePublicKey, readPublicKey, commitment);
    expect(bytesToHex(listId)).toBe(vector.listId);
    for (const use of ['update', 'snapshot', 'presence', 'fingerprint'] as const) {
      expect(bytesToHex(nodeHkdf(contentKey, `${use} key`, 32))).toBe(vector[`${use}Key`]);
    }
  });

  it('[K4] links', async () => {
    const keys = await keysOf(vector);
    for (const role of ['edit', 'view'] as const) {
      const link = linkFor(keys, role);
      if (link === undefined) throw new Error('an editor can make both links');
      expect(encodeLink(link)).toBe(vector[`${role}Link`]);
      expect(decodeLink(vector[`${role}Link`])).toEqual({ ok: true, value: link });
    }
  });

  it('[K8] access proofs', async () => {
    const keys = await keysOf(vector);
    for (const { origin, role, relayNonce, clientNonce, version, message, signature } of vector.access) {
      const challenge = {
        origin,
        role,
        version,
        listId: keys.listIdBytes,
        relayNonce: hexToBytes(relayNonce),
        clientNonce: hexToBytes(clientNonce),
      };
      expect(bytesToHex(accessMessage(challenge))).toBe(message);
      expect(bytesToHex(await signAccess(keys, challenge, testEd25519))).toBe(signature);
      expect(opensList(keys, challenge, hexToBytes(signature))).toBe(true);
    }
  });

  it('[K9] envelopes', async () => {
    const keys = await keysOf(vector);
    for (const { kind, nonce, plaintext, envelope, id } of vector.envelopes) {
      const random = () => hexToBytes(nonce) as Uint8Array<ArrayBuffer>;
      const sealed = await sealEnvelope(keys, kind, hexToBytes(plaintext), { ed25519: testEd25519, random });
      expect(bytesToHex(sealed)).toBe(envelope);
      expect(bytesToHex(envelopeId(sealed))).toBe(id);
      expect(valueOf(await openEnvelope(keys, hexToBytes(envelope), { ed25519: testEd25519 }))).toEqual({
        kind,
        plaintext: hexToBytes(plaintext),
      });
      const isStorable = checkEnvelope(hexToBytes(envelope), keys.listIdBytes, keys.writePublicKey, nodeVerify).ok;
      expect(isStorable).toBe(kind !== 'presence');
    }
  });

  it('[K14] fingerprints', async () => {
    const keys = await keysOf(vector);
    for (const { visible, emoji, hex } of vector.fingerprints) {
      const made = fingerprint(keys, hexToBytes(visible));
      expect(made.emoji.join('')).toBe(emoji);
      expect(made.hex).toBe(hex);
    }
  });
});

it('[K11] vectors of padded lengths', () => {
  for (const [length, padded] of vectors.paddedLengths) expect(paddedLength(length)).toBe(padded);
});
