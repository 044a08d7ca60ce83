/** All scenarios, in the order in which a class would see them. */
import { LINE_SCENARIOS } from './merging-lines.ts';
import { LIST_SCENARIOS } from './merging-lists.ts';
import type { Scenario } from './scenario.ts';
import { SYSTEM_SCENARIOS } from './system.ts';

/** Every scenario. */
export const SCENARIOS: readonly Scenario[] = [...LINE_SCENARIOS, ...LIST_SCENARIOS, ...SYSTEM_SCENARIOS];

/** The scenario of this id. */
export const scenarioById = (id: string): Scenario | undefined => SCENARIOS.find((scenario) => scenario.id === id);
