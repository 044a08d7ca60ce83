/**
 * The merge contract as a program, for tests and the simulated world; no app needs it. Every replica can be compared with
 * what it says.
 */
export { differences } from './compare.ts';
export { createActor, doOnBoth, type ModelActor, Undecided } from './do-on-both.ts';
export { giveCommand } from './give-command.ts';
export { type ActSet, has, includes, NO_ACTS } from './act-set.ts';
export { isEdit } from './model-act.ts';
export type { RandomCommand } from './random-command.ts';
export { countPairs, REQUIRED_PAIRS } from './concurrent-pairs.ts';
export { missingFromRuns, randomRuns, REQUIRED } from './random-runs.ts';
export { createWorld as createModel } from './world.ts';
