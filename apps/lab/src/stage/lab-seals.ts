/** Real Ed25519 for a world in a page: noble, for it answers at once, and a seed must replay without time passing. */
import { createNobleEd25519, createNobleVerify, type VerifySignature } from '@tote/seal';
import type { Seals } from '@tote/sim';

/** Answers kept. Each is some hundred bytes; a long session in the lab has a few thousand signatures. */
const ANSWERS_MAX = 20_000;

const latin1 = new TextDecoder('latin1');

/** A pure function need be computed once: replays and the other devices ask the same questions again. */
const remembering = (verify: VerifySignature): VerifySignature => {
  const answers = new Map<string, boolean>();
  return (publicKey, message, signature) => {
    const question = [signature, publicKey, message].map((bytes) => latin1.decode(bytes)).join('|');
    const known = answers.get(question);
    if (known !== undefined) return known;
    if (answers.size >= ANSWERS_MAX) answers.clear();
    const answer = verify(publicKey, message, signature);
    answers.set(question, answer);
    return answer;
  };
};

/** Loads the curve code. Resolve this before a world runs: loading takes time of the platform. */
export const createLabSeals = async (): Promise<Seals> => {
  const verify = remembering(await createNobleVerify());
  const noble = await createNobleEd25519();
  return {
    kind: 'real',
    verify,
    ed25519: {
      ...noble,
      verify: (publicKey, message, signature) => Promise.resolve(verify(publicKey, message, signature)),
    },
  };
};
