/**
 * Decides when this replica replaces the tail of the log by a snapshot. Rule: when the tail passes `TAIL_ENTRIES`, after a
 * random pause, unless somebody else's snapshot arrives first. Only a replica that is live, has nothing pending and nothing
 * waiting makes one (promise 5 of the relay's contract).
 */
import type { RandomBytes } from '@tote/seal';

/** Entries beyond the last snapshot after which one is due. A joiner verifies each: 100 cost a slow phone 120 ms. */
const TAIL_ENTRIES = 100;
/** Longest pause before making one, in milliseconds: spreads the makers of a busy list. */
const PAUSE_MS_MAX = 5_000;

/** Watches the length of the tail. */
export interface SnapshotMaker {
  /** The log stands at `head`. */
  headMoved(head: number): void;
  /** A snapshot stands that covers up to this sequence. */
  snapshotSeen(covers: number): void;
  /** Another log: nothing is covered. */
  reset(): void;
  stop(): void;
}

/** Creates the watch; `make` is called when a snapshot is due and returns whether it could be made. */
export const createSnapshotMaker = (deps: {
  readonly random: RandomBytes;
  readonly make: () => boolean;
  /** Instead of {@link TAIL_ENTRIES}. */
  readonly tailEntries?: number | undefined;
}): SnapshotMaker => {
  const { tailEntries = TAIL_ENTRIES } = deps;
  let covered = 0;
  let head = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const due = () => head - covered >= tailEntries;
  const plan = () => {
    if (timer !== undefined || !due()) return;
    timer = setTimeout(
      () => {
        timer = undefined;
        if (due() && !deps.make()) plan();
      },
      (((deps.random(1)[0] ?? 0) + 1) / 256) * PAUSE_MS_MAX,
    );
  };

  return {
    headMoved: (sequence) => {
      head = Math.max(head, sequence);
      plan();
    },
    snapshotSeen: (covers) => {
      covered = Math.max(covered, covers);
    },
    reset: () => {
      covered = head = 0;
    },
    stop: () => clearTimeout(timer),
  };
};
