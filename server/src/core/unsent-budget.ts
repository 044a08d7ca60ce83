/**
 * Unsent bytes of all sockets together (RELAY.md, R15). What each one holds is noted whenever it sends or drains; a socket may
 * have drained since without saying so. So before anybody is closed all are measured again.
 */

/** One socket's share. */
export interface UnsentShare {
  /** The socket sent something, or drained. */
  changed(): void;
  /** The socket is gone. */
  forget(): void;
}

/** The budget. */
export interface UnsentBudget {
  /** Unsent bytes of all sockets, as last noted: rather too many than too few. */
  readonly bytes: number;
  /** Counts a socket. `evict` closes it. */
  track(bufferedBytes: () => number, evict: () => void): UnsentShare;
}

/** Down to this part of the budget, so that sockets are not measured again with every frame. */
const RELIEVED_PART = 7 / 8;

interface Tracked {
  bytes: number;
  readonly measure: () => number;
  readonly evict: () => void;
}

/** Creates an empty budget. */
export const createUnsentBudget = (bytesMax: number): UnsentBudget => {
  const shares = new Set<Tracked>();
  let total = 0;
  let relieving = false;

  const note = (share: Tracked): void => {
    const bytes = share.measure();
    total += bytes - share.bytes;
    share.bytes = bytes;
  };

  const relieve = (): void => {
    relieving = false;
    for (const share of shares) note(share);
    const fattestFirst = [...shares].sort((a, b) => b.bytes - a.bytes);
    for (const share of fattestFirst) {
      if (total <= bytesMax * RELIEVED_PART) return;
      share.evict();
    }
  };

  return {
    get bytes() {
      return total;
    },
    track: (measure, evict) => {
      const share: Tracked = { bytes: 0, measure, evict };
      shares.add(share);
      return {
        changed: () => {
          if (!shares.has(share)) return;
          note(share);
          if (total <= bytesMax || relieving) return;
          relieving = true;
          // Not at once: whoever sends may be in the middle of telling a whole room, and one leaving tells it again.
          queueMicrotask(relieve);
        },
        forget: () => {
          if (shares.delete(share)) total -= share.bytes;
        },
      };
    },
  };
};
