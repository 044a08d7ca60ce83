// `npm run verify`: every check there is, in order; the first that fails ends the run. Prints how long each took.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { buildIfChanged } from './steps/build.mjs';
import { npm } from './steps/child.mjs';
import { root } from './steps/root.mjs';

/** Where the two test runners leave their totals, and how each calls them. */
const REPORTS = [
  {
    path: '.cache/verify/unit.json',
    totals: (report) => ({
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests,
    }),
  },
  {
    path: 'e2e/results/report.json',
    totals: ({ stats }) => ({
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky,
      skipped: stats.skipped,
    }),
  },
];

const npmScript = (name, options, args = []) => npm(['run', '--silent', name, '--', ...args], options);
/** A check is shown only when it fails; tests are shown as they run, for they take minutes. */
const check = (name) => () => npmScript(name, { quiet: true });
const tests =
  (name, ...args) =>
  () =>
    npmScript(name, {}, args);
const [unitReport] = REPORTS;
/** Simulated worlds of one `npm test`: the same ones each time, so that a red run is red again. */
const WORLDS = ['--runs', '2000', '--seed', '5eed000000000000'];

/** They only read, each on one processor: so they run side by side, the longest first behind the one that takes no time. */
const READINGS = {
  lock: check('check:lock'),
  lint: check('check:lint'),
  types: check('check:types'),
  format: check('check:format'),
  imports: check('check:imports'),
  unused: check('check:unused'),
};

/** Each keeps all processors busy. */
const TESTS = {
  'unit, property': tests('test:unit', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport.path}`),
  'simulated worlds': tests('sim', ...WORLDS),
  build: async () => {
    await buildIfChanged(); // Ends the process itself when a build fails.
    return { code: 0, output: '' };
  },
  'end to end': tests('test:e2e'),
};

/** What the test runners reported; a runner that did not get its turn has left no report. */
const testTotals = () =>
  REPORTS.flatMap(({ path, totals }) => {
    const file = join(root, path);
    return existsSync(file) ? [totals(JSON.parse(readFileSync(file, 'utf8')))] : [];
  });

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

const printSummary = (timings) => {
  const width = Math.max(...timings.map(({ name }) => name.length));
  console.log('');
  for (const { name, seconds, code } of timings) {
    console.log(`  ${name.padEnd(width)}  ${seconds.toFixed(1).padStart(6)} s  ${code === 0 ? 'ok' : 'FAILED'}`);
  }
  const totals = testTotals();
  if (totals.length === 0) return;
  const total = (kind) => sum(totals.map((one) => one[kind]));
  console.log(`\n${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped`);
};

for (const { path } of REPORTS) {
  rmSync(join(root, path), { force: true });
  mkdirSync(dirname(join(root, path)), { recursive: true });
}
const timings = [];

/** Runs checks in as many lanes; a failure ends the run, once what was begun beside it has ended too. */
const runAll = async (checks, lanes) => {
  const waiting = Object.entries(checks);
  const runLane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, runCheck] = next;
      console.log(`— ${name}`);
      const startedAt = performance.now();
      const { code, output } = await runCheck();
      timings.push({ name, code, seconds: (performance.now() - startedAt) / 1000 });
      if (code === 0) continue;
      console.error(output);
      waiting.length = 0;
    }
  };
  await Promise.all(Array.from({ length: lanes }, runLane));
  if (timings.every(({ code }) => code === 0)) return;
  printSummary(timings);
  process.exit(1);
};

await runAll(READINGS, availableParallelism());
await runAll(TESTS, 1);
printSummary(timings);
