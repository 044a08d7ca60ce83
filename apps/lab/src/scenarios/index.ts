/** All scenarios, in the order in which a class would see them. */
import type { Scenario } from './scenario.ts';

/** Every scenario. */
export const SCENARIOS: readonly Scenario[] = [];

/** The scenario of this id. */
export const scenarioById = (id: string): Scenario | undefined => SCENARIOS.find((scenario) => scenario.id === id);
