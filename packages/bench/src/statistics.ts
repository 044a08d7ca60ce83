/** Medians, and timing of several things side by side: what a busy machine does to one of them, it does to all. */

/** The middle value; NaN of nothing. */
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
};

/** Milliseconds that a call took. */
export const timeMs = (call: () => void): number => {
  const start = performance.now();
  call();
  return performance.now() - start;
};

/** One of the things that are timed. */
export interface Timed {
  readonly name: string;
  /** Returns the milliseconds that count: what it prepares and cleans up does not. */
  readonly run: () => number;
}

/** Median milliseconds by name, of `rounds` rounds in which each runs once, after rounds that only warm up. */
export const interleavedMedians = (
  contestants: readonly Timed[],
  rounds: { readonly warmUp: number; readonly measured: number },
): ReadonlyMap<string, number> => {
  const timesByName = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds.warmUp + rounds.measured; round += 1)
    for (const { name, run } of contestants) {
      const took = run();
      if (round >= rounds.warmUp) timesByName.get(name)?.push(took);
    }
  return new Map([...timesByName].map(([name, times]) => [name, median(times)]));
};
