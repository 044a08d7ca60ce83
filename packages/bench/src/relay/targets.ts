/** What Tote's relay has to reach, beside the others in the same run. */

/** Median of a figure; undefined if it was not measured. */
export type FigureOf = (scenario: string, rival: string, figure: string) => number | undefined;

/** A target: what it says, what was measured, and the most (or least) it may be. */
export interface Target {
  readonly text: string;
  readonly measured: number | undefined;
  readonly bound: number | undefined;
  readonly isReached: boolean | undefined;
  /** It is a speed, and the load had no time left to ask for more: not reached says nothing then. */
  readonly isLoadsLimit: boolean;
}

const TOTE = 'Tote';
/** From here on the load itself is what a speed measures. */
const LOAD_BUSY_MAX = 0.95;

/** Holds the medians against the targets. */
export const targetsOf = (figureOf: FigureOf): readonly Target[] => {
  const at = (
    text: string,
    kind: 'most' | 'least',
    measured: number | undefined,
    bound: number | undefined,
  ): Target => {
    const isKnown = measured !== undefined && bound !== undefined;
    const isReached = isKnown ? (kind === 'most' ? measured <= bound : measured >= bound) : undefined;
    return { text, measured, bound, isReached, isLoadsLimit: false };
  };
  const speedOf = (scenario: string, text: string, measured: number | undefined, bound: number | undefined): Target => {
    const target = at(`${scenario}: ${text}`, 'least', measured, bound);
    const isLoadsLimit = target.isReached === false && (figureOf(scenario, TOTE, 'load busy') ?? 0) >= LOAD_BUSY_MAX;
    return { ...target, isLoadsLimit };
  };
  const times = (value: number | undefined, factor: number): number | undefined => value && value * factor;
  const cpu = (rival: string) => figureOf('fan-out', rival, 'server CPU');
  const deliveries = (rival: string) => figureOf('fan-out', rival, 'deliveries');
  const delay = (rival: string, part: string) => figureOf('latency', rival, part);
  const perEdit = (rival: string) => figureOf('many lists', rival, 'server CPU');
  const back = (rival: string) => figureOf('devices back', rival, 'ms');
  return [
    at('fan-out: CPU per delivery at most 0.7 of Hocuspocus', 'most', cpu(TOTE), times(cpu('Hocuspocus'), 0.7)),
    at('fan-out: CPU per delivery at most 1/14 of y-websocket', 'most', cpu(TOTE), times(cpu('y-websocket'), 1 / 14)),
    speedOf('fan-out', 'deliveries per second no fewer than Hocuspocus', deliveries(TOTE), deliveries('Hocuspocus')),
    at('latency: p50 at most twice the bare broadcaster', 'most', delay(TOTE, 'p50'), times(delay('bare', 'p50'), 2)),
    at('latency: p99 at most 3 times the bare broadcaster', 'most', delay(TOTE, 'p99'), times(delay('bare', 'p99'), 3)),
    at('many lists: p99 at most 60 ms', 'most', figureOf('many lists', TOTE, 'p99'), 60),
    at('many lists: CPU per edit at most y-websocket', 'most', perEdit(TOTE), perEdit('y-websocket')),
    speedOf('joins', '2,500 per second', figureOf('joins', TOTE, 'joins per second'), 2_500),
    at('idle: 12 KiB per connection', 'most', figureOf('idle', TOTE, 'KiB per conn'), 12),
    at('idle: 1 KiB per further list', 'most', figureOf('idle', TOTE, 'KiB per further'), 1),
    at('idle: 2 ms of CPU per second for all', 'most', figureOf('idle', TOTE, 'CPU'), 2),
    speedOf('durable', '3,000 acknowledgements per second', figureOf('durable', TOTE, 'per second'), 3_000),
    at('durable: p99 at most 50 ms', 'most', figureOf('durable', TOTE, 'p99'), 50),
    at('cold join: 60 ms', 'most', figureOf('cold', TOTE, 'ms'), 60),
    at('cold join: 40 KB', 'most', figureOf('cold', TOTE, 'KB'), 40),
    at('back at once: no later than y-websocket', 'most', back(TOTE), back('y-websocket')),
    at('flood: 64 MiB more at most', 'most', figureOf('flood', TOTE, 'MiB'), 64),
    at('flood: honest p99 at most 150 ms', 'most', figureOf('flood', TOTE, 'honest p99'), 150),
    at('readers that never read: all evicted', 'least', figureOf('readers', TOTE, 'evicted'), 1),
    at('readers that never read: 128 MiB (the budget) more at most', 'most', figureOf('readers', TOTE, 'MiB'), 128),
  ];
};
