/** New entries of a room on their way to its live followers: serialised once for all that use the same channel number. */
import { followingFrames } from './entry-frames.ts';
import type { StoredEntry } from './log-store.ts';

/** A new entry and whoever appended it, who has the acknowledgement and needs no copy. */
export interface NewInRoom extends StoredEntry {
  readonly maker: object;
}

/** One batch for everybody. */
export interface FanOut {
  readonly lastSequence: number;
  /** Frames for one follower. Most clients follow their list on a low channel number, so these are mostly shared. */
  framesFor(follower: object, channel: number): readonly Uint8Array[];
}

/** Prepares a batch; `entries` is not empty and in the order of the log. */
export const createFanOut = (entries: readonly NewInRoom[]): FanOut => {
  const makers = new Set(entries.map(({ maker }) => maker));
  const sharedByChannel = new Map<number, readonly Uint8Array[]>();
  return {
    lastSequence: entries.at(-1)?.sequence ?? 0,
    framesFor: (follower, channel) => {
      if (makers.has(follower)) {
        return followingFrames(
          channel,
          entries.filter(({ maker }) => maker !== follower),
        );
      }
      const shared = sharedByChannel.get(channel) ?? followingFrames(channel, entries);
      sharedByChannel.set(channel, shared);
      return shared;
    },
  };
};
