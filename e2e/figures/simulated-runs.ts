import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Figure } from './figure.ts';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
/** Enough to meet every kind of fault. Whole nights of them are `npm run sim -- --minutes N`. */
const RUNS = 300;

/** What is read of the report that `npm run sim -- --json FILE` writes. */
interface SimReport {
  readonly seed: string;
  readonly runs: number;
  readonly replicasMin: number;
  readonly acts: number;
  readonly actsMin: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly divergences: number;
  readonly stuckOutboxes: number;
  readonly failures: readonly { readonly seed: string }[];
}

/** A batch of simulated runs: how many devices, which faults, and whether any two copies differed after healing. */
export const measureSimulatedRuns = (): Promise<readonly Figure[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'tote-sim-'));
  const file = join(folder, 'report.json');
  try {
    // Ends with 1 when a run failed, which the report says; without a report, reading it fails.
    const args = ['run', '--silent', 'sim', '--', '--runs', String(RUNS), '--json', file];
    spawnSync('npm', args, { cwd: REPOSITORY, stdio: ['ignore', 'ignore', 'inherit'] });
    const report = JSON.parse(readFileSync(file, 'utf8')) as SimReport;
    const faults = Object.entries(report.faults).filter(([, times]) => times > 0);
    const failed = report.failures.map(({ seed }) => seed);
    return Promise.resolve([
      { name: 'simulated runs', value: report.runs, unit: 'count', note: `seed ${report.seed}` },
      {
        name: 'fewest replicas of a run',
        value: report.replicasMin,
        unit: 'count',
        note: `${report.acts} acts in all, at least ${report.actsMin} a run`,
      },
      {
        name: 'kinds of faults seen',
        value: faults.length,
        unit: 'count',
        note: faults.map(([kind, times]) => `${kind} ${times}`).join(', '),
      },
      {
        name: 'divergences',
        value: report.divergences,
        unit: 'count',
        limit: 0,
        note: `${report.stuckOutboxes} stuck outboxes, ${failed.length} failed runs ${failed.join(' ')}`.trim(),
      },
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
