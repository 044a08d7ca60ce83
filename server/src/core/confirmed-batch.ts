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
    const own = entries.length === sequences.length ? sequences : sequences.slice(position, position + entries.length);
    position += entries.length;
    const newEntries: StoredEntry[] = [];
    for (const [index, { envelope, covers }] of entries.entries()) {
      const sequence = own[index] ?? 0;
      if (sequence <= last) continue; // it was there already
      last = sequence;
      newEntries.push(covers === undefined ? { sequence, envelope } : { sequence, envelope, covers });
    }
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

/** What it needs for more than one request, or for those who only read, is made when it is asked for: most batches are one edit. */
class Confirmed implements ConfirmedBatch {
  readonly requests: readonly ConfirmedRequest[];
  readonly lastSequence: number;
  #makers: ReadonlySet<object> | undefined;
  #sharedByChannel: Map<number, readonly Uint8Array[]> | undefined;

  constructor(requests: readonly ConfirmedRequest[], lastSequence: number) {
    this.requests = requests;
    this.lastSequence = lastSequence;
  }

  framesFor(follower: object, channel: number): readonly Uint8Array[] {
    if (this.#isMaker(follower)) return framesForMaker(follower, channel, this.requests);
    const sharedByChannel = (this.#sharedByChannel ??= new Map<number, readonly Uint8Array[]>());
    const shared = sharedByChannel.get(channel) ?? followingFrames(channel, this.#newEntries());
    sharedByChannel.set(channel, shared);
    return shared;
  }

  #isMaker(follower: object): boolean {
    const [first, second] = this.requests;
    if (!second) return first?.maker === follower;
    return (this.#makers ??= new Set(this.requests.map(({ maker }) => maker))).has(follower);
  }

  #newEntries(): readonly StoredEntry[] {
    const [first, second] = this.requests;
    return first && !second ? first.newEntries : this.requests.flatMap(({ newEntries }) => newEntries);
  }
}

/** Prepares a batch. */
export const createConfirmedBatch = (requests: readonly ConfirmedRequest[], lastSequence: number): ConfirmedBatch =>
  new Confirmed(requests, lastSequence);
