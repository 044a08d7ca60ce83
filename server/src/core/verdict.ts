/** Whether a signature is good: known at once, or later, when another thread has computed it. Never rejects. */
export type Verdict = boolean | Promise<boolean>;

/** Port: [s]B = R + [k]A for Ed25519. node:crypto on its threads, or noble in a browser. The strict rule is put before it here. */
export type VerifyEquation = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => Verdict;

/** Whether all are good. Known at once if all are, or if one that is known is not. */
export const allGood = (verdicts: readonly Verdict[]): Verdict => {
  if (verdicts.includes(false)) return false;
  const later = verdicts.filter((verdict) => typeof verdict !== 'boolean');
  if (later.length === 0) return true;
  return Promise.all(later).then((answers) => !answers.includes(false));
};
