/** `npm run sim`: runs without a screen. Exits with 1 when anything failed or a kind of fault never happened. */
import './ambient.ts';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { readOptions, USAGE } from './cli-options.ts';
import { runDocuments } from './document-runs.ts';
import { createNodeSignatures } from './node-signatures.ts';
import { labLink } from './lab-link.ts';
import { runBatch } from './run-batch.ts';

/** Fewest runs after which a kind of fault that never happened is a failure. */
const RUNS_FOR_EVERY_FAULT = 300;

const options = readOptions(process.argv.slice(2));
if (!options) {
  console.log(USAGE);
  process.exit(2);
}
if (options.open !== undefined) {
  console.log(labLink({ ...options, open: options.open }, `http://localhost:${process.env['PORT'] ?? '4680'}`));
  process.exit(0);
}
process.setMaxListeners(0); // each open replica of a world listens for the end of the process
let current = '';
process.on('unhandledRejection', (error) => {
  console.log(`seed ${current}: a promise was rejected and nobody cared`, error);
  process.exit(1);
});
const seed = options.seed ?? randomBytes(8).toString('hex');
console.log(`seed ${seed}`);
if (options.documents) process.exit(runDocuments({ ...options, seed, print: (line) => console.log(line) }) ? 1 : 0);
const failed = await runBatch({
  ...options,
  seed,
  real: createNodeSignatures(),
  everyFault: options.runs >= RUNS_FOR_EVERY_FAULT && options.troubles === undefined,
  print: (line) => console.log(line),
  begins: (run) => (current = run),
  costMs: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  },
  write: (file, text) => writeFileSync(file, text),
});
process.exit(failed ? 1 : 0);
