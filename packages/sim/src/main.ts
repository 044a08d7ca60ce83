/** `npm run sim`: runs without a screen. Exits with 1 when anything failed or a kind of fault never happened. */
import './ambient.ts';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { readOptions, USAGE, type Share } from './cli-options.ts';
import { runDocuments } from './document-runs.ts';
import { inlineLess } from './inline-less.ts';
import { createNodeSeals } from './node-seals.ts';
import { labLink } from './lab-link.ts';
import { handIn, runInProcesses } from './processes.ts';
import { reportBatch, runShare, type NumberedResult } from './run-batch.ts';
import { endWhenCut, whyNotWritable } from './terminal.ts';

inlineLess();
const args = process.argv.slice(2);
const options = readOptions(args, availableParallelism());
if (args.includes('--help')) {
  console.log(USAGE);
  process.exit(0);
}
const refuse: (why: string) => never = (why) => {
  console.error(why);
  process.exit(2);
};
if ('notUnderstood' in options) refuse(`not understood: ${options.notUnderstood}\n\n${USAGE}`);
const trouble = options.jsonFile !== undefined && whyNotWritable(options.jsonFile);
if (trouble) refuse(trouble);
endWhenCut(process.stdout, () => process.exit(options.trace ? 0 : 1));
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
const batch = { ...options, seed };
const print = (line: string) => console.log(line);
const runHere = (share: Share, take: (done: NumberedResult) => void) =>
  runShare(batch, share, {
    real: createNodeSeals(),
    costMs: () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1_000;
    },
    print,
    begins: (run) => (current = run),
    take,
  });
if (batch.share) await runHere(batch.share, handIn);
else {
  print(`seed ${seed}`);
  if (batch.documents) process.exit(runDocuments({ ...batch, print }) ? 1 : 0);
  const shared = batch.jobs > 1 && batch.runs > 1 && !batch.trace;
  const failed = await reportBatch(batch, {
    work: (take) =>
      shared ? runInProcesses(batch, process.argv[1] ?? '', args, take) : runHere({ first: 0, of: 1 }, take),
    print,
    write: (file, text) => writeFileSync(file, text),
  });
  process.exit(failed ? 1 : 0);
}
