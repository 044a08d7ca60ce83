/** A batch that became durable, on its way to the followers: serialised once for all that use the same channel number. */
import { encodeRelayFrame } from '@tote/wire';
import { followingFrames } from './entry-frames.ts';
import type { NewEntry, StoredEntry } from './log-store.ts';

/** One request of the batch. */
export interface ConfirmedRequest {
  /** The follower that made it: it hears of these entries by the acknowledgement. */
  readonly maker: object;
  readonly request: number;
  readonly sequences: readonly number[];
  /** Those that were not in the log before. */
  readonly newEntries: readonly StoredEntry[];
}

/** The whole batch, in the order of the log. */
export interface ConfirmedBatch {
  readonly requests: readonly ConfirmedRequest[];
  /** Where the log stands now. */
  readonly lastSequence: number;
  /** What one live follower is sent. Most clients use low channel numbers, so these are mostly shared. */
  framesFor(follower: object, channel: number): readonly Uint8Array[];
}

/** The requests of a batch with the sequences that their entries got, and what of them is new since `headBefore`. */
export const toConfirmedRequests = (
  batch: readonly { readonly follower: object; readonly request: number; readonly entries: readonly NewEntry[] }[],
  sequences: readonly number[],
  headBefore: number,
): readonly ConfirmedRequest[] => {
  let position = 0;
  let last = headBefore;
  return batch.map(({ follower, request, entries }) => {
    const own = sequences.slice(position, (position += entries.length));
    const newEntries = entries.flatMap(({ envelope, covers }, index) => {
      const sequence = own[index] ?? 0;
      if (sequence <= last) return []; // it was there already
      last = sequence;
      return [{ sequence, envelope, ...(covers !== undefined && { covers }) }];
    });
    return { maker: follower, request, sequences: own, newEntries };
  });
};

/** The acknowledgement of a request. */
export const ackFrame = (channel: number, { request, sequences }: ConfirmedRequest): Uint8Array =>
  encodeRelayFrame({ type: 'ack', channel, request, sequences });

/** Entries of others and own acknowledgements, in rising order of sequence (W10). */
const framesForMaker = (
  follower: object,
  channel: number,
  requests: readonly ConfirmedRequest[],
): readonly Uint8Array[] => {
  const frames: Uint8Array[] = [];
  let others: StoredEntry[] = [];
  for (const request of requests) {
    if (request.maker !== follower) {
      others.push(...request.newEntries);
      continue;
    }
    frames.push(...followingFrames(channel, others), ackFrame(channel, request));
    others = [];
  }
  return [...frames, ...followingFrames(channel, others)];
};

/** Prepares a batch. */
export const createConfirmedBatch = (requests: readonly ConfirmedRequest[], lastSequence: number): ConfirmedBatch => {
  const makers = new Set(requests.map(({ maker }) => maker));
  const newEntries = requests.flatMap((request) => request.newEntries);
  const sharedByChannel = new Map<number, readonly Uint8Array[]>();
  return {
    requests,
    lastSequence,
    framesFor: (follower, channel) => {
      if (makers.has(follower)) return framesForMaker(follower, channel, requests);
      const shared = sharedByChannel.get(channel) ?? followingFrames(channel, newEntries);
      sharedByChannel.set(channel, shared);
      return shared;
    },
  };
};
