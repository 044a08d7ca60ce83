import './ambient.ts';
import { createEditSecret, deriveKeys, openEnvelope, sealEnvelope } from '@tote/seal';
import { checkEnvelope } from '@tote/seal/verify';
import { describe, expect, it } from 'vitest';
import { createNodeSignatures } from './node-signatures.ts';
import { createPrng } from './prng.ts';
import { createStubSignatures } from './signatures.ts';

const random = createPrng('0000000000000001').bytes;

describe.each([createStubSignatures(), createNodeSignatures()])('$kind signatures', ({ ed25519, verify }) => {
  it('pass for those of a list on both sides, and notice a changed byte', async () => {
    for (let round = 0; round < 20; round += 1) {
      const derived = await deriveKeys({ role: 'edit', editSecret: createEditSecret(random) }, ed25519);
      if (!derived.ok) throw new Error(derived.error.type);
      const keys = derived.value;
      const envelope = await sealEnvelope(keys, 'update', random(50), { ed25519, random });
      expect(checkEnvelope(envelope, keys.listIdBytes, keys.writePublicKey, verify)).toMatchObject({ ok: true });
      expect(await openEnvelope(keys, envelope, { ed25519 })).toMatchObject({ ok: true });
      const changed = envelope.slice();
      const at = random(1)[0] ?? 0;
      changed[at % changed.length] = (changed[at % changed.length] ?? 0) ^ 1;
      expect(checkEnvelope(changed, keys.listIdBytes, keys.writePublicKey, verify).ok).toBe(false);
    }
  });
});
