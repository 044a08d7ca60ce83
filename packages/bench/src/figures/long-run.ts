import { replay } from '../replay.ts';
import type { Representation, StateSizes } from '../replicas/bench-replica.ts';
import { DEVICES, type TraceEvent } from '../workload/acts.ts';

/** What years of a household make of a representation. */
export interface LongRun {
  /** At the end of each year. */
  readonly sizesByYear: readonly StateSizes[];
  /** Of every tick that was made in all the years. */
  readonly tickBytes: readonly number[];
  /** As a new device gets it. */
  readonly document: Uint8Array;
  /** Whether all devices show the same in the end. */
  readonly isConverged: boolean;
}

/** Lives through the trace. */
export const measureLongRun = (representation: Representation, trace: readonly TraceEvent[]): LongRun => {
  const sizesByYear: StateSizes[] = [];
  const tickBytes: number[] = [];
  const replicas = replay(representation, trace, {
    onYearEnd: (_, replica) => sizesByYear.push(replica.sizes()),
    onAct: (type, bytes) => {
      if (type === 'tick') tickBytes.push(bytes);
    },
  });
  const { 0: first } = replicas;
  const shown = DEVICES.map((device) => JSON.stringify(replicas[device].lines()));
  const result = {
    sizesByYear,
    tickBytes,
    document: first.document(),
    isConverged: new Set(shown).size === 1,
  };
  for (const device of DEVICES) replicas[device].dispose();
  return result;
};
