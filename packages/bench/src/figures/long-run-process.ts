/** Process that replays one contestant. Sizes do not depend on how busy the machine is, so replays run side by side. */
import { CONTESTANTS } from '../contestants.ts';
import { generateTrace } from '../workload/trace.ts';
import { measureLongRun } from './long-run.ts';
import type { LongRunOrder } from './long-runs.ts';

// Stays until the parent hangs up: a process that ended by itself could be gone before its result was read.
process.on('message', (order: LongRunOrder) => {
  const contestant = CONTESTANTS.find(({ name }) => name === order.name);
  if (!contestant) throw new Error(`there is no ${order.name}`);
  process.send?.(measureLongRun(contestant, generateTrace(order.workload)));
});
