/** Counters, gauges and histograms in the text format of Prometheus 0.0.4 (RELAY.md, O3 and D11). */

/** A number that only grows, by the values of one label (or of none). */
export interface Counter {
  add(label?: string, amount?: number): void;
}

/** How often a value fell below each bound. */
export interface Histogram {
  observe(value: number): void;
}

/** All metrics of a process. */
export interface Metrics {
  counter(name: string, help: string, label?: { readonly name: string; readonly values: readonly string[] }): Counter;
  /** `read` is asked when somebody looks. */
  gauge(name: string, help: string, read: () => number): void;
  /** Texts, as labels of a gauge that is always 1. */
  info(name: string, help: string, labels: Readonly<Record<string, string>>): void;
  /** A counter that somebody else keeps. */
  total(name: string, help: string, read: () => number): void;
  histogram(name: string, help: string, bounds: readonly number[]): Histogram;
  text(): string;
}

const NO_LABEL = '';

/** Creates an empty set. Names and label values are ours: letters, digits, `_`, `.` and `-`, so nothing is escaped. */
export const createMetrics = (): Metrics => {
  const families: (() => string)[] = [];

  const family = (name: string, help: string, type: string, samples: () => readonly string[]): void => {
    families.push(() => [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...samples()].join('\n'));
  };

  return {
    counter: (name, help, label) => {
      // All values of a label are there from the start: a rate over something that has just appeared misses its first time.
      const counts = new Map((label?.values ?? [NO_LABEL]).map((value) => [value, 0]));
      family(name, help, 'counter', () =>
        [...counts].map(([value, count]) => `${name}${label ? `{${label.name}="${value}"}` : ''} ${count}`),
      );
      return { add: (value = NO_LABEL, amount = 1) => counts.set(value, (counts.get(value) ?? 0) + amount) };
    },
    gauge: (name, help, read) => family(name, help, 'gauge', () => [`${name} ${read()}`]),
    info: (name, help, labels) => {
      const shown = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
      family(name, help, 'gauge', () => [`${name}{${shown.join(',')}} 1`]);
    },
    total: (name, help, read) => family(name, help, 'counter', () => [`${name} ${read()}`]),
    histogram: (name, help, bounds) => {
      const counts = new Array<number>(bounds.length + 1).fill(0);
      let sum = 0;
      family(name, help, 'histogram', () => {
        let below = 0;
        const buckets = [...bounds, '+Inf'].map((bound, index) => {
          below += counts[index] ?? 0;
          return `${name}_bucket{le="${bound}"} ${below}`;
        });
        return [...buckets, `${name}_sum ${sum}`, `${name}_count ${below}`];
      });
      return {
        observe: (value) => {
          const found = bounds.findIndex((bound) => value <= bound);
          const place = found < 0 ? bounds.length : found;
          counts[place] = (counts[place] ?? 0) + 1;
          sum += value;
        },
      };
    },
    text: () => `${families.map((print) => print()).join('\n')}\n`,
  };
};
