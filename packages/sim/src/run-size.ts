/** Fewest acts of a run. */
export const ACTS_MIN = 40;
/** Fewest devices that take part from the beginning. */
export const REPLICAS_MIN = 3;

/**
 * How large a run is. Two devices and two acts are what a fault mostly takes, so most runs are brief: more of them fit into a
 * second. What takes many devices, hours or a long log is found by the ample ones.
 */
export const SIZES = {
  brief: {
    weight: 7,
    replicas: [3, 3, 3, 4],
    seconds: [8, 30],
    acts: [ACTS_MIN, ACTS_MIN + 4],
    long: 0,
    troubles: [2, 8],
  },
  ample: {
    weight: 1,
    replicas: [3, 3, 3, 4, 4, 5],
    seconds: [15, 90],
    acts: [ACTS_MIN, ACTS_MIN + 20],
    long: 0.04,
    troubles: [3, 16],
  },
} as const satisfies Readonly<Record<string, Size>>;

/** What is drawn for a run of a size. */
export interface Size {
  /** How often it is drawn, relative to the other. */
  readonly weight: number;
  readonly replicas: readonly number[];
  readonly seconds: readonly [low: number, high: number];
  readonly acts: readonly [low: number, high: number];
  /** Share of runs with several times as many acts. */
  readonly long: number;
  readonly troubles: readonly [low: number, high: number];
}

/** Name of a size. */
export type SizeName = keyof typeof SIZES;

/** Names of the sizes. */
export const SIZE_NAMES = Object.keys(SIZES) as readonly SizeName[];
