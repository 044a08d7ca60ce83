import './ambient.ts';
import { createEditSecret, deriveKeys, openEnvelope, sealEnvelope } from '@tote/seal';
import { createStrictVerify, readStorable } from '@tote/seal/verify';
import { describe, expect, it } from 'vitest';
import { createNodeSeals } from './node-seals.ts';
import { createPrng } from './prng.ts';
import { createStubSeals } from './seals.ts';

const random = createPrng('0000000000000001').bytes;

describe.each([createStubSeals(), createNodeSeals()])('$kind seals', ({ verify, ...seals }) => {
  it('pass for those of a list on both sides, and notice a changed byte', async () => {
    for (let round = 0; round < 20; round += 1) {
      const derived = await deriveKeys({ role: 'edit', editSecret: createEditSecret(random) }, seals.ed25519);
      if (!derived.ok) throw new Error(derived.error.type);
      const keys = derived.value;
      const isStored = (bytes: Uint8Array): boolean => {
        const storable = readStorable(bytes);
        if (!storable.ok) return false;
        const { message, signature } = storable.value;
        return createStrictVerify(verify)(keys.writePublicKey, message(keys.listIdBytes), signature);
      };
      const envelope = await sealEnvelope(keys, 'update', random(50), { ...seals, random });
      expect(isStored(envelope)).toBe(true);
      expect(await openEnvelope(keys, envelope, seals)).toMatchObject({ ok: true });
      const changed = envelope.slice();
      const at = random(1)[0] ?? 0;
      changed[at % changed.length] = (changed[at % changed.length] ?? 0) ^ 1;
      expect((await openEnvelope(keys, changed, seals)).ok).toBe(false);
      expect(isStored(changed)).toBe(false);
    }
  });

  it('notice a changed byte where nothing is signed', async () => {
    const derived = await deriveKeys({ role: 'edit', editSecret: createEditSecret(random) }, seals.ed25519);
    if (!derived.ok) throw new Error(derived.error.type);
    const envelope = await sealEnvelope(derived.value, 'presence', random(50), { ...seals, random });
    expect(await openEnvelope(derived.value, envelope, seals)).toMatchObject({ ok: true });
    for (let at = 0; at < envelope.length; at += 1) {
      const changed = envelope.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect((await openEnvelope(derived.value, changed, seals)).ok).toBe(false);
    }
  });
});
