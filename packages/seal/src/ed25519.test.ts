import { describe, expect, it, vi } from 'vitest';
import { chooseEd25519, worksHere } from './choose-ed25519.ts';
import { craftedSignatures, describeEd25519Contract, mixedOrderSignatures, nodeVerify } from './ed25519-contract.ts';
import { createNobleEd25519, createNobleVerify } from './ed25519-noble.ts';
import { createWebCryptoEd25519 } from './ed25519-webcrypto.ts';
import { createStrictVerify } from './verify/strict-ed25519.ts';

describeEd25519Contract('WebCrypto', () => Promise.resolve(createWebCryptoEd25519(crypto.subtle)));
describeEd25519Contract('noble', createNobleEd25519);

describe('synchronous verifiers behind the strict rule', () => {
  it('[K7] node:crypto and noble give the same verdict on crafted signatures', async () => {
    const strictNodeVerify = createStrictVerify(nodeVerify);
    const nobleVerify = await createNobleVerify();
    for (const { publicKey, message, signature } of [...craftedSignatures(), ...mixedOrderSignatures()]) {
      expect(nobleVerify(publicKey, message, signature)).toBe(strictNodeVerify(publicKey, message, signature));
    }
  });

  it('[K5] node:crypto alone would take what the strict rule refuses', () => {
    const taken = craftedSignatures().filter(({ publicKey, message, signature }) =>
      nodeVerify(publicKey, message, signature),
    );
    expect(taken.map(({ what }) => what)).toContain('R is the identity');
    expect(taken.map(({ what }) => what)).toContain('small-order key 0');
  });
});

describe('chooseEd25519', () => {
  it('[K15] takes WebCrypto where it works', async () => {
    expect((await chooseEd25519()).adapter).toBe('webcrypto');
  });

  it('[K15] takes noble on plain-http origins, where there is no subtle', async () => {
    vi.stubGlobal('crypto', { getRandomValues: () => undefined });
    expect((await chooseEd25519()).adapter).toBe('noble');
    vi.unstubAllGlobals();
  });

  it('[K15] takes noble where WebCrypto has no Ed25519', async () => {
    const refuse = () => Promise.reject(new DOMException('Unrecognized name.', 'NotSupportedError'));
    vi.stubGlobal('crypto', { subtle: { importKey: refuse } });
    expect((await chooseEd25519()).adapter).toBe('noble');
    vi.unstubAllGlobals();
  });

  it('[K15] does not trust an implementation that says yes to everything', async () => {
    const noble = await createNobleEd25519();
    expect(await worksHere(noble)).toBe(true);
    expect(await worksHere({ ...noble, verify: () => Promise.resolve(true) })).toBe(false);
  });
});
