import { setFlagsFromString } from 'node:v8';

/** Bytecode, in bytes, that a function runs through before V8 considers to optimise it: in the first seconds, and V8's own. */
const BUDGET_BYTES = { first: 1_000_000, usual: 66 * 1_024 } as const;
/** As long as the storm after a restart lasts: the clients come back spread over a few seconds. */
const FIRST_MS = 10_000;

const setBudget = (bytes: number): void => setFlagsFromString(`--interrupt-budget=${bytes}`);

/** Leaves V8's optimising compiler for later while a relay that has just started meets everybody at once (RELAY.md, D19). */
export const optimizeLater = (): void => {
  setBudget(BUDGET_BYTES.first);
  setTimeout(() => setBudget(BUDGET_BYTES.usual), FIRST_MS).unref();
};
