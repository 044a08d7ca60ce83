import { replay } from '../replay.ts';
import type { Representation, StateSizes } from '../replicas/bench-replica.ts';
import { DEVICES, type TraceEvent } from '../workload/acts.ts';
import { timeMs } from '../statistics.ts';

/** What years of a household make of a representation. */
export interface LongRun {
  /** At the end of each year. */
  readonly sizesByYear: readonly StateSizes[];
  /** Of every tick that was made in all the years. */
  readonly tickBytes: readonly number[];
  /** As a new device gets it. */
  readonly document: Uint8Array;
  /** All acts on all devices, with everything sent and received. */
  readonly replaySeconds: number;
  /** Whether all devices show the same in the end. */
  readonly isConverged: boolean;
}

/** Lives through the trace. */
export const measureLongRun = (representation: Representation, trace: readonly TraceEvent[]): LongRun => {
  const sizesByYear: StateSizes[] = [];
  const tickBytes: number[] = [];
  let replicas: ReturnType<typeof replay> | undefined;
  const took = timeMs(() => {
    replicas = replay(representation, trace, {
      onYearEnd: (_, replica) => sizesByYear.push(replica.sizes()),
      onAct: (type, bytes) => {
        if (type === 'tick') tickBytes.push(bytes);
      },
    });
  });
  if (!replicas) throw new Error('a replay ends with its replicas');
  const { 0: first } = replicas;
  const shown = DEVICES.map((device) => JSON.stringify(replicas?.[device].lines()));
  const result = {
    sizesByYear,
    tickBytes,
    document: first.document(),
    replaySeconds: took / 1000,
    isConverged: new Set(shown).size === 1,
  };
  for (const device of DEVICES) replicas[device].dispose();
  return result;
};
