/**
 * Decides when this replica replaces the tail of the log by a snapshot. Rule: when the tail passes `TAIL_ENTRIES` or
 * `TAIL_BYTES`, after a random pause, unless somebody else's snapshot arrives first. Only a replica that is live, has nothing
 * pending and nothing waiting makes one (promise 5 of the relay's contract).
 */
import type { RandomBytes } from '@tote/seal';
import type { RelayLearner } from './relay-learner.ts';

/** Entries beyond the last snapshot after which one is due. A joiner verifies each: 100 cost a slow phone 120 ms. */
const TAIL_ENTRIES = 100;
/** Bytes of them after which one is due, however few they are: pasted recipes are big, and a joiner on a slow line waits for each byte. */
const TAIL_BYTES = 64 * 1024;
/**
 * Longest pause before making one, in milliseconds: spreads the makers of a busy list. Twice as long after each that did not
 * arrive: on a line that carries none in the time of a connection, acts would wait behind one attempt after the other.
 */
const PAUSE_MS_MAX = { first: 5_000, longest: 3_600_000 } as const;

/** What became of a snapshot that was due: it is on its way; this replica cannot make one now; the state fits none. */
export type SnapshotOutcome = 'made' | 'not-now' | 'too-long';

/** Watches the length of the tail. */
export interface SnapshotMaker {
  /** The tail may have become longer. */
  tailMoved(): void;
  stop(): void;
}

/**
 * Creates the watch; `make` is called when a snapshot is due. A state that fits none is not encoded again before the tail is
 * twice as long.
 */
export const createSnapshotMaker = (deps: {
  readonly random: RandomBytes;
  readonly tail: () => RelayLearner['tail'];
  readonly make: () => SnapshotOutcome;
  /** Instead of {@link TAIL_ENTRIES}. */
  readonly tailEntries?: number | undefined;
}): SnapshotMaker => {
  const { tailEntries = TAIL_ENTRIES } = deps;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** How many times as long as usual the tail has to be. */
  let patience = 1;
  let pauseMsMax: number = PAUSE_MS_MAX.first;

  const tailLength = () => {
    const { entries, bytes } = deps.tail();
    return Math.max(entries / tailEntries, bytes / TAIL_BYTES);
  };
  const due = () => tailLength() >= patience;
  const plan = () => {
    if (tailLength() < 1) {
      patience = 1;
      pauseMsMax = PAUSE_MS_MAX.first;
    }
    if (timer !== undefined || !due()) return;
    timer = setTimeout(
      () => {
        timer = undefined;
        if (!due()) return;
        const outcome = deps.make();
        if (outcome === 'too-long') patience = 2 * tailLength();
        else if (outcome === 'not-now') plan();
        else pauseMsMax = Math.min(pauseMsMax * 2, PAUSE_MS_MAX.longest);
      },
      (((deps.random(1)[0] ?? 0) + 1) / 256) * pauseMsMax,
    );
  };

  return {
    tailMoved: plan,
    stop: () => clearTimeout(timer),
  };
};
