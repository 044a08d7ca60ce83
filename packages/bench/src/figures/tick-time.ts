/** One tick: from the command to new rows for the screen. */
import { createRandom } from '../random.ts';
import type { BenchReplica, Representation } from '../replicas/bench-replica.ts';
import { median, timeMs } from '../statistics.ts';

/** What one tick costs. */
export interface TickFigures {
  readonly lines: number;
  readonly medianMs: number;
  /** Rows that are other objects after a tick than before. One, ideally: the ticked line. */
  readonly mostRowsReplaced: number;
}

interface Ticks {
  readonly times: number[];
  readonly rowsReplaced: number[];
}

/** After the trace's last minute. */
const MINUTE = 6_000_000;

const clearAll = (replica: BenchReplica): void => {
  for (const { name, ticked } of replica.lines()) if (!ticked) replica.perform({ type: 'tick', product: name }, MINUTE);
  replica.perform({ type: 'clear-done' }, MINUTE);
};

/** Every other line has an amount: its tick remembers how much it saw. */
const fill = (replica: BenchReplica, names: readonly string[]): void =>
  names.forEach((product, i) =>
    replica.perform({ type: 'add', product, amount: i % 2 === 0 ? undefined : { value: 2, unit: 'l' } }, MINUTE),
  );

const tickOne = (replica: BenchReplica, product: string, into: Ticks): void => {
  const before = new Set(replica.rows());
  let rows: readonly unknown[] = [];
  into.times.push(
    timeMs(() => {
      replica.perform({ type: 'tick', product }, MINUTE);
      rows = replica.rows();
    }),
  );
  into.rowsReplaced.push(rows.filter((row) => !before.has(row)).length);
};

const figuresOf = (lines: number, { times, rowsReplaced }: Ticks, warmUp: number): TickFigures => ({
  lines,
  medianMs: median(times.slice(warmUp)),
  mostRowsReplaced: Math.max(...rowsReplaced),
});

/** What is measured on: with a household's 60 lines, and with as many as no household has. */
export const TICK_PLANS = {
  household: { lines: 60, ticksARound: 60, rounds: 7, warmUp: 60 },
  many: { lines: 5_000, ticksARound: 300, rounds: 1, warmUp: 50 },
} as const;

/** One of {@link TICK_PLANS}. `warmUp`: as many of the first times do not count. */
interface TickPlan {
  readonly lines: number;
  readonly ticksARound: number;
  readonly rounds: number;
  readonly warmUp: number;
}

/**
 * Ticks line after line. First ticks, as in a shop: after each round the list is cleared and filled again.
 * @param document what the list has behind it; absent for a new list.
 */
export const measureTicks = ({ open }: Representation, plan: TickPlan, document?: Uint8Array): TickFigures => {
  const replica = open({ device: 0, random: createRandom('ticks'), ...(document ? { document } : {}) });
  replica.openSession();
  replica.logRead();
  const names = Array.from({ length: plan.lines }, (_, i) => `Product ${i + 1}`);
  const ticks: Ticks = { times: [], rowsReplaced: [] };
  for (let round = 0; round < plan.rounds; round += 1) {
    clearAll(replica);
    fill(replica, names);
    for (const name of names.slice(0, plan.ticksARound)) tickOne(replica, name, ticks);
  }
  replica.dispose();
  return figuresOf(plan.lines, ticks, plan.warmUp);
};
