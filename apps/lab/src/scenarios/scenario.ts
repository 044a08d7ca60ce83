/** A scenario is data: what to begin with, what happens step by step, and what must come of it. */
import type { Action, Setup } from '../stage/action.ts';
import type { DeviceFrame, Frame } from '../stage/frame.ts';

/** One step: what a person reads while it plays, and how long to look at it. */
export interface ScenarioStep {
  readonly say: string;
  readonly actions: readonly Action[];
  /** Milliseconds of the lab, or until all devices agree. */
  readonly then: number | 'agreement';
}

/** What the page knows at the end of a scenario. */
export interface Outcome {
  readonly devices: readonly DeviceFrame[];
  readonly last: Frame;
}

/** One promise, as it is read before anything has happened, and how to see afterwards whether it was kept. */
export interface Pledge {
  readonly promise: string;
  readonly look: (outcome: Outcome) => Omit<Finding, 'promise'>;
}

/** One promise, and whether it was kept. */
export interface Finding {
  readonly promise: string;
  readonly isKept: boolean;
  /** What was found instead. */
  readonly found: string;
}

/** Something to see with one click. */
export interface Scenario {
  /** A rule of the merge contract, or a short name. */
  readonly id: string;
  readonly group: 'merge' | 'system';
  readonly title: string;
  /** A few sentences: what happens in life, and why it is hard. */
  readonly story: string;
  readonly setup: Partial<Omit<Setup, 'seed'>> & { readonly count?: number };
  readonly steps: readonly ScenarioStep[];
  readonly pledges: readonly Pledge[];
  /** Rows of the list as the contract promises them; the naive rivals are held against the same. Some rules leave a choice. */
  readonly rows: readonly (readonly string[])[];
  /** Somebody is told something: right lines alone do not keep the promise. */
  readonly tells?: boolean | undefined;
}

/** What became of a scenario's promises. */
export const findingsOf = ({ pledges }: Pick<Scenario, 'pledges'>, outcome: Outcome): readonly Finding[] =>
  pledges.map(({ promise, look }) => ({ promise, ...look(outcome) }));

/** Longest that a step waits for agreement, in milliseconds of the lab. */
export const AGREEMENT_MS_MAX = 90_000;
