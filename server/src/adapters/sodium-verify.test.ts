import { craftedSignatures, mixedOrderSignatures, nodeVerify } from '@tote/seal/ed25519-contract';
import { createStrictVerify } from '@tote/seal/verify';
import { describe, expect, it } from 'vitest';
import { verifyOnThreads } from './node-verify.ts';
import { computesOurEquation, loadSodiumVerify } from './sodium-verify.ts';

const sodium = await loadSodiumVerify();

describe('signature checks at the relay', () => {
  it('[R3] are taken from libsodium only if it computes the equation of every other device', () => {
    expect(computesOurEquation(nodeVerify)).toBe(true);
    expect(computesOurEquation(() => true)).toBe(false);
    expect(computesOurEquation(() => false)).toBe(false);
  });

  const verifiers = [
    ['node:crypto', verifyOnThreads],
    // Not on every platform.
    ...(sodium ? [['libsodium', sodium] as const] : []),
  ] as const;

  it.each(verifiers)(
    '[R3] by %s give the answers of the one rule to honest, crafted and damaged signatures',
    async (_, verify) => {
      const rule = createStrictVerify(nodeVerify);
      const strict = createStrictVerify(verify);
      const answers = [];
      for (const { publicKey, message, signature } of [...craftedSignatures(), ...mixedOrderSignatures()])
        for (const changed of [signature, signature.map((byte, index) => (index === 40 ? byte ^ 1 : byte))]) {
          const answer = await strict(publicKey, message, changed);
          expect(answer).toBe(rule(publicKey, message, changed));
          answers.push(answer);
        }
      expect(new Set(answers).size).toBe(2);
    },
  );
});
