/** Adapter for Node: real Ed25519 by node:crypto, which answers at once and so keeps a run replayable. */
import { createPrivateKey, createPublicKey, sign, verify as nodeVerify, type KeyObject } from 'node:crypto';
import type { VerifySignature } from '@tote/seal';
import { createStrictVerify } from '@tote/seal/verify';
import type { Seals } from './seals.ts';

/** DER headers of Ed25519 keys (RFC 8410); 32 bytes follow. */
const PKCS8_HEADER = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_HEADER = Buffer.from('302a300506032b6570032100', 'hex');
/** Parsed keys kept per kind: a world uses two of each. */
const KEYS_MAX = 64;

const remembered = (parse: (bytes: Uint8Array) => KeyObject) => {
  const keysByBytes = new Map<string, KeyObject>();
  return (bytes: Uint8Array): KeyObject => {
    const name = Buffer.from(bytes).toString('latin1');
    const key = keysByBytes.get(name) ?? parse(bytes);
    if (keysByBytes.size >= KEYS_MAX) keysByBytes.clear();
    keysByBytes.set(name, key);
    return key;
  };
};

const privateKey = remembered((seed) =>
  createPrivateKey({ key: Buffer.concat([PKCS8_HEADER, seed]), format: 'der', type: 'pkcs8' }),
);
const publicKey = remembered((bytes) =>
  createPublicKey({ key: Buffer.concat([SPKI_HEADER, bytes]), format: 'der', type: 'spki' }),
);

/** Real signatures, and with them the real cipher. */
export const createNodeSeals = (): Seals => {
  const equation: VerifySignature = (key, message, signature) => {
    try {
      return nodeVerify(null, message, publicKey(key), signature);
    } catch {
      return false; // bytes that are no key: node:crypto says so by throwing
    }
  };
  const verify = createStrictVerify(equation);
  return {
    kind: 'real',
    verify: equation, // the relay puts the strict rule before it itself
    ed25519: {
      adapter: 'webcrypto',
      publicKey: (seed) => {
        const spki = createPublicKey(privateKey(seed)).export({ format: 'der', type: 'spki' });
        return Promise.resolve(new Uint8Array(spki.subarray(SPKI_HEADER.length)));
      },
      sign: (seed, message) => Promise.resolve(new Uint8Array(sign(null, message, privateKey(seed)))),
      verify: (key, message, signature) => Promise.resolve(verify(key, message, signature)),
    },
  };
};
