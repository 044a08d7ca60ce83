/** What the naive ways of merging make of the same acts, ready to be shown. */
import type { Recording } from '../stage/frame.ts';
import { faultsOf } from './faults.ts';
import { FIRST_COME } from './first-come.ts';
import { NESTED_MAPS } from './nested-maps.ts';
import { playRival } from './rival-world.ts';
import { WHOLE_DOCUMENT } from './whole-document.ts';

/** One rival's lists. */
export interface RivalReport {
  readonly id: string;
  readonly title: string;
  /** How it merges, in a sentence or two. */
  readonly how: string;
  readonly devices: readonly { readonly name: string; readonly rows: readonly string[] }[];
  readonly agree: boolean;
  /** What is not as the scenario promises; undefined if none promises anything. */
  readonly faults: readonly string[] | undefined;
}

const sorted = (rows: readonly string[]) => [...rows].sort().join('\n');

/** Plays all rivals up to a moment. `promised` are the rows of the scenario that plays. */
export const reportRivals = (
  recording: Recording,
  untilMs: number,
  promised: readonly (readonly string[])[],
): readonly RivalReport[] => {
  const report = (
    { id, title, how }: Pick<RivalReport, 'id' | 'title' | 'how'>,
    devices: RivalReport['devices'],
  ): RivalReport => {
    const shown = devices.map(({ rows }) => sorted(rows));
    const agree = shown.every((one) => one === shown[0]);
    const faults = [
      ...new Set(devices.flatMap(({ rows }) => faultsOf(rows, promised))),
      ...(agree ? [] : ['the devices do not agree']),
    ];
    return { id, title, how, devices, agree, faults: promised.length === 0 ? undefined : faults };
  };
  return [
    report(NESTED_MAPS, playRival(NESTED_MAPS, recording, untilMs)),
    report(WHOLE_DOCUMENT, playRival(WHOLE_DOCUMENT, recording, untilMs)),
    report(FIRST_COME, playRival(FIRST_COME, recording, untilMs)),
  ];
};
