import { setFlagsFromString } from 'node:v8';

/** Bytecode, in bytes, that a function runs through before V8 considers to optimise it: in the first seconds, and V8's own. */
const BUDGET_BYTES = { first: 1_000_000, usual: 66 * 1_024 } as const;
/** Enough for some hundred clients who come at once. A storm that lasts longer is sooner over with optimised code. */
const FIRST_MS = 2_000;

const setBudget = (bytes: number): void => setFlagsFromString(`--interrupt-budget=${bytes}`);

/** Leaves V8's optimising compiler for later while a relay that has just started meets everybody at once (RELAY.md, D19). */
export const optimizeLater = (): void => {
  setBudget(BUDGET_BYTES.first);
  setTimeout(() => setBudget(BUDGET_BYTES.usual), FIRST_MS).unref();
};
