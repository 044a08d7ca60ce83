// `npm run figures [-- --json] [-- --only first-load,tick-bytes]`: how fast and how small, measured on the built app.
import { parseArgs } from 'node:util';
import { measureColdStart } from './cold-start.ts';
import { figuresToTable, type Figure } from './figure.ts';
import { measureFirstLoad } from './first-load.ts';
import { measureFreshClone } from './fresh-clone.ts';
import { measureHands } from './hands.ts';
import { measureLabFrames } from './lab-frames.ts';
import { measureLighthouse } from './lighthouse.ts';
import { measureMemory } from './memory.ts';
import { measurePropagation } from './propagation.ts';
import { measureSimulatedRuns } from './simulated-runs.ts';
import { onStage } from './stage.ts';
import { measureStoredList } from './stored-list.ts';
import { measureTickBytes } from './tick-bytes.ts';

const MEASUREMENTS = {
  propagation: onStage(measurePropagation),
  'first-load': onStage(measureFirstLoad),
  'tick-bytes': onStage(measureTickBytes),
  'stored-list': measureStoredList,
  'cold-start': measureColdStart,
  lighthouse: measureLighthouse,
  memory: onStage(measureMemory),
  hands: onStage(measureHands),
  'lab-frames': onStage(measureLabFrames),
  'simulated-runs': measureSimulatedRuns,
  'fresh-clone': measureFreshClone,
};

const { values } = parseArgs({
  options: { json: { type: 'boolean' }, only: { type: 'string' }, minutes: { type: 'string' } },
});
const wanted = values.only?.split(',');
const figures: Figure[] = [];
for (const [name, measure] of Object.entries(MEASUREMENTS)) {
  if (wanted !== undefined && !wanted.includes(name)) continue;
  console.error(`measuring ${name} …`);
  figures.push(...(await measure()));
}
console.log(values.json ? JSON.stringify(figures, undefined, 2) : figuresToTable(figures));
