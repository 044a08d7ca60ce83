/** What a naive way of merging makes of the same acts, ready to be shown. */
import type { Finding } from '../scenarios/scenario.ts';

/** One rival's lists. */
export interface RivalReport {
  readonly id: string;
  readonly title: string;
  /** One sentence: how it merges. */
  readonly how: string;
  readonly devices: readonly { readonly name: string; readonly rows: readonly string[] }[];
  readonly agree: boolean;
  /** Held against the promises of the scenario, if one plays. */
  readonly finding: Finding | undefined;
}
